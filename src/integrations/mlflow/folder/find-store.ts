import path from 'node:path';
import { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/**
 * The store at a folder: the folder itself, or `mlruns` in it.
 * @throws {PedigraphError} NOT_FOUND where neither is one; BAD_USER_INPUT where `mlruns` is a link out of the folder.
 */
export async function findStore(folder: string): Promise<ForeignTree> {
  const above = await ForeignTree.at(folder).catch(() => null);
  if (above === null) throw noStore(folder);
  const inside = path.join(folder, 'mlruns');
  const obstacle = await above.realPathOf(inside).then(
    () => null,
    (error) => asUnreadableFile(inside, error).obstacle,
  );
  if (obstacle === 'outside') {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected ${inside} to be a folder in ${folder}, but it is a link out of it: name the folder that it leads to, if you mean that one.`,
    );
  }
  if (obstacle === null) {
    const tree = await ForeignTree.at(inside);
    if (await isStore(tree)) return tree;
  }
  if (await isStore(above)) return above;
  throw noStore(folder);
}

async function isStore(tree: ForeignTree): Promise<boolean> {
  const has = (inside: string) =>
    tree.realPathOf(path.join(tree.root, inside)).then(
      () => true,
      () => false,
    );
  for (const { name, isFolder, path: folder } of await listed(tree, tree.root)) {
    if (!isFolder) continue;
    if (name === '.trash' || (await has(path.join(name, 'meta.yaml')))) return true;
    // An experiment may have lost its own meta.yaml; its runs have theirs.
    if (/^\d+$/.test(name)) {
      const runs = (await listed(tree, folder)).filter((run) => /^[0-9a-f]{32}$/.test(run.name));
      if (runs[0] && (await has(path.join(name, runs[0].name, 'meta.yaml')))) return true;
    }
    if (name === 'models' && (await listed(tree, folder)).some((entry) => entry.isFolder)) return true;
  }
  return false;
}

function noStore(folder: string): PedigraphError {
  return new PedigraphError(
    'NOT_FOUND',
    `Expected an MLflow file store (a folder "mlruns", or the folder it lies in), but ${folder} is none. Where MLflow stores in a database, name that: a file such as mlflow.db, a postgresql:// or mysql:// URL, or the URL of the tracking server.`,
  );
}

async function listed(tree: ForeignTree, folder: string) {
  return tree
    .list(folder, () => {})
    .catch((error) => {
      const { message } = asUnreadableFile(folder, error);
      throw new PedigraphError(
        'BAD_USER_INPUT',
        `Cannot list the folder ${folder}: it ${message}. Make it readable and import again.`,
      );
    });
}
