import type { Ports } from '#platform/ports/ports.js';
import { resolvePins } from '#platform/ports/resolve-pins.js';
import type { OutputPin } from './dataset-output.entity.js';

/**
 * Verifies dataset versions that a run made with their owner, in the order given.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND, or UNAVAILABLE.
 */
export async function pinOutputs(refs: readonly string[], ports: Ports): Promise<OutputPin[]> {
  const of = { subgraph: 'datasets', type: 'DatasetVersion', key: 'ref' } as const;
  const found = await resolvePins<OutputPin>(ports, { ...of, keys: refs });
  return found.map(({ id, ref, digest }) => ({ id, ref, digest }));
}
