import { ModelRepository } from '../model/model.repository.js';
import { ModelVersionRepository } from '../model-version/model-version.repository.js';
import { refuseGuarded } from '../policy/refuse-guarded.js';
import { refuseUnusable } from '../status/refuse-unusable.js';
import { StatusRepository } from '../status/status.repository.js';
import type { AliasContext } from './alias.context.js';
import type { SetAliasInput } from './alias.inputs.js';
import type { SetAliasPayload } from './alias.payloads.js';
import { aliasOf } from './alias.type.js';
import { refusalOfUnregistered } from './alias-targets.js';
import { readCurrentAlias, refuseUnexpected } from './current-alias.js';
import { forgetAlias } from './forget-alias.js';
import { moveAlias } from './move-alias.js';

/**
 * Points an alias at a version: compare-and-set under the model's lock, so of any number of racers that expect the
 * same, one wins. With the alias production goes the status PRODUCTION.
 * @throws {PedigraphError} NOT_FOUND, CONFLICT where the alias does not point where it was expected, or
 * INVALID_TRANSITION where the version is not to be used, or POLICY_UNMET where a policy guards the alias.
 */
export async function setAlias(
  input: SetAliasInput,
  { database, caller, loaders }: AliasContext,
): Promise<SetAliasPayload> {
  const { alias, movedElsewhereAt = null, reason = null } = input;
  const payload = await database.transact(caller, async (transaction) => {
    const { manager, clock } = transaction;
    const model = await new ModelRepository(manager).lockExisting(input.model);
    const to = model && (await new ModelVersionRepository(manager).withVersion(model.id, input.version));
    if (model === null || to === null) throw refusalOfUnregistered(input);
    const { last, version: from } = await readCurrentAlias(manager, model.id, alias);
    refuseUnexpected(input, from);
    const [status] = await new StatusRepository(manager).statusesNow([to.id]);
    if (status !== undefined) refuseUnusable(to, status, alias);

    const stays = last !== null && from?.id === to.id;
    if (!stays) await refuseGuarded(manager, to, alias);
    const move = { model, alias, last, from, to, actor: caller.actor, movedElsewhereAt, reason };
    const change = stays ? last : await moveAlias({ ...move, at: await clock() }, transaction);
    return { alias: aliasOf(change, to), previous: from };
  });
  const { name: modelName, modelId } = payload.alias.modelVersion;
  forgetAlias(loaders, { modelId, modelName, alias }, [payload.previous, payload.alias.modelVersion]);
  return payload;
}
