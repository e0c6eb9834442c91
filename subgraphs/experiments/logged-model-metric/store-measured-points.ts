import { loggedModelMeasured } from '#events/logged-model.events.js';
import type { Transaction } from '#platform/database/database.js';
import type { LoggedModel } from '../logged-model/logged-model.entity.js';
import { summaryOf } from '../metric/metric-summary.js';
import { groupBy } from './group-by.js';
import { LoggedModelMetricRepository, type MeasuredPoint } from './logged-model-metric.repository.js';

/** Adds points to logged models; a point that is there already stays, and is not told of again. */
export async function storeMeasuredPoints(
  loggedModels: readonly LoggedModel[],
  runId: string | null,
  points: readonly MeasuredPoint[],
  { manager, record }: Transaction,
): Promise<void> {
  const added = await new LoggedModelMetricRepository(manager).insert(runId, points);
  const byLoggedModel = groupBy(added, ({ loggedModelId }) => loggedModelId);
  for (const { id, ref } of loggedModels) {
    const own = byLoggedModel.get(id);
    if (own === undefined) continue;
    const metrics = summaryOf(own);
    const keys = metrics.map(({ key }) => key);
    record(loggedModelMeasured(ref, { id, run: runId, keys, points: own.length, metrics }));
  }
}
