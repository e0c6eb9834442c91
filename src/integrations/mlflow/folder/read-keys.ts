import type { StoreKind } from '#integrations/importing/problem.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { readText } from './read-text.js';
import { listFolder, type StoreSource } from './store-source.js';

/** A file whose path inside its folder is a key: `metrics/val/acc` is the key `val/acc`. */
export interface KeyFile {
  readonly key: string;
  readonly path: string;
}

/** The keys under a folder (`params`, `metrics`, `tags`), sorted; none where there is no such folder. */
export async function listKeys(folder: string, kind: StoreKind, source: StoreSource): Promise<KeyFile[]> {
  const keys: KeyFile[] = [];
  const visit = async (location: string, prefix: string): Promise<void> => {
    try {
      for (const { name, path, isFolder } of await listFolder(source, kind, location)) {
        if (isFolder) await visit(path, `${prefix}${name}/`);
        else if (name !== '.DS_Store') keys.push({ key: prefix + name, path });
      }
    } catch (error) {
      const { message, obstacle } = asUnreadableFile(location, error);
      if (obstacle !== 'missing') source.onProblem({ kind, path: location, reason: message });
    }
  };
  await visit(folder, '');
  return keys.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Key and text of every file under a folder. The text is kept to the letter: MLflow adds nothing to it. */
export async function readKeys(
  folder: string,
  kind: StoreKind,
  source: StoreSource,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const { key, path: file } of await listKeys(folder, kind, source)) {
    try {
      values.set(key, await readText(source, file));
    } catch (error) {
      source.onProblem({ kind, path: file, reason: asUnreadableFile(file, error).message });
    }
  }
  return values;
}
