import { runFinished } from '#events/run.events.js';
import type { Transaction } from '#platform/database/database.js';
import { readSealed } from '#platform/digest/digest.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import { storedArtifacts } from '#values/artifact.js';
import { LastMetricRepository } from '../metric/last-metric.repository.js';
import { MetricRepository } from '../metric/metric.repository.js';
import type { MetricSummary } from '../metric/metric-summary.js';
import { ParameterRepository } from '../parameter/parameter.repository.js';
import { endAgain, type RunEnding } from './end-again.js';
import type { FinishRunInput } from './finish-run.inputs.js';
import { refusalOfMissingRun } from './require-run.js';
import type { RunContext } from './run.context.js';
import type { Run } from './run.entity.js';
import type { FinishRunPayload } from './run.payloads.js';
import { RunRepository } from './run.repository.js';
import { sealRun } from './run-manifest.js';
import { withAddedInputs } from './with-added-inputs.js';

/**
 * Ends a run and seals it: under its lock nobody logs any more, so the last values in the manifest are the last.
 * Ending it again the same way is the same, also where the moment or the files are not given again. Of a run that was
 * resumed its later end is noted.
 * @throws {PedigraphError} NOT_FOUND, BAD_USER_INPUT for an end that is yet to come, or IMMUTABLE where it ended another way.
 */
export async function finishRun(
  { run: id, status, endedAt = null, artifacts: files }: FinishRunInput,
  { database, caller, loaders }: RunContext,
): Promise<FinishRunPayload> {
  const artifacts = storedArtifacts(files);
  const run = await database.transact(caller, async (transaction) => {
    const runs = new RunRepository(transaction.manager);
    const run = await runs.lock(id);
    if (run === null) throw refusalOfMissingRun(id);
    const [end] = await runs.wholeEndsOf([run.id]);
    if (end !== undefined) {
      await endAgain(run, end, { status, endedAt, artifacts }, transaction, caller.actor);
      return run;
    }
    await sealRunEnd(await withAddedInputs(run, transaction.manager), { status, endedAt, artifacts }, transaction);
    return run;
  });
  loaders.endByRun.clear(run.id);
  loaders.wholeEndByRun.clear(run.id);
  loaders.continuationEndByRun.clear(run.id);
  return { run };
}

/** Writes a run's end: from here on the database takes nothing more of it. */
export async function sealRunEnd(
  run: Run,
  { status, endedAt, artifacts }: RunEnding,
  { manager, record, clock }: Transaction,
): Promise<void> {
  const runs = new RunRepository(manager);
  const parameters = await new ParameterRepository(manager).ofRun(run.id);
  const measured = new MetricRepository(manager);
  const metrics = await measured.lastOfRun(run.id);
  const extremes = new Map((await measured.extremesOfRun(run.id)).map((row) => [row.key, row]));
  const sealed = await sealRun({ run, status, parameters, metrics, artifacts });
  const manifest = await readSealed(sealed);
  const ended = endedAt ?? (await clock());
  await runs.insertEnd({ runId: run.id, status, endedAt: ended, artifacts, manifest, digest: sealed.digest });
  await new LastMetricRepository(manager).insert(run.id, metrics);
  record(
    runFinished(run.ref, {
      id: run.id,
      status,
      endedAt: ended,
      digest: sealed.digest,
      parameters,
      metrics: metrics.map(({ key, value, step, timestamp }): MetricSummary => {
        const { min = value, max = value } = extremes.get(key) ?? {};
        return { key, value: jsonNumber(value), step, timestamp, min: jsonNumber(min), max: jsonNumber(max) };
      }),
      artifacts,
    }),
  );
}
