import type { Ports } from '#platform/ports/ports.js';
import { resolvePins } from '#platform/ports/resolve-pins.js';

/** What a run knows of the version it made. */
export interface RunFacts {
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The last value of each metric; what is not finite is a text. */
  readonly metrics: readonly { readonly key: string; readonly value: number | string }[];
}

/**
 * Asks for runs, each of them once and all in one request; the answer is by id.
 * @throws {PedigraphError} UNAVAILABLE where experiments does not answer.
 */
export async function readRuns(ids: readonly string[], ports: Ports): Promise<ReadonlyMap<string, RunFacts>> {
  const keys = [...new Set(ids)];
  const runs = await resolvePins<RunFacts>(ports, {
    subgraph: 'experiments',
    type: 'Run',
    key: 'id',
    keys,
    selection: 'parameters metrics { key value }',
  });
  return new Map(keys.map((id, index) => [id, runs[index]!]));
}
