import path from 'node:path';
import { entriesOf } from './find-runs.js';
import { READ_FILES } from './read-beside.js';
import type { RunReading } from './run-reading.js';
import type { SavedFile } from './wandb-run.js';

/** So many files of a run are listed. */
const MOST_FILES = 5_000;

/** The files that a run saved, but for those that are read. */
export async function filesBelow(root: string, { tree, observer }: RunReading): Promise<SavedFile[]> {
  const found: SavedFile[] = [];
  const look = async (folder: string): Promise<void> => {
    for (const entry of await entriesOf(folder, tree, observer.onRemark)) {
      const inside = path.relative(root, entry.path).split(path.sep).join('/');
      if (entry.isFolder) await look(entry.path);
      else if (!READ_FILES.has(inside)) found.push({ path: inside, location: entry.path });
    }
  };
  await look(root);
  if (found.length > MOST_FILES)
    observer.onRemark(
      path.relative(tree.root, root),
      `${found.length - MOST_FILES} of its files are left out: ${MOST_FILES} are taken`,
    );
  return found.slice(0, MOST_FILES);
}
