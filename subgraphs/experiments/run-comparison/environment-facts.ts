import { sees } from '#platform/auth/rights.js';
import { resolvePins } from '#platform/ports/resolve-pins.js';
import type { RunContext } from '../run/run.context.js';
import type { Run } from '../run/run.entity.js';

/** What a comparison reads of an environment version. */
interface EnvironmentFacts {
  readonly image: string | null;
  readonly runtime: { readonly name: string; readonly version: string } | null;
  readonly os: string | null;
  readonly packages: readonly { readonly manager: string; readonly name: string; readonly version: string | null }[];
  readonly hardware: string | null;
  readonly seed: number | null;
}

const SELECTION = 'image runtime { name version } os packages { manager name version } hardware seed';

/** How a package without a version is shown: it is installed, in whichever version. */
const UNPINNED = '*';

/**
 * What runs ran in, as rows of a comparison have it; one that is hidden is as if it were not there. Environments asks
 * only for what not all of them share.
 * @throws {PedigraphError} UNAVAILABLE where the environments subgraph does not answer.
 */
export async function environmentsOf(
  runs: readonly Run[],
  { ports, caller }: RunContext,
): Promise<readonly ReadonlyMap<string, unknown>[]> {
  const pins = runs.map(({ environmentPin: pin }) => (pin !== null && sees(caller.rights, pin.ref) ? pin : null));
  const digests = new Set(pins.map((pin) => pin?.digest));
  const byDigest = new Map(digests.size < 2 ? [] : pins.flatMap((pin) => (pin === null ? [] : [[pin.digest, pin.id]])));
  const facts = await resolvePins<EnvironmentFacts>(ports, {
    subgraph: 'environments',
    type: 'EnvironmentVersion',
    key: 'id',
    keys: [...byDigest.values()],
    selection: SELECTION,
  });
  const factsOf = new Map([...byDigest.keys()].map((digest, index) => [digest, facts[index]!]));
  return pins.map((pin) => {
    if (pin === null) return new Map();
    const known = factsOf.get(pin.digest);
    return new Map<string, unknown>([['environment', pin.ref], ...(known === undefined ? [] : entriesOf(known))]);
  });
}

function* entriesOf({ image, runtime, os, packages, hardware, seed }: EnvironmentFacts): Generator<[string, unknown]> {
  yield* Object.entries({
    image,
    os,
    hardware,
    seed,
    'runtime.name': runtime?.name,
    'runtime.version': runtime?.version,
  });
  const times = new Map<string, number>();
  for (const { name } of packages) times.set(name, (times.get(name) ?? 0) + 1);
  // A package that several managers have installed is named with the manager.
  for (const { name, manager, version } of packages)
    yield [`packages.${name}${times.get(name)! > 1 ? `[${manager}]` : ''}`, version ?? UNPINNED];
}
