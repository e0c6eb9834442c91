import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { modelCreated } from '#events/model.events.js';
import { deriveName } from '#values/derive-name.js';
import { freeDisplayName } from '#values/free-display-name.js';
import type { AnnotationContext } from '../annotation/annotation.context.js';
import { setDescription, setOwners, setTags } from '../annotation/annotation-changes.js';
import { nothingYet, writeAnnotations } from '../annotation/write-annotations.js';
import type { DisplayNameContext } from '../display-name/display-name.context.js';
import { displayNameOf, refusalOfTaken } from '../model/current-display-name.js';
import { DisplayNameRepository } from '../model/display-name.repository.js';
import type { Model } from '../model/model.entity.js';
import { ModelRepository } from '../model/model.repository.js';
import type { CreateModelInput } from './create-model.inputs.js';
import type { CreateModelPayload } from './create-model.payload.js';
import type { ModelPreview } from './model-preview.type.js';
import { type ModelToCreate, modelToCreate } from './model-to-create.js';

/** What creating models needs of a request. */
export type CreationContext = AnnotationContext & DisplayNameContext;

/**
 * Makes a model that has no version yet, with what is said of it at first; again, it is the one that is there.
 * @throws {PedigraphError} CONFLICT where it is to be called as another model of its namespace is.
 */
export async function createModel(input: CreateModelInput, context: CreationContext): Promise<CreateModelPayload> {
  const { created, model } = await storeModel(input, false, context);
  context.loaders.modelByName.clear(model.name);
  return { created, model };
}

/** What `createModel` would answer to the same input; nothing is written. */
export function previewModel(input: CreateModelInput, context: CreationContext): Promise<ModelPreview> {
  return storeModel(input, true, context).then(({ created, model, displayName }) => ({
    created,
    name: model.name,
    displayName,
  }));
}

interface Stored extends CreateModelPayload {
  readonly displayName: string;
}

function storeModel(input: CreateModelInput, dryRun: boolean, { database, caller }: CreationContext): Promise<Stored> {
  const wanted = modelToCreate(input);
  const store = async (transaction: Parameters<Parameters<typeof database.transact>[1]>[0]): Promise<Stored> => {
    const { manager, record, clock } = transaction;
    await new DisplayNameRepository(manager).lock(wanted.namespace);
    const known = await knownModel(manager, wanted);
    if (known !== null) return known;

    const models = new ModelRepository(manager);
    const displayName = await displayNameFor(manager, wanted);
    const model: Model = {
      id: uuid(),
      name: wanted.name ?? (await deriveName(wanted, (candidates) => models.namesAmong(candidates))),
      firstDisplayName: displayName,
      createdAt: await clock(),
      createdBy: caller.actor,
      createdElsewhereAt: input.createdElsewhereAt ?? null,
      createdElsewhereBy: input.createdElsewhereBy ?? null,
    };
    await models.insert(model);
    const { id, name, createdElsewhereAt, createdElsewhereBy } = model;
    record(modelCreated(name, { id, displayName, createdElsewhereAt, createdElsewhereBy }));
    const subject = { kind: 'MODEL', id, ref: name, registered: nothingYet } as const;
    for (const change of firstAnnotations(input))
      await writeAnnotations(change, { subject, actor: caller.actor, at: model.createdAt }, transaction);
    return { created: true, model, displayName };
  };
  return database.transact(caller, store, { dryRun });
}

/** The model that is there already: of that name, or of the namespace that is called so. */
async function knownModel(
  manager: EntityManager,
  { namespace, name, displayName }: ModelToCreate,
): Promise<Stored | null> {
  const models = new ModelRepository(manager);
  const names = new DisplayNameRepository(manager);
  if (name === null) {
    const holder = await names.holderOf(namespace, displayName);
    return holder === null ? null : { created: false, model: await models.byId(holder), displayName };
  }
  const model = await models.lockExisting(name);
  if (model === null) return null;
  const [last = null] = await names.changesOf([model.id], null, 1);
  return { created: false, model, displayName: displayNameOf(model, last) };
}

async function displayNameFor(
  manager: EntityManager,
  { namespace, name, displayName, isCalledSo }: ModelToCreate,
): Promise<string> {
  const names = new DisplayNameRepository(manager);
  if (!isCalledSo) return freeDisplayName(displayName, (candidate) => names.isTaken(namespace, candidate));
  const holder = name === null ? null : await names.holderOf(namespace, displayName);
  if (holder !== null) throw refusalOfTaken(displayName, await new ModelRepository(manager).byId(holder));
  return displayName;
}

function firstAnnotations({ description, tags, owners }: CreateModelInput) {
  return [
    ...(description == null ? [] : [setDescription({ description })]),
    ...(tags == null ? [] : [setTags({ set: tags, remove: [] })]),
    ...(owners.length === 0 ? [] : [setOwners({ owners })]),
  ];
}
