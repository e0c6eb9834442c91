import path from 'node:path';
import type { OnProblem } from '#integrations/importing/problem.js';
import type { FileDigest } from '#integrations/reading/digest-of.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import type { ArtifactEntry, ArtifactFiles } from '../source/artifact-files.js';

/** What was read of a file. */
export interface ReadArtifact extends FileDigest {
  /** The place that it lies below; absent for the one that all lie below. */
  readonly base?: string;
}

/** A file that a run or a model left behind and that can be reached. */
export interface ArtifactFile extends ReadArtifact {
  /** Relative to the folder that was listed, with `/`. */
  readonly path: string;
  readonly mediaType: string | undefined;
}

/** Reads a file for its digest, and may do more with it. */
export type DigestFile = (files: ArtifactFiles, inside: string) => Promise<ReadArtifact>;

/** Every file below, sorted by path, hashed as a stream; none where there is no such folder. */
export async function* listArtifacts(
  files: ArtifactFiles,
  onProblem: OnProblem,
  digest: DigestFile = (all, inside) => all.digest(inside),
): AsyncGenerator<ArtifactFile> {
  yield* visit('', files, { onProblem, digest });
}

interface Visit {
  readonly onProblem: OnProblem;
  readonly digest: DigestFile;
}

async function* visit(
  folder: string,
  files: ArtifactFiles,
  { onProblem, digest }: Visit,
): AsyncGenerator<ArtifactFile> {
  const complain = (inside: string, reason: string) =>
    onProblem({ kind: 'artifact', path: inside === '' ? files.place : `${files.place}/${inside}`, reason });
  let entries: ArtifactEntry[];
  try {
    entries = await files.list(folder, complain);
  } catch (error) {
    const { message, obstacle } = asUnreadableFile(folder, error);
    if (folder !== '' || obstacle !== 'missing') complain(folder, message);
    return;
  }
  for (const { name, isFolder } of entries) {
    const inside = folder === '' ? name : `${folder}/${name}`;
    if (isFolder) yield* visit(inside, files, { onProblem, digest });
    else {
      try {
        yield { path: inside, ...(await digest(files, inside)), mediaType: mediaTypeOf(name) };
      } catch (error) {
        complain(inside, asUnreadableFile(inside, error).message);
      }
    }
  }
}

/** Only what the name alone settles; a guess would become part of a sealed manifest. */
function mediaTypeOf(name: string): string | undefined {
  return (
    MEDIA_TYPES[path.extname(name).toLowerCase()] ??
    (path.basename(name) === 'MLmodel' ? 'application/yaml' : undefined)
  );
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.onnx': 'application/onnx',
  '.parquet': 'application/vnd.apache.parquet',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.yaml': 'application/yaml',
  '.yml': 'application/yaml',
};
