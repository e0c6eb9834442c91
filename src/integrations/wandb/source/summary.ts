import type { MetricPoint } from '#integrations/importing/metric-point.js';
import { plainText } from '#integrations/reading/values/plain-value.js';
import { numberOf } from './value-tree.js';
import type { WandbRun } from './wandb-run.js';

type OfRun = Pick<WandbRun, 'summary' | 'lastPoints' | 'lastAt' | 'startedAt'>;

/**
 * The numbers of a summary that are not those of the history: what was set by hand, or a metric's value other than its
 * last one (its minimum, its mean). Of a metric that the history has, that value is called `summary/…`.
 */
export function pointsOfSummary({ summary, lastPoints, lastAt, startedAt }: OfRun): MetricPoint[] {
  const step = Math.max(0, ...[...lastPoints.values()].map((point) => point.step));
  return summary.flatMap(([key, found]) => {
    const value = numberOf(found);
    const known = lastPoints.get(key);
    if (value === null || (known !== undefined && Object.is(known.value, value))) return [];
    return [{ key: known === undefined ? key : `summary/${key}`, value, step, timestamp: lastAt ?? startedAt ?? 0 }];
  });
}

/** The texts and flags of a summary, which are no metrics. */
export function textsOfSummary({ summary }: OfRun): [key: string, text: string][] {
  return summary.flatMap(([key, value]): [string, string][] =>
    numberOf(value) === null && (typeof value === 'string' || typeof value === 'boolean')
      ? [[key, plainText(value)]]
      : [],
  );
}
