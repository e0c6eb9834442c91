import { metricsLogged, parametersLogged } from '#events/run.events.js';
import type { Transaction } from '#platform/database/database.js';
import { isTaken } from '#platform/database/rows/is-taken.js';
import { searchedParameters } from '#values/searched-text.js';
import { archivedSince } from '../archival/archival.entity.js';
import { ArchivalRepository } from '../archival/archival.repository.js';
import { storeMeasuredPoints } from '../logged-model-metric/store-measured-points.js';
import { MetricRepository } from '../metric/metric.repository.js';
import { summaryOf } from '../metric/metric-summary.js';
import { type StoredPoint, storedPoints } from '../metric/stored-points.js';
import { ParameterRepository } from '../parameter/parameter.repository.js';
import { refusalOfArchivedRun, refusalOfEndedRun } from '../run/lock-open-run.js';
import { refuseChangedOfRun } from '../run/log-parameters.js';
import { refusalOfMissingRun } from '../run/require-run.js';
import type { Run } from '../run/run.entity.js';
import { RunRepository } from '../run/run.repository.js';
import { changeTags } from '../tag-change/change-tags.js';
import type { LogBatchInput } from './log-batch.inputs.js';
import type { LogBatchPayload } from './log-batch.payload.js';
import { measuredOfLoggedModels } from './measured-of-logged-models.js';
import type { RunBatchContext } from './run-batch.context.js';

/** What a call logs, ready to be stored. */
interface Batch {
  readonly run: Run;
  readonly points: readonly StoredPoint[];
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Whether the run is sealed, so that all but tags is stored beside it. */
  readonly afterEnd: boolean;
}

/**
 * Logs points, parameters and tags in one transaction. What is there already stays, and a call that adds nothing writes
 * nothing. Points that name a logged model are of that, too. Points and parameters of a run that has ended are taken where
 * the call says so, and stored beside what is sealed: no digest changes.
 * @throws {PedigraphError} NOT_FOUND; IMMUTABLE for a run that ended, unless the call says `afterEnd`, or is archived,
 * unless it says `whileArchived`; CONFLICT for a parameter with another value.
 */
export async function logBatch(input: LogBatchInput, context: RunBatchContext): Promise<LogBatchPayload> {
  const { database, caller, loaders } = context;
  const now = new Date();
  const points = storedPoints(input.metrics, now);
  const measured = await measuredOfLoggedModels(input, now, context);
  const parameters = input.parameters ?? {};
  const tags = new Map<string, string | null>(Object.entries(input.tags ?? {}));
  const write = (areNew: boolean) =>
    database.transact(caller, async (transaction) => {
      const { manager } = transaction;
      const runs = new RunRepository(manager);
      const archivals = new ArchivalRepository(manager);
      const locked = await runs.lockSharedReading(input.run, () => archivals.lastOf([input.run]));
      if (locked === null) throw refusalOfMissingRun(input.run);
      const [[run, end], [lastArchival = null]] = locked;
      // It is held, so nobody archives it meanwhile.
      if (!input.whileArchived && archivedSince(lastArchival) !== null) throw refusalOfArchivedRun(run);
      const isEmpty = points.length === 0 && Object.keys(parameters).length === 0;
      if (end !== null && !input.afterEnd && !isEmpty) throw refusalOfEndedRun(run, end, 'metrics and parameters');
      const batch = { run, points, parameters, afterEnd: end !== null };
      await addPoints(batch, areNew, transaction);
      await storeMeasuredPoints(measured.loggedModels, run, measured.points, transaction);
      await addParameters(batch, transaction);
      if (tags.size > 0) await runs.holdFacts(run.id);
      await changeTags({ kind: 'RUN', id: run.id, subject: run.ref, made: run.tags }, tags, transaction, caller.actor);
      return { run, afterEnd: batch.afterEnd };
    });
  // Nearly all points come once; where one does not, everything is taken back and done again.
  const { run, afterEnd } = await write(true).catch((error) => {
    if (!isTaken(error)) throw error;
    return write(false);
  });
  for (const log of [loaders.metricsByRun, loaders.lastPointsByRun, loaders.metricsAfterEndByRun]) log.clear(run.id);
  loaders.allMetricsByRun.clear(run.id);
  for (const { id } of measured.loggedModels) loaders.metricsByLoggedModel.clear(id);
  for (const log of [loaders.parametersByRun, loaders.parametersAfterEndByRun]) log.clear(run.id);
  loaders.tagChangesAsOf(null).clear(run.id);
  return {
    run,
    metrics: points.length,
    parameters: Object.keys(parameters).length,
    tags: tags.size,
    afterEnd,
  };
}

async function addPoints(
  { run, points, afterEnd }: Batch,
  areNew: boolean,
  { manager, record, atEnd }: Transaction,
): Promise<void> {
  if (points.length === 0) return;
  const repository = new MetricRepository(manager, afterEnd ? 'metric_point_after_end' : 'metric_point');
  // Of a sealed run each is looked for among those that are sealed.
  const trusted = areNew && !afterEnd;
  const added = trusted ? points : await repository.insert(run.id, points);
  if (added.length === 0) return;
  if (trusted) atEnd(repository.insertion([{ runId: run.id, points }]));
  const metrics = summaryOf(added);
  const keys = metrics.map(({ key }) => key);
  record(metricsLogged(run.ref, { id: run.id, keys, points: added.length, metrics, afterEnd }));
}

/** @throws {PedigraphError} CONFLICT for a parameter that is there with another value. */
async function addParameters({ run, parameters, afterEnd }: Batch, { manager, record }: Transaction): Promise<void> {
  const sealed = new ParameterRepository(manager);
  let given = parameters;
  if (afterEnd) {
    const there = await sealed.among(run.id, parameters);
    refuseChangedOfRun(run.ref, there.changed);
    given = Object.fromEntries(Object.entries(parameters).filter(([key]) => !there.same.has(key)));
  }
  const repository = afterEnd ? new ParameterRepository(manager, 'run_parameter_after_end') : sealed;
  const { added, changed } = await repository.insertNew(run.id, given);
  refuseChangedOfRun(run.ref, changed);
  if (added.length === 0) return;
  const keys = added.toSorted();
  const searched = searchedParameters(Object.fromEntries(keys.map((key) => [key, given[key]])));
  record(parametersLogged(run.ref, { id: run.id, keys, parameters: searched, afterEnd }));
}
