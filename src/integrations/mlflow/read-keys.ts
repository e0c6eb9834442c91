import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { OnProblem, StoreKind } from './problem.js';
import { asUnreadableFile, readText } from './read-text.js';

/** A file whose path inside its folder is a key: `metrics/val/acc` is the key `val/acc`. */
export interface KeyFile {
  readonly key: string;
  readonly path: string;
}

/** The keys under a folder (`params`, `metrics`, `tags`), sorted; none where there is no such folder. */
export async function listKeys(folder: string, kind: StoreKind, onProblem: OnProblem): Promise<KeyFile[]> {
  const keys: KeyFile[] = [];
  const visit = async (place: string, prefix: string): Promise<void> => {
    for (const entry of await readdir(place, { withFileTypes: true })) {
      const inside = path.join(place, entry.name);
      if (entry.isDirectory()) await visit(inside, `${prefix}${entry.name}/`);
      else if (entry.isFile() && entry.name !== '.DS_Store') keys.push({ key: prefix + entry.name, path: inside });
      else if (!entry.isFile())
        onProblem({ kind, path: inside, reason: 'is neither a file nor a folder; links are not followed' });
    }
  };
  try {
    await visit(folder, '');
  } catch (error) {
    const { path: place, message } = asUnreadableFile(folder, error);
    if (message !== 'is missing') onProblem({ kind, path: place, reason: message });
  }
  return keys.sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Key and text of every file under a folder. The text is kept to the letter: MLflow adds nothing to it. */
export async function readKeys(
  folder: string,
  kind: StoreKind,
  onProblem: OnProblem,
): Promise<ReadonlyMap<string, string>> {
  const values = new Map<string, string>();
  for (const { key, path: file } of await listKeys(folder, kind, onProblem)) {
    try {
      values.set(key, await readText(file));
    } catch (error) {
      onProblem({ kind, path: file, reason: asUnreadableFile(file, error).message });
    }
  }
  return values;
}
