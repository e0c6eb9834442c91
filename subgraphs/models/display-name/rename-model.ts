import { v7 as uuid } from 'uuid';
import { modelRenamed } from '#events/model.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { namespaceOf } from '#platform/refs/ref.js';
import { ArchivalRepository } from '../archival/archival.repository.js';
import { displayNameOf, refusalOfTaken } from '../model/current-display-name.js';
import { DisplayNameRepository } from '../model/display-name.repository.js';
import { ModelRepository } from '../model/model.repository.js';
import { requireModel } from '../model/require-model.js';
import type { DisplayNameContext } from './display-name.context.js';
import type { RenameModelInput } from './rename-model.inputs.js';
import type { RenameModelPayload } from './rename-model.payload.js';

/**
 * Calls a model otherwise; its name, and so every ref and pin, stays. What it was called stays in its history.
 * @throws {PedigraphError} NOT_FOUND; CONFLICT where another model of the namespace is called so, or this one is not
 * called as was expected.
 */
export async function renameModel(
  input: RenameModelInput,
  { database, caller, loaders }: DisplayNameContext,
): Promise<RenameModelPayload> {
  const { displayName, reason = null } = input;
  const payload = await database.transact(caller, async ({ manager, record, clock }) => {
    const names = new DisplayNameRepository(manager);
    const models = new ModelRepository(manager);
    const namespace = namespaceOf(input.model);
    await names.lock(namespace);
    const model = requireModel(await models.lockExisting(input.model), input.model);
    const [last = null] = await names.changesOf([model.id], null, 1);
    const previous = displayNameOf(model, last);
    refuseUnexpected(input, previous);
    if (previous === displayName) return { model, previous };

    const archival = await new ArchivalRepository(manager).lastOf(model.id);
    const holder = archival?.archived ? null : await names.holderOf(namespace, displayName);
    if (holder !== null) throw refusalOfTaken(displayName, await models.byId(holder));
    await names.insert({
      id: uuid(),
      modelId: model.id,
      sequence: (last?.sequence ?? 0) + 1,
      displayName,
      at: await clock(),
      by: caller.actor,
      reason,
    });
    record(modelRenamed(model.name, { id: model.id, displayName, previous, reason }));
    return { model, previous };
  });
  loaders.displayNameChangeAsOf(null).clear(payload.model.id);
  loaders.displayNameChanges.clear(payload.model.id);
  return payload;
}

function refuseUnexpected({ model, expected }: RenameModelInput, current: string): void {
  if (expected == null || expected === current) return;
  throw new PedigraphError(
    'CONFLICT',
    `Expected ${model} to be called ${JSON.stringify(expected)}, but it is called ${JSON.stringify(current)}: read it again and decide. Nothing was written.`,
    { current },
  );
}
