import type { EntityManager } from 'typeorm';
import { storedArtifacts } from '#values/artifact.js';
import { MetricRepository } from '../metric/metric.repository.js';
import type { MetricSum } from '../metric/metric-summary.js';
import { ParameterRepository } from '../parameter/parameter.repository.js';
import { endAgain } from './end-again.js';
import type { FinishRunInput } from './finish-run.inputs.js';
import { refusalOfMissingRun } from './require-run.js';
import type { RunContext } from './run.context.js';
import type { Run } from './run.entity.js';
import type { FinishRunPayload } from './run.payloads.js';
import { RunRepository } from './run.repository.js';
import { type EndingRun, sealRunEnds } from './seal-run-ends.js';
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
    const { manager } = transaction;
    const runs = new RunRepository(manager);
    const held = await runs.lockReading(id, () => runs.wholeEndsOf([id]));
    if (held === null) throw refusalOfMissingRun(id);
    const [run, [end]] = held;
    const ending = { status, endedAt, artifacts };
    if (end !== undefined) await endAgain(run, end, ending, transaction, caller.actor);
    else await sealRunEnds([{ ...(await readLog(run, manager)), ending }], transaction);
    return run;
  });
  loaders.endByRun.clear(run.id);
  loaders.wholeEndByRun.clear(run.id);
  loaders.continuationEndByRun.clear(run.id);
  return { run };
}

async function readLog(run: Run, manager: EntityManager): Promise<Omit<EndingRun, 'ending'>> {
  const measured = new MetricRepository(manager);
  const [whole, parameters, metrics, extremes] = await Promise.all([
    withAddedInputs(run, manager),
    new ParameterRepository(manager).ofRun(run.id),
    measured.lastOfRun(run.id),
    measured.extremesOfRun(run.id),
  ]);
  const between = new Map(extremes.map((row) => [row.key, row]));
  const sums = metrics.map((last): MetricSum => {
    const { min = last.value, max = last.value } = between.get(last.key) ?? {};
    return { last, min, max };
  });
  return { run: whole, parameters, sums };
}
