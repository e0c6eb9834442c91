import { v7 as uuid } from 'uuid';
import { experimentCreated } from '#events/experiment.events.js';
import type { ActionTarget } from '#platform/auth/action-rule.js';
import type { Transaction } from '#platform/database/database.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { namespaceOf } from '#platform/refs/ref.js';
import { deriveName } from '#values/derive-name.js';
import { freeDisplayName } from '#values/free-display-name.js';
import { GIVEN } from '../name-change/name-change.entity.js';
import { NameChangeRepository } from '../name-change/name-change.repository.js';
import { TagChangeRepository } from '../tag-change/tag-change.repository.js';
import type { CreateExperimentInput } from './create-experiment.inputs.js';
import type { ExperimentContext } from './experiment.context.js';
import type { Experiment } from './experiment.entity.js';
import type { CreateExperimentPayload } from './experiment.payloads.js';
import { ExperimentRepository } from './experiment.repository.js';
import { refuseTakenDisplayName } from './refuse-taken-display-name.js';

/** Where an experiment is to stand, and what it is to be called. */
interface Naming {
  readonly namespace: string;
  /** Null where it is derived. */
  readonly name: string | null;
  /** Its name where nothing else is given. */
  readonly displayName: string;
  readonly isCalledSo: boolean;
}

/**
 * Makes an experiment, or finds it: by its `externalId`, its name or its display name, whichever is given, in this order.
 * @throws {PedigraphError} BAD_USER_INPUT where it has no name to be made by; CONFLICT where another one is called so, or
 * what is found by one of them is another by the `externalId` or the name.
 */
export async function createExperiment(
  input: CreateExperimentInput,
  { database, caller, loaders }: ExperimentContext,
): Promise<CreateExperimentPayload> {
  const naming = namingOf(input);
  const made = await database.transact(caller, async (transaction) => {
    await new ExperimentRepository(transaction.manager).lockNamespace(naming.namespace);
    const known = await findKnown(input, naming, transaction.manager);
    if (known !== null) return { created: false, experiment: known };
    return { created: true, experiment: await storeExperiment(input, naming, transaction, caller.actor) };
  });
  loaders.experimentByName.clear(made.experiment.name);
  return made;
}

/** Where an experiment is to be made. @throws {PedigraphError} BAD_USER_INPUT where that is not said. */
export function targetOfCreating(input: CreateExperimentInput): readonly ActionTarget[] {
  const { namespace } = namingOf(input);
  return [{ name: namespace === '' ? '*' : `${namespace}/*` }];
}

function namingOf({ name, namespace, displayName }: CreateExperimentInput): Naming {
  if (name != null && namespace == null) {
    return { namespace: namespaceOf(name), name, displayName: displayName ?? name, isCalledSo: displayName != null };
  }
  if (name == null && namespace != null && displayName != null) {
    return { namespace, name: null, displayName, isCalledSo: true };
  }
  throw new PedigraphError(
    'BAD_USER_INPUT',
    'Expected a name, or a namespace and a displayName from which the name is derived, and not both. Nothing was written.',
  );
}

async function findKnown(
  { externalId }: CreateExperimentInput,
  { namespace, name, displayName }: Naming,
  manager: Transaction['manager'],
): Promise<Experiment | null> {
  const experiments = new ExperimentRepository(manager);
  const [sameId] = externalId == null ? [] : await experiments.withExternalId(externalId, namespace);
  if (sameId !== undefined) {
    if (name !== null && sameId.name !== name) throw otherExperiment(sameId, `not the name ${name}`);
    return sameId;
  }
  const ids = name === null ? [await experiments.idCalled(namespace, displayName)] : [];
  const [known] =
    name === null
      ? await experiments.findByIds(ids.filter((id) => id !== null))
      : await experiments.findByNames([name]);
  if (known === undefined) return null;
  if (externalId == null) return known;
  throw otherExperiment(known, `not the externalId ${JSON.stringify(externalId)}`);
}

function otherExperiment({ id, name, externalId }: Experiment, has: string): PedigraphError {
  const its = externalId === null ? 'no externalId' : `the externalId ${JSON.stringify(externalId)}`;
  return new PedigraphError(
    'CONFLICT',
    `The experiment ${name} is there already and has ${its}, ${has}: take another name for another experiment. Nothing was written.`,
    { existing: name, existingId: id },
  );
}

async function storeExperiment(
  input: CreateExperimentInput,
  { namespace, name: given, displayName: wanted, isCalledSo }: Naming,
  { manager, record, clock }: Transaction,
  actor: string,
): Promise<Experiment> {
  const experiments = new ExperimentRepository(manager);
  const name =
    given ??
    (await deriveName({ namespace, displayName: wanted }, async (candidates) =>
      (await experiments.findByNames(candidates)).map((taken) => taken.name),
    ));
  const [id, createdAt] = [uuid(), await clock()];
  if (isCalledSo) await refuseTakenDisplayName({ id, name }, wanted, manager);
  const displayName = isCalledSo
    ? wanted
    : await freeDisplayName(wanted, (candidate) => experiments.isTaken(namespace, candidate));
  const experiment: Experiment = {
    id,
    name,
    createdAt,
    createdBy: actor,
    description: input.description ?? null,
    artifactLocation: input.artifactLocation ?? null,
    externalId: input.externalId ?? null,
    createdElsewhereAt: input.createdElsewhereAt ?? null,
    createdElsewhereBy: input.createdElsewhereBy ?? null,
  };
  await experiments.insert(experiment);
  const fact = { subjectId: id, at: createdAt, by: actor };
  if (displayName !== name) {
    await new NameChangeRepository(manager).insert({ ...fact, sequence: GIVEN, name: displayName, reason: null });
  }
  const tags = input.tags ?? {};
  await new TagChangeRepository(manager).insert(
    Object.entries(tags).map(([key, value]) => ({ ...fact, id: uuid(), key, sequence: 1, value })),
  );
  const { createdAt: _, createdBy: __, name: subject, ...facts } = experiment;
  record(experimentCreated(subject, { ...facts, displayName, tags }));
  return experiment;
}
