import type { ActionTarget } from '#platform/auth/action-rule.js';
import type { Transaction } from '#platform/database/database.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { LoggedModelContext } from './logged-model.context.js';
import type { LoggedModel } from './logged-model.entity.js';
import { LoggedModelRepository } from './logged-model.repository.js';

/** NOT_FOUND for an id that is of no logged model, which it names. */
export function refusalOfMissingLoggedModel(id: string): PedigraphError {
  return new PedigraphError(
    'NOT_FOUND',
    `Expected the id of a logged model, but there is no logged model ${JSON.stringify(id)}. Nothing was written.`,
    { loggedModel: id },
  );
}

/**
 * The logged model of an id that the caller may see.
 * @throws {PedigraphError} NOT_FOUND where there is none.
 */
export async function requireLoggedModel(
  id: string,
  { loaders }: Pick<LoggedModelContext, 'loaders'>,
): Promise<LoggedModel> {
  const found = await loaders.loggedModelById.load(id);
  if (found === null) throw refusalOfMissingLoggedModel(id);
  return found;
}

/**
 * The same of several, in the order of the ids.
 * @throws {PedigraphError} NOT_FOUND for the first of which there is none.
 */
export function requireLoggedModels(
  ids: readonly string[],
  context: Pick<LoggedModelContext, 'loaders'>,
): Promise<LoggedModel[]> {
  return Promise.all(ids.map((id) => requireLoggedModel(id, context)));
}

/** One that an input names, as what an action is done to; it says who made it. */
export async function loggedModelTarget(
  { loggedModel: id }: { readonly loggedModel: string },
  context: LoggedModelContext,
): Promise<readonly ActionTarget[]> {
  const { ref: name, createdBy: madeBy } = await requireLoggedModel(id, context);
  return [{ name, madeBy }];
}

/**
 * The logged model, held until the transaction ends.
 * @throws {PedigraphError} NOT_FOUND.
 */
export async function lockLoggedModel({ manager }: Pick<Transaction, 'manager'>, id: string): Promise<LoggedModel> {
  const locked = await new LoggedModelRepository(manager).lock(id);
  if (locked === null) throw refusalOfMissingLoggedModel(id);
  return locked;
}
