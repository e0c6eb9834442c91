import type { MetricInput } from '#values/metric.input.js';
import { storedPoints } from '../metric/stored-points.js';
import { groupBy } from './group-by.js';
import type { MeasuredPoint } from './logged-model-metric.repository.js';
import { keyOfDataset, type MeasuredDataset } from './measured-dataset.js';

/** A point of a logged model that is to be stored, and on what it was measured. */
export interface Measurement {
  readonly loggedModelId: string;
  readonly metric: MetricInput;
  readonly dataset: MeasuredDataset;
}

/** Points of logged models as they are stored, each once: those of one logged model and dataset as `storedPoints` has them. */
export function measuredPoints(measurements: readonly Measurement[], now: Date): MeasuredPoint[] {
  const groups = groupBy(measurements, ({ loggedModelId, dataset }) => `${loggedModelId} ${keyOfDataset(dataset)}`);
  return [...groups.values()].flatMap((group) => {
    const { loggedModelId, dataset } = group[0]!;
    const points = storedPoints(
      group.map(({ metric }) => metric),
      now,
    );
    return points.map((point) => ({ ...point, loggedModelId, dataset }));
  });
}
