import type { Readable } from 'node:stream';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { artifactParts, partOf, storedPart } from './artifact-path.js';
import { tooLarge } from './hash-content.js';
import type { BegunUpload, ObjectStore, UploadedPart, WrittenContent } from './object-store.js';

/** A file as it is now. */
export interface StoredArtifact extends WrittenContent {
  /** Its path below the folder that was asked for. */
  readonly path: string;
}

/** A file, or a folder, which has no size. */
export interface ListedArtifact {
  readonly name: string;
  readonly sizeBytes: number | null;
}

/** The artifacts of runs and logged models, by path. */
export interface ArtifactStore {
  /**
   * Stores a file; the one that was there is no longer listed, and its bytes and when it was written stay.
   * @param announced how many bytes the sender says there are, so that too many are refused before they are read
   */
  put(path: string, content: Readable, signal: AbortSignal, announced?: number): Promise<WrittenContent>;
  /** The bytes of a file. @throws {PedigraphError} NOT_FOUND */
  open(path: string): Promise<{ readonly content: Readable; readonly sizeBytes: number }>;
  /** The bytes of that digest, which some file has or had. @throws {PedigraphError} NOT_FOUND */
  read(digest: string): Promise<Readable>;
  /** What lies in a folder, by name; empty where nothing does. */
  list(folder: string): Promise<readonly ListedArtifact[]>;
  /** All files below a folder, by path, with their digests. */
  filesBelow(folder: string): Promise<readonly StoredArtifact[]>;
  /** From now on neither the file nor what lies below a folder of that path is listed; the bytes stay. */
  remove(path: string): Promise<void>;
  /** Files that clients send to the store themselves, in parts; null where it takes none. */
  readonly uploads: ArtifactUploads | null;
}

/** Uploads of files in parts: they are there, as what `put` stores, once their upload has ended. */
export interface ArtifactUploads {
  /** @throws {PedigraphError} PAYLOAD_TOO_LARGE for more parts than the largest file has */
  begin(path: string, parts: number): Promise<BegunUpload>;
  end(
    path: string,
    sent: { readonly upload: string; readonly parts: readonly UploadedPart[]; readonly signal: AbortSignal },
  ): Promise<WrittenContent>;
  abort(upload: string): Promise<void>;
}

/** Bytes of a part, but the last: buckets take no smaller ones. */
const LEAST_PART_BYTES = 5 * 1024 ** 2;

/** What was last done at a path. */
interface Change {
  readonly time: string;
  readonly content: WrittenContent | null;
}

/**
 * A file is a folder of marks in an object store, `model/MLmodel~/<time>_<digest>_<bytes>`: a mark is what was put there
 * and when, or that it was removed, and the last one is what the file is now. So whatever was overwritten can be found.
 */
export function createArtifactStore(objects: ObjectStore, maxBytes: number): ArtifactStore {
  let last = 0;
  const now = () => {
    last = Math.max(last + 1, Date.now() * 1_000);
    return String(last).padStart(17, '0');
  };
  const current = async (folder: string) => {
    const files = new Map<string, Change>();
    for await (const mark of objects.marks(folder)) {
      const [file = '', change = ''] = mark.slice(folder.length + 1).split(/~\/(?=[^/]*$)/);
      const read = readChange(change);
      if (read !== null && read.time > (files.get(file)?.time ?? '')) files.set(file, read);
    }
    return files;
  };
  const filesBelow = async (folder: string) => {
    const found: StoredArtifact[] = [];
    for (const [file, { content }] of await current(keyOf(folder)))
      if (content !== null && file !== '') found.push({ path: file.split('/').map(partOf).join('/'), ...content });
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  };
  const contentAt = async (path: string) => {
    let newest: Change | undefined;
    const file = `${keyOf(path)}~`;
    for await (const mark of objects.marks(file)) {
      const read = readChange(mark.slice(file.length + 1));
      if (read !== null && read.time > (newest?.time ?? '')) newest = read;
    }
    return newest?.content ?? undefined;
  };
  const remark = (path: string, content: string) => objects.mark(`${keyOf(path)}~/${now()}_${content}`);
  const noteFile = (path: string, { digest, sizeBytes }: WrittenContent) =>
    remark(path, `${digest.slice('sha256:'.length)}_${sizeBytes}`);
  const { partUploads } = objects;
  return {
    async put(path, content, signal, announced = 0) {
      keyOf(path);
      if (announced > maxBytes) throw tooLarge(maxBytes);
      const written = await objects.write(content, { maxBytes, signal });
      await noteFile(path, written);
      return written;
    },
    uploads:
      partUploads === undefined
        ? null
        : {
            async begin(path, parts) {
              keyOf(path);
              if (parts > Math.ceil(maxBytes / LEAST_PART_BYTES)) throw tooLarge(maxBytes);
              return partUploads.begin(parts);
            },
            async end(path, { upload, parts, signal }) {
              keyOf(path);
              const written = await partUploads.end(upload, parts, { maxBytes, signal });
              await noteFile(path, written);
              return written;
            },
            abort: (upload) => partUploads.abort(upload),
          },
    async open(path) {
      const found = await contentAt(path);
      if (found === undefined) throw new PedigraphError('NOT_FOUND', `There is no artifact ${JSON.stringify(path)}.`);
      return { content: await objects.read(found.digest), sizeBytes: found.sizeBytes };
    },
    read: (digest) => objects.read(digest),
    filesBelow,
    async list(folder) {
      const entries = new Map<string, number | null>();
      for (const { path, sizeBytes } of await filesBelow(folder)) {
        const [name = '', ...below] = path.split('/');
        entries.set(name, below.length > 0 ? null : sizeBytes);
      }
      return [...entries].map(([name, sizeBytes]) => ({ name, sizeBytes }));
    },
    async remove(path) {
      if ((await contentAt(path)) !== undefined) await remark(path, 'removed');
      for (const file of await filesBelow(path)) await remark(`${path}/${file.path}`, 'removed');
    },
  };
}

function keyOf(path: string): string {
  return artifactParts(path).map(storedPart).join('/');
}

function readChange(mark: string): Change | null {
  const match = /^(\d+)_(?:removed|([0-9a-f]{64})_(\d+))$/.exec(mark);
  if (match === null) return null;
  const [, time = '', hex, size] = match;
  return { time, content: hex === undefined ? null : { digest: `sha256:${hex}`, sizeBytes: Number(size) } };
}
