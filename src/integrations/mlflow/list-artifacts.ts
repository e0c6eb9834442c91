import path from 'node:path';
import type { FileDigest, TreeEntry } from '../reading/foreign-tree.js';
import { asUnreadableFile } from '../reading/unreadable-file.js';
import { listFolder, type StoreSource } from './store-source.js';

/** A file that a run or a model left behind and the store still holds. */
export interface ArtifactFile extends FileDigest {
  /** Relative to the folder that was listed, with `/`. */
  readonly path: string;
  readonly mediaType: string | undefined;
}

/** Every file under `folder`, sorted by path, hashed as a stream; none where there is no such folder. */
export async function* listArtifacts(folder: string, source: StoreSource): AsyncGenerator<ArtifactFile> {
  yield* visit(folder, '', source);
}

async function* visit(folder: string, prefix: string, source: StoreSource): AsyncGenerator<ArtifactFile> {
  const complain = (location: string, reason: string) => source.onProblem({ kind: 'artifact', path: location, reason });
  let entries: TreeEntry[];
  try {
    entries = await listFolder(source, 'artifact', folder);
  } catch (error) {
    const { message, obstacle } = asUnreadableFile(folder, error);
    if (prefix !== '' || obstacle !== 'missing') complain(folder, message);
    return;
  }
  for (const { name, path: location, isFolder } of entries) {
    if (isFolder) yield* visit(location, `${prefix}${name}/`, source);
    else {
      try {
        yield { path: prefix + name, ...(await source.tree.digest(location)), mediaType: mediaTypeOf(name) };
      } catch (error) {
        complain(location, asUnreadableFile(location, error).message);
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
