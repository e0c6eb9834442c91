import path from 'node:path';
import { asUnreadableFile } from '../reading/unreadable-file.js';
import type { StoreKind } from './problem.js';
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
  const complain = (place: string, reason: string) => {
    // Where an experiment is read, it is told what is wrong with that file.
    if (path.basename(place) !== 'meta.yaml') onProblem({ kind: kindOf(place, kind), path: place, reason });
  };
  try {
    for (const { name, path: place, isFolder } of await tree.list(folder, complain)) {
      if (isFolder) listed.push({ name, path: place, real: await tree.realPlaceOf(place) });
      else if (isNamedLikeAThing(name, kind)) complain(place, 'is a file where a folder is expected');
    }
  } catch (error) {
    const { message, obstacle, path: place } = asUnreadableFile(folder, error);
    if (obstacle !== 'missing') complain(place, message);
  }
  return listed;
}

/** Each folder once: what is a link to another of them is a problem, so that nothing is taken over twice. */
export function withoutLinksToEachOther(
  folders: readonly ListedFolder[],
  kind: StoreKind,
  { tree, onProblem }: StoreSource,
): ListedFolder[] {
  const byPlace = new Map<string, ListedFolder>();
  for (const folder of [...folders].sort((a, b) => Number(tree.isLinked(a)) - Number(tree.isLinked(b)))) {
    const first = byPlace.get(folder.real);
    if (first === undefined) byPlace.set(folder.real, folder);
    else {
      const reason = `is a link to ${path.relative(tree.root, first.path)}, which is read there`;
      onProblem({ kind, path: folder.path, reason });
    }
  }
  return folders.filter((folder) => byPlace.get(folder.real) === folder);
}

function kindOf(place: string, kind: StoreKind): StoreKind {
  const name = path.basename(place);
  if (kind === 'run' && BESIDE_RUNS.includes(name)) return 'artifact';
  return kind === 'experiment' && name === 'models' ? 'model' : kind;
}

/** Not what people put beside them, such as a README. Source: MLflow's ids of experiments and runs. */
function isNamedLikeAThing(name: string, kind: StoreKind): boolean {
  if (kind === 'experiment') return /^\d+$/.test(name);
  return kind === 'run' && /^[0-9a-f]{32}$/.test(name);
}
