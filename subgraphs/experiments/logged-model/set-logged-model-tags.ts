import { changeTags } from '../tag-change/change-tags.js';
import { valuesOf } from '../tag-change/tags-input.js';
import type { LoggedModelContext } from './logged-model.context.js';
import type { LoggedModelPayload } from './logged-model.payloads.js';
import { lockLoggedModel } from './require-logged-model.js';
import type { SetLoggedModelTagsInput } from './set-logged-model-tags.inputs.js';

/**
 * Sets and removes tags of a logged model, sealed or not: they are beside what is sealed. Tags that are so already are
 * not written again.
 * @throws {PedigraphError} NOT_FOUND, or BAD_USER_INPUT for a key that is both set and removed.
 */
export async function setLoggedModelTags(
  input: SetLoggedModelTagsInput,
  { database, caller, loaders }: LoggedModelContext,
): Promise<LoggedModelPayload> {
  const values = valuesOf(input);
  const loggedModel = await database.transact(caller, async (transaction) => {
    const loggedModel = await lockLoggedModel(transaction, input.loggedModel);
    const { id, ref: subject, tags: made } = loggedModel;
    await changeTags({ kind: 'LOGGED_MODEL', id, subject, made }, values, transaction, caller.actor);
    return loggedModel;
  });
  loaders.tagChangesAsOf(null).clear(loggedModel.id);
  return { loggedModel };
}
