import { MAX_PAGE } from '#platform/paging/page.js';
import { createPace } from '#platform/turns/pace.js';
import type { EvaluationContext } from '../evaluation/evaluation.context.js';
import { type ProducingRunsContext, readProducingRuns } from '../model-version/run-attachment/producing-runs.js';

/** How many of a model's versions, the newest, are searched for keys. */
export const VERSIONS_WITH_KEYS = 1_000;

/** Where the keys of a model are found. */
export type KeySources = Pick<EvaluationContext, 'versions' | 'evaluations'> & ProducingRunsContext;

/** What the runs and evaluations of a model's versions have values for, sorted. */
export interface KeysOfModel {
  readonly metrics: readonly string[];
  readonly parameters: readonly string[];
}

/**
 * The metrics and parameters of a model's newest versions: of their runs, a page at a time, and of their evaluations.
 * @throws {PedigraphError} UNAVAILABLE where experiments does not answer.
 */
export async function keysOfModel(modelId: string, sources: KeySources): Promise<KeysOfModel> {
  const { versions, evaluations } = sources;
  const ids = await versions.newestIds(modelId, VERSIONS_WITH_KEYS);
  const metrics = new Set(await evaluations.keysOf(ids));
  const parameters = new Set<string>();
  const pace = createPace();
  for (let from = 0; from < ids.length; from += MAX_PAGE) {
    const rows = await versions.findSeenByIds(ids.slice(from, from + MAX_PAGE));
    const runs = await readProducingRuns(rows, sources);
    for (const run of runs.values()) {
      const keys = Object.keys(run.parameters);
      for (const { key } of run.metrics) metrics.add(key);
      for (const key of keys) parameters.add(key);
      const turn = pace.spend(run.metrics.length + keys.length);
      if (turn !== undefined) await turn;
    }
  }
  return { metrics: [...metrics].sort(), parameters: [...parameters].sort() };
}
