import { directionOf } from '#values/metric-direction.js';
import type { RunFacts } from '../model-version/reproducibility/read-runs.js';
import type { MetricComparison } from './comparison.type.js';

/**
 * The metrics of runs side by side, by key; each is a step, for there may be thousands.
 * @param runs one a version, null for a version without a run
 */
export function* lineUpMetrics(runs: readonly (RunFacts | null)[]): Generator<MetricComparison> {
  const valuesOfRuns = runs.map((run) => new Map((run?.metrics ?? []).map(({ key, value }) => [key, value])));
  const keys = [...new Set(valuesOfRuns.flatMap((values) => [...values.keys()]))].sort();
  for (const key of keys) {
    yield { key, values: valuesOfRuns.map((values) => values.get(key) ?? null), better: directionOf(key) };
  }
}
