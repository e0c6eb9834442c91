import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { modelArchived, modelRestored } from '#events/model.events.js';
import { namespaceOf } from '#platform/refs/ref.js';
import { displayNameOf, refusalOfTaken } from '../model/current-display-name.js';
import { DisplayNameRepository } from '../model/display-name.repository.js';
import type { Model } from '../model/model.entity.js';
import { ModelRepository } from '../model/model.repository.js';
import { requireModel } from '../model/require-model.js';
import type { ArchivalContext } from './archival.context.js';
import type { ArchiveModelInput, RestoreModelInput } from './archival.inputs.js';
import { ArchivalRepository } from './archival.repository.js';

/**
 * Archives a model: it stays readable by name and by ref, with all that was registered, and gives up its display name.
 * Again is the same.
 * @throws {PedigraphError} NOT_FOUND.
 */
export function archiveModel(input: ArchiveModelInput, context: ArchivalContext): Promise<{ readonly model: Model }> {
  return setArchived(true, input, context);
}

/**
 * Takes the archival back; again is the same.
 * @throws {PedigraphError} NOT_FOUND; CONFLICT where another model has its display name meanwhile.
 */
export function restoreModel(input: RestoreModelInput, context: ArchivalContext): Promise<{ readonly model: Model }> {
  return setArchived(false, input, context);
}

async function setArchived(
  archived: boolean,
  { model: name, reason = null }: ArchiveModelInput | RestoreModelInput,
  { database, caller, loaders }: ArchivalContext,
): Promise<{ readonly model: Model }> {
  const model = await database.transact(caller, async ({ manager, record, clock }) => {
    await new DisplayNameRepository(manager).lock(namespaceOf(name));
    const model = requireModel(await new ModelRepository(manager).lockExisting(name), name);
    const archivals = new ArchivalRepository(manager);
    const last = await archivals.lastOf(model.id);
    if ((last?.archived ?? false) === archived) return model;

    if (!archived) await refuseTaken(manager, model);
    const sequence = (last?.sequence ?? 0) + 1;
    await archivals.insert({
      id: uuid(),
      modelId: model.id,
      sequence,
      archived,
      at: await clock(),
      by: caller.actor,
      reason,
    });
    record((archived ? modelArchived : modelRestored)(model.name, { id: model.id, reason }));
    return model;
  });
  loaders.lastArchival.clear(model.id);
  return { model };
}

async function refuseTaken(manager: EntityManager, model: Model): Promise<void> {
  const names = new DisplayNameRepository(manager);
  const [last = null] = await names.changesOf([model.id], null, 1);
  const displayName = displayNameOf(model, last);
  const holder = await names.holderOf(namespaceOf(model.name), displayName);
  if (holder !== null) throw refusalOfTaken(displayName, await new ModelRepository(manager).byId(holder));
}
