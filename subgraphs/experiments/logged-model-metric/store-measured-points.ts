import { loggedModelMeasured } from '#events/logged-model.events.js';
import type { Transaction } from '#platform/database/database.js';
import type { LoggedModel } from '../logged-model/logged-model.entity.js';
import { summaryOf } from '../metric/metric-summary.js';
import type { Run } from '../run/run.entity.js';
import { groupBy } from './group-by.js';
import { LoggedModelMetricRepository, type MeasuredPoint } from './logged-model-metric.repository.js';

/** Adds points to logged models; a point that is there already stays, and is in no event again. */
export async function storeMeasuredPoints(
  loggedModels: readonly LoggedModel[],
  run: Pick<Run, 'id' | 'ref'> | null,
  points: readonly MeasuredPoint[],
  { manager, record }: Transaction,
): Promise<void> {
  const added = await new LoggedModelMetricRepository(manager).insert(run?.id ?? null, points);
  const byLoggedModel = groupBy(added, ({ loggedModelId }) => loggedModelId);
  for (const { id, ref } of loggedModels) {
    const own = byLoggedModel.get(id);
    if (own === undefined) continue;
    const metrics = summaryOf(own);
    const keys = metrics.map(({ key }) => key);
    const by = { run: run?.id ?? null, runRef: run?.ref ?? null };
    record(loggedModelMeasured(ref, { id, ...by, keys, points: own.length, metrics }));
  }
}
