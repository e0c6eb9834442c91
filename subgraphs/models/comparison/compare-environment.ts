import type { EnvironmentPin } from '../model-version/registration/pins.js';
import type { EnvironmentFacts } from './compared-facts.js';
import { differencesOf, namesOf, oneOrAll, pathTo, type Step, valuesByName } from './difference.js';

type Packages = EnvironmentFacts['packages'];
/** How a package without a version is shown: it is installed, in whichever version. */
const UNPINNED = '*';

/** How environments differ: which one it is, and what is in it. Two of one digest are the same, whatever their names. */
export function* compareEnvironments(
  before: EnvironmentPin | null,
  after: EnvironmentPin | null,
  factsByDigest: ReadonlyMap<string, EnvironmentFacts>,
): Generator<Step> {
  if (before?.digest === after?.digest) return;
  yield* differencesOf('environment', before?.ref, after?.ref);
  const old = before && factsByDigest.get(before.digest);
  const now = after && factsByDigest.get(after.digest);
  if (!old || !now) return;
  yield* differencesOf('image', old.image, now.image);
  yield* differencesOf('runtime', old.runtime, now.runtime);
  yield* differencesOf('os', old.os, now.os);
  yield* comparePackages(old.packages, now.packages);
  yield* differencesOf('lock', old.lock, now.lock);
  yield* differencesOf('hardware', old.hardware, now.hardware);
  yield* differencesOf('seed', old.seed, now.seed);
  yield* differencesOf('variables', [...old.variables].sort(), [...now.variables].sort());
}

/** A package that several managers have installed is named with the manager: `packages.numpy[conda]`. */
function* comparePackages(before: Packages, after: Packages): Generator<Step> {
  const managers = valuesByName(
    [...before, ...after],
    ({ name }) => name,
    ({ manager }) => manager,
  );
  const pathOf = ({ name, manager }: Packages[number]) => {
    const path = pathTo('packages', name);
    return new Set(managers.get(name)).size > 1 ? `${path}[${manager}]` : path;
  };
  const versionOf = ({ version }: Packages[number]) => version ?? UNPINNED;
  const [had, has] = [valuesByName(before, pathOf, versionOf), valuesByName(after, pathOf, versionOf)];
  yield 4 * (before.length + after.length);
  for (const path of namesOf(had, has)) yield* differencesOf(path, oneOrAll(had.get(path)), oneOrAll(has.get(path)));
}
