import { metricsLogged } from '#events/run.events.js';
import { isTaken } from '#platform/database/rows/is-taken.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { MetricInput } from '#values/metric.input.js';
import type { ExperimentsContext } from '../context.js';
import { lockOpenRun } from '../run/lock-open-run.js';
import type { LogPayload } from '../run/run.inputs.js';
import { MetricRepository } from './metric.repository.js';
import { summaryOf } from './metric-summary.js';
import { storedPoints } from './stored-points.js';

/** The most points one call takes. */
export const MAX_POINTS = 1_000;

/**
 * Adds points to an open run; a point that is there already stays, and a call that adds none writes nothing.
 * @throws {PedigraphError} NOT_FOUND, or IMMUTABLE for a run that ended.
 */
export async function logMetrics(
  id: string,
  metrics: readonly MetricInput[],
  { database, caller, loaders }: ExperimentsContext,
): Promise<LogPayload> {
  if (metrics.length > MAX_POINTS) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `metrics holds ${metrics.length} points, and one call takes at most ${MAX_POINTS}: send them in parts. Nothing was written.`,
      { max: MAX_POINTS },
    );
  }
  const points = storedPoints(metrics, new Date());
  const write = (areNew: boolean) =>
    database.transact(caller, async ({ manager, record }) => {
      const run = await lockOpenRun(manager, id, 'metrics');
      const repository = new MetricRepository(manager);
      const added = areNew ? points : await repository.insert(run.id, points);
      if (areNew) await repository.insertNew(run.id, points);
      if (added.length === 0) return;
      const metrics = summaryOf(added);
      const keys = metrics.map(({ key }) => key);
      record(metricsLogged(run.ref, { id: run.id, keys, points: added.length, metrics }));
    });
  // Nearly all points come once; where one does not, everything is taken back and done again.
  await write(true).catch((error) => {
    if (!isTaken(error)) throw error;
    return write(false);
  });
  loaders.metricsByRun.clear(id);
  return { accepted: points.length };
}
