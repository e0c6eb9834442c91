import path from 'node:path';
import type { StoreKind } from '#integrations/importing/problem.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { BESIDE_RUNS } from './read-experiment.js';
import type { StoreSource } from './store-source.js';

/** A folder that may be an experiment, a run or a model. */
export interface ListedFolder {
  readonly name: string;
  readonly path: string;
  /** Links resolved. */
  readonly real: string;
}

/** The folders in a folder, by name; none where it is not there. What is passed over is a problem of that kind. */
export async function listThings(source: StoreSource, folder: string, kind: StoreKind): Promise<ListedFolder[]> {
  const { tree, onProblem } = source;
  const listed: ListedFolder[] = [];
  const complain = (location: string, reason: string) => {
    // What is wrong with that file is reported where an experiment is read.
    if (path.basename(location) !== 'meta.yaml') onProblem({ kind: kindOf(location, kind), path: location, reason });
  };
  try {
    for (const { name, path: location, isFolder } of await tree.list(folder, complain)) {
      if (isFolder) listed.push({ name, path: location, real: await tree.realPathOf(location) });
      else if (isNamedLikeAThing(name, kind)) complain(location, 'is a file where a folder is expected');
    }
  } catch (error) {
    const { message, obstacle, path: location } = asUnreadableFile(folder, error);
    if (obstacle !== 'missing') complain(location, message);
  }
  return listed;
}

/** Each folder once: what is a link to another of them is a problem, so that nothing is taken over twice. */
export function withoutLinksToEachOther(
  folders: readonly ListedFolder[],
  kind: StoreKind,
  { tree, onProblem }: StoreSource,
): ListedFolder[] {
  const byRealPath = new Map<string, ListedFolder>();
  for (const folder of [...folders].sort((a, b) => Number(tree.isLinked(a)) - Number(tree.isLinked(b)))) {
    const first = byRealPath.get(folder.real);
    if (first === undefined) byRealPath.set(folder.real, folder);
    else {
      const reason = `is a link to ${path.relative(tree.root, first.path)}, which is read there`;
      onProblem({ kind, path: folder.path, reason });
    }
  }
  return folders.filter((folder) => byRealPath.get(folder.real) === folder);
}

function kindOf(location: string, kind: StoreKind): StoreKind {
  const name = path.basename(location);
  if (kind === 'run' && BESIDE_RUNS.includes(name)) return 'artifact';
  return kind === 'experiment' && name === 'models' ? 'model' : kind;
}

/** Not what people put beside them, such as a README. Source: MLflow's ids of experiments and runs. */
function isNamedLikeAThing(name: string, kind: StoreKind): boolean {
  if (kind === 'experiment') return /^\d+$/.test(name);
  return kind === 'run' && /^[0-9a-f]{32}$/.test(name);
}
