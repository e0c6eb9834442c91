import { runResumed } from '#events/run.events.js';
import { ContinuationRepository } from '../after-end/continuation.repository.js';
import { refusalOfMissingRun } from './require-run.js';
import type { ResumeRunInput } from './resume-run.inputs.js';
import type { RunContext } from './run.context.js';
import type { RunPayload } from './run.payloads.js';
import { RunRepository } from './run.repository.js';

/**
 * Notes that a run which has ended goes on; one that is open, or goes on already, stays as it is. What is sealed stays
 * sealed.
 * @throws {PedigraphError} NOT_FOUND.
 */
export async function resumeRun(
  { run: of }: ResumeRunInput,
  { database, caller, loaders }: RunContext,
): Promise<RunPayload> {
  const run = await database.transact(caller, async ({ manager, record, clock }) => {
    const runs = new RunRepository(manager);
    const run = await runs.lock(of);
    if (run === null) throw refusalOfMissingRun(of);
    const { id, ref } = run;
    if ((await runs.endsOf([id])).length === 0) return run;
    const continuations = new ContinuationRepository(manager);
    const [last] = await continuations.lastOf([id]);
    if (last !== undefined && (await continuations.lastEndOf([id])).length === 0) return run;
    const [sequence, startedAt] = [(last?.sequence ?? 0) + 1, await clock()];
    await continuations.insert({ runId: id, sequence, startedAt, createdBy: caller.actor });
    record(runResumed(ref, { id, sequence, startedAt }));
    return run;
  });
  loaders.continuationByRun.clear(run.id);
  loaders.continuationEndByRun.clear(run.id);
  return { run };
}
