import { folderOf, isBelow } from '../dvc/paths.js';
import type { TreeFile } from '../objects/trees.js';
import { environmentFormat } from './environment-formats.js';

/** The files that tell of the environment that a stage ran in. */
export interface ChosenFiles {
  /** The one that lists packages: a lock file where there is one. */
  readonly packages: TreeFile | null;
  /** Others, which tell of the interpreter or the image. */
  readonly machines: readonly TreeFile[];
}

/**
 * Chooses, for code that runs in `folder`, among the files of one commit: those in the folder or above it, the nearest
 * first, before those elsewhere, the shortest path first; a lock file before a list; `requirements.txt` before others.
 */
export function chooseEnvironmentFiles(files: readonly TreeFile[], folder: string): ChosenFiles {
  const known = files.flatMap((file) => {
    const name = file.path.slice(file.path.lastIndexOf('/') + 1);
    const rank = environmentFormat(name)?.rank;
    return rank === undefined ? [] : [{ file, name, rank, distance: distanceOf(folderOf(file.path), folder) }];
  });
  const nearest = known.sort(
    (a, b) =>
      a.distance - b.distance || likelihood(b.name) - likelihood(a.name) || (a.file.path < b.file.path ? -1 : 1),
  );
  const lists = nearest.filter(({ rank }) => rank !== 'machine');
  const packages = lists.find(({ rank, distance }) => rank === 'lock' && distance < ELSEWHERE) ?? lists[0];
  const ofMachine = nearest.filter(({ rank }) => rank === 'machine');
  const kinds = new Map(ofMachine.map(({ name, file }) => [kindOf(name), file]).reverse() as [string, TreeFile][]);
  return { packages: packages?.file ?? null, machines: [...kinds.values()] };
}

/** Farther than any folder is deep. */
const ELSEWHERE = 1_000;

/** Folders above count by how far up they are; all others lie farther. */
function distanceOf(place: string, folder: string): number {
  const depth = (path: string) => (path === '' ? 0 : path.split('/').length);
  return isBelow(folder, place) ? depth(folder) - depth(place) : ELSEWHERE + depth(place);
}

function likelihood(name: string): number {
  if (name === 'requirements.txt' || /^environment\.ya?ml$/.test(name) || name === 'Dockerfile') return 2;
  return /dev|test|doc|lint|ci\b/i.test(name) ? 0 : 1;
}

function kindOf(name: string): string {
  if (name === '.python-version') return 'python';
  return name.endsWith('devcontainer.json') ? 'devcontainer' : 'docker';
}
