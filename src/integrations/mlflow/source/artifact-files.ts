import type { FileDigest } from '#integrations/reading/digest-of.js';

/** A file or a folder below the artifacts of a run or a model. */
export interface ArtifactEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/**
 * The files of a run or of a model, where they can be reached. Paths are relative, with `/`; the empty one is the folder
 * itself. What is not there, or not to be read, throws `UnreadableFile`.
 */
export interface ArtifactFiles {
  /** Where they are, as a report names it. */
  readonly place: string;
  /** What a folder holds, by name; what is passed over is given to `onPassedOver`, with its path. */
  list(inside: string, onPassedOver: (inside: string, reason: string) => void): Promise<ArtifactEntry[]>;
  /** The bytes of a small file. */
  read(inside: string, maxBytes: number): Promise<Buffer>;
  /** Digest and size, read once as a stream. */
  digest(inside: string): Promise<FileDigest>;
  /** Streams a file to `use`, which is called again, from its beginning, where reading broke off. */
  stream<Result extends object>(
    inside: string,
    use: (content: AsyncIterable<Uint8Array>) => Promise<Result>,
  ): Promise<Result>;
}

/** The files below a folder of others. */
export function filesBelow(files: ArtifactFiles, folder: string): ArtifactFiles {
  if (folder === '') return files;
  const at = (inside: string) => (inside === '' ? folder : `${folder}/${inside}`);
  return {
    place: `${files.place}/${folder}`,
    list: (inside, onPassedOver) =>
      files.list(at(inside), (passed, reason) => onPassedOver(passed.slice(folder.length + 1), reason)),
    read: (inside, maxBytes) => files.read(at(inside), maxBytes),
    digest: (inside) => files.digest(at(inside)),
    stream: (inside, use) => files.stream(at(inside), use),
  };
}
