import { runRenamed } from '#events/run.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { NameChangeRepository } from '../name-change/name-change.repository.js';
import { lockFacts } from './lock-facts.js';
import type { RenameRunInput } from './rename-run.inputs.js';
import type { RunContext } from './run.context.js';
import type { RunPayload } from './run.payloads.js';

/**
 * Calls a run otherwise, open or ended; its manifest has the name that it was started with. What it is called already is
 * not written again.
 * @throws {PedigraphError} NOT_FOUND, or CONFLICT where it is not called as expected.
 */
export async function renameRun(
  { run: of, name, expected, reason = null }: RenameRunInput,
  { database, caller, loaders }: RunContext,
): Promise<RunPayload> {
  const run = await database.transact(caller, async ({ manager, record, clock }) => {
    const run = await lockFacts(manager, of);
    const { id, ref } = run;
    const names = new NameChangeRepository(manager);
    const [last] = await names.lastOf([id]);
    const previous = last?.name ?? run.name;
    if (expected != null && expected !== previous) {
      throw new PedigraphError(
        'CONFLICT',
        `Expected the run ${ref} to be called ${JSON.stringify(expected)}, but it is called ${JSON.stringify(previous)}. Nothing was written.`,
        { name: previous },
      );
    }
    if (previous === name) return run;
    const sequence = (last?.sequence ?? 0) + 1;
    await names.insert({ subjectId: id, sequence, name, at: await clock(), by: caller.actor, reason });
    record(runRenamed(ref, { id, name, previous, reason }));
    return run;
  });
  loaders.nameBySubject.clear(run.id);
  loaders.namesBySubject.clear(run.id);
  return { run };
}
