import { v7 as uuid } from 'uuid';
import { loggedModelCreated } from '#events/logged-model.events.js';
import type { Transaction } from '#platform/database/database.js';
import { sameJsonInTurns } from '#platform/digest/canonical-json-in-turns.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { searchedParameters } from '#values/searched-text.js';
import type { Experiment } from '../experiment/experiment.entity.js';
import { ExperimentRepository } from '../experiment/experiment.repository.js';
import { requireExperiment } from '../experiment/require-experiment.js';
import { findReferencedRun } from '../run/find-referenced-run.js';
import { refuseTakenIds } from '../run/refuse-taken-ids.js';
import type { Run } from '../run/run.entity.js';
import type { CreateLoggedModelInput } from './create-logged-model.inputs.js';
import type { LoggedModelContext } from './logged-model.context.js';
import type { LoggedModel } from './logged-model.entity.js';
import type { CreateLoggedModelPayload } from './logged-model.payloads.js';
import { LoggedModelRepository } from './logged-model.repository.js';
import { LoggedModelParameterRepository } from './logged-model-parameter.repository.js';

/** Where a logged model is made. */
interface Making {
  readonly experiment: Experiment;
  readonly run: Run | null;
}

/**
 * Makes a logged model, or finds the one with its `id` or `externalId`.
 * @throws {PedigraphError} NOT_FOUND for an experiment, REFERENCE_NOT_FOUND for a run that is not there, or CONFLICT where
 * the one with its `externalId` is another.
 */
export async function createLoggedModel(
  input: CreateLoggedModelInput,
  context: LoggedModelContext,
): Promise<CreateLoggedModelPayload> {
  const { database, caller } = context;
  const experiment = await requireExperiment(input, context);
  const [run] = await Promise.all([
    findReferencedRun('run', input.run, context),
    refuseTakenIds([input], 'LoggedModel', context.ports),
  ]);
  const making = { experiment, run };
  return database.transact(caller, async (transaction) => {
    const { manager } = transaction;
    const known = await findKnown(input, experiment, caller.actor, manager);
    if (known === null) return { created: true, loggedModel: await store(input, making, transaction, caller.actor) };
    await refuseOther(known, { input, ...making }, manager);
    return { created: false, loggedModel: known };
  });
}

/** Under the lock of the experiment: of two that come at once one is made. */
async function findKnown(
  { id, externalId }: CreateLoggedModelInput,
  experiment: Experiment,
  actor: string,
  manager: Transaction['manager'],
): Promise<LoggedModel | null> {
  if (id == null && externalId == null) return null;
  await new ExperimentRepository(manager).lockByName(experiment.name, actor);
  const loggedModels = new LoggedModelRepository(manager);
  const numbered = externalId == null ? null : await loggedModels.withExternalId(experiment.id, externalId);
  if (id == null) return numbered;
  const [withId = null] = await loggedModels.findByIds([id]);
  const known = withId ?? numbered;
  const isSame = known === null || (known.id === id.toLowerCase() && known.experimentId === experiment.id);
  if (isSame && (known === null || known.externalId === (externalId ?? null))) return known;
  throw new PedigraphError(
    'CONFLICT',
    `Expected no logged model with the id ${id} or its externalId but that one in ${experiment.name}, and there is another: send it as the server has it that it comes from. Nothing was written.`,
    { id },
  );
}

async function store(
  input: CreateLoggedModelInput,
  { experiment, run }: Making,
  { manager, record, clock }: Transaction,
  actor: string,
): Promise<LoggedModel> {
  const id = input.id?.toLowerCase() ?? uuid();
  const loggedModel: LoggedModel = {
    id,
    experimentId: experiment.id,
    ref: `${experiment.name}@${id}`,
    runId: run?.id ?? null,
    ...wordsOf(input),
    externalId: input.externalId ?? null,
    createdAt: await clock(),
    createdBy: actor,
  };
  await new LoggedModelRepository(manager).insert(loggedModel);
  const parameters = input.parameters ?? {};
  await new LoggedModelParameterRepository(manager).insertNew(id, parameters, false);
  const { ref, externalId } = loggedModel;
  record(
    loggedModelCreated(ref, {
      id,
      experiment: experiment.name,
      ...wordsOf(input),
      externalId,
      parameters: searchedParameters(parameters),
      lineage: {
        node: { kind: 'LOGGED_MODEL', id, ref },
        upstream: run === null ? [] : [{ kind: 'RUN', id: run.id, ref: run.ref, relation: 'PRODUCED' }],
      },
    }),
  );
  return loggedModel;
}

function wordsOf(input: CreateLoggedModelInput) {
  return {
    name: input.name,
    modelType: input.modelType ?? null,
    artifactLocation: input.artifactLocation ?? null,
    tags: input.tags ?? {},
    createdElsewhereAt: input.createdElsewhereAt ?? null,
    createdElsewhereBy: input.createdElsewhereBy ?? null,
  };
}

/** @throws {PedigraphError} CONFLICT naming what differs. It may have got more parameters since. */
async function refuseOther(
  known: LoggedModel,
  { input, run }: Making & { readonly input: CreateLoggedModelInput },
  manager: Transaction['manager'],
): Promise<void> {
  const others = await new LoggedModelParameterRepository(manager).notAsGiven(known.id, input.parameters ?? {});
  const differences = others.map((key) => `parameters.${key}`);
  if (known.runId !== (run?.id ?? null)) differences.unshift('run');
  for (const [name, given] of Object.entries(wordsOf(input))) {
    if (!(await sameJsonInTurns(known[name as keyof LoggedModel], given))) differences.unshift(name);
  }
  if (differences.length === 0) return;
  throw new PedigraphError(
    'CONFLICT',
    `The logged model ${known.ref} has ${known.externalId === null ? 'this id' : `the externalId ${JSON.stringify(known.externalId)}`} and other content: ${differences.slice(0, 20).join(', ')}. Send what it was made with, or another externalId for another one. Nothing was written.`,
    { existing: known.ref, differences: differences.slice(0, 20) },
  );
}
