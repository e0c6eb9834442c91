import { resolvePins } from '#platform/ports/resolve-pins.js';
import { refuseDuplicates } from '#platform/validation/refuse-duplicates.js';
import { pinDatasets } from './pin-datasets.js';
import { pinParent } from './pin-parent.js';
import type { RunContext } from './run.context.js';
import type { StartRunInput } from './run.inputs.js';
import type { RunPins } from './run-pins.js';

/** What of a run is pinned. */
type Pinned = Pick<StartRunInput, 'inputs' | 'environment' | 'parent'>;

/**
 * Verifies what runs read, where they run and in which other runs, with the owners, each of which is asked once.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND, UNAVAILABLE, or BAD_USER_INPUT for an input that stands twice or columns
 * that it does not have.
 */
export async function pinRuns(runs: readonly Pinned[], context: RunContext): Promise<RunPins[]> {
  const { ports } = context;
  const environments = [...new Set(runs.flatMap(({ environment }) => environment ?? []))];
  const [inputPins, pinned, parents] = await Promise.all([
    pinDatasets(
      runs.flatMap(({ inputs }) => inputs),
      ports,
    ),
    resolvePins<{ digest: string }>(ports, {
      subgraph: 'environments',
      type: 'EnvironmentVersion',
      key: 'ref',
      keys: environments,
    }),
    Promise.all(runs.map(({ parent }) => pinParent(parent, context))),
  ]);
  const environmentPins = new Map(environments.map((wanted, index) => [wanted, pinned[index]!]));
  let at = 0;
  return runs.map(({ inputs, environment }, index) => {
    const own = inputPins.slice(at, at + inputs.length);
    at += inputs.length;
    // What the refs select, not how they are spelled: `@latest` and `@1.0.0` may be one version.
    refuseDuplicates(
      'inputs',
      own.map(({ role, ref }) => `${role} ${ref}`),
    );
    const pin = environment == null ? undefined : environmentPins.get(environment);
    return {
      inputPins: own,
      environmentPin: pin === undefined ? null : { id: pin.id, ref: pin.ref, digest: pin.digest },
      parent: parents[index]!,
    };
  });
}
