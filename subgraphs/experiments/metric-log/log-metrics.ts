import { metricsLogged } from '#events/run.events.js';
import { isTaken } from '#platform/database/rows/is-taken.js';
import { MetricRepository } from '../metric/metric.repository.js';
import { summaryOf } from '../metric/metric-summary.js';
import { storedPoints } from '../metric/stored-points.js';
import { lockOpenRun } from '../run/lock-open-run.js';
import type { LogMetricsInput } from './log-metrics.inputs.js';
import type { LogMetricsPayload } from './log-metrics.payload.js';
import type { MetricLogContext } from './metric-log.context.js';

/**
 * Adds points to an open run; a point that is there already stays, and a call that adds none writes nothing.
 * @throws {PedigraphError} NOT_FOUND, or IMMUTABLE for a run that ended.
 */
export async function logMetrics(
  { run: id, metrics }: LogMetricsInput,
  { database, caller, loaders }: MetricLogContext,
): Promise<LogMetricsPayload> {
  const points = storedPoints(metrics, new Date());
  const write = (areNew: boolean) =>
    database.transact(caller, async ({ manager, record, atEnd }) => {
      const run = await lockOpenRun(manager, id, 'metrics');
      const repository = new MetricRepository(manager);
      const added = areNew ? points : await repository.insert(run.id, points);
      if (added.length === 0) return;
      if (areNew) atEnd(repository.insertion([{ runId: run.id, points }]));
      const metrics = summaryOf(added);
      const keys = metrics.map(({ key }) => key);
      record(metricsLogged(run.ref, { id: run.id, keys, points: added.length, metrics, afterEnd: false }));
    });
  // Nearly all points come once; where one does not, everything is taken back and done again.
  await write(true).catch((error) => {
    if (!isTaken(error)) throw error;
    return write(false);
  });
  loaders.metricsByRun.clear(id);
  return { accepted: points.length };
}
