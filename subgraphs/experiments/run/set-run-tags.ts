import { changeTags } from '../tag-change/change-tags.js';
import { valuesOf } from '../tag-change/tags-input.js';
import { lockFacts } from './lock-facts.js';
import type { RunContext } from './run.context.js';
import type { RunPayload } from './run.payloads.js';
import type { SetRunTagsInput } from './set-run-tags.inputs.js';

/**
 * Sets and removes tags of a run, open or ended: they are beside what is sealed. Tags that are so already are not written
 * again.
 * @throws {PedigraphError} NOT_FOUND, or BAD_USER_INPUT for a key that is both set and removed.
 */
export async function setRunTags(
  input: SetRunTagsInput,
  { database, caller, loaders }: RunContext,
): Promise<RunPayload> {
  const values = valuesOf(input);
  const run = await database.transact(caller, async (transaction) => {
    const run = await lockFacts(transaction.manager, input.run);
    const { id, ref: subject, tags: made } = run;
    await changeTags({ kind: 'RUN', id, subject, made }, values, transaction, caller.actor);
    return run;
  });
  loaders.tagChangesAsOf(null).clear(run.id);
  return { run };
}
