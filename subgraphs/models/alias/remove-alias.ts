import { refuseExpectedNothing } from '../fields/expected-field.js';
import { ModelRepository } from '../model/model.repository.js';
import { refuseRemovalOfGuarded } from '../policy/refuse-guarded.js';
import type { AliasContext } from './alias.context.js';
import type { RemoveAliasInput } from './alias.inputs.js';
import type { RemoveAliasPayload } from './alias.payloads.js';
import { refuseUnexpected, requireAlias } from './current-alias.js';
import { forgetAlias } from './forget-alias.js';
import { moveAlias } from './move-alias.js';

/**
 * Takes an alias away. That is a move too, to nowhere: its history stays, and it may be set again. What the alias
 * production left is APPROVED.
 * @throws {PedigraphError} NOT_FOUND; CONFLICT where the alias does not point where it was expected; BAD_USER_INPUT where
 * it was expected not to exist.
 */
export async function removeAlias(
  input: RemoveAliasInput,
  { database, caller, loaders }: AliasContext,
): Promise<RemoveAliasPayload> {
  refuseExpectedNothing('removeAlias', input);
  const { alias, movedElsewhereAt = null, reason = null } = input;
  const { change, ...payload } = await database.transact(caller, async (transaction) => {
    const { manager, clock } = transaction;
    const locked = await new ModelRepository(manager).lockExisting(input.model);
    const { model, last, version: from } = await requireAlias(manager, locked, input);
    refuseUnexpected(input, from);
    await refuseRemovalOfGuarded(manager, { name: model.name, alias }, caller);
    const move = { model, alias, last, from, to: null, actor: caller.actor, movedElsewhereAt, reason };
    const change = await moveAlias({ ...move, at: await clock() }, transaction);
    return { change, model, previous: from };
  });
  forgetAlias(loaders, change, [payload.previous]);
  return payload;
}
