import { loggedModelArchived, loggedModelRestored } from '#events/logged-model.events.js';
import type { Transaction } from '#platform/database/database.js';
import { archive, restore } from '../archival/archive.js';
import type { ArchiveLoggedModelInput, RestoreLoggedModelInput } from './archive-logged-model.inputs.js';
import type { LoggedModelContext } from './logged-model.context.js';
import type { LoggedModelPayload } from './logged-model.payloads.js';
import { lockLoggedModel, requireLoggedModel } from './require-logged-model.js';

/** Archives a logged model. Again is the same. @throws {PedigraphError} NOT_FOUND. */
export async function archiveLoggedModel(
  input: ArchiveLoggedModelInput,
  context: LoggedModelContext,
): Promise<LoggedModelPayload> {
  const { loggedModel, archiving } = await archivingOf(input, context);
  await archive({ ...archiving, type: loggedModelArchived }, context);
  return { loggedModel };
}

/** Takes a logged model out of the archive. Again is the same. @throws {PedigraphError} NOT_FOUND. */
export async function restoreLoggedModel(
  input: RestoreLoggedModelInput,
  context: LoggedModelContext,
): Promise<LoggedModelPayload> {
  const { loggedModel, archiving } = await archivingOf(input, context);
  await restore({ ...archiving, type: loggedModelRestored }, context);
  return { loggedModel };
}

async function archivingOf({ loggedModel: of, reason = null }: ArchiveLoggedModelInput, context: LoggedModelContext) {
  const loggedModel = await requireLoggedModel(of, context);
  const { id, ref: subject } = loggedModel;
  const lock = (manager: Transaction['manager']) => lockLoggedModel({ manager }, id);
  return { loggedModel, archiving: { subject, id, reason, lock } };
}
