import { v7 as uuid } from 'uuid';
import { runStarted } from '#events/run.events.js';
import type { Transaction } from '#platform/database/database.js';
import type { LineageFact } from '#platform/database/new-ledger-event.js';
import { resolvePins } from '#platform/ports/resolve-pins.js';
import { refuseDuplicates } from '#platform/validation/refuse-duplicates.js';
import { storedCode } from '#values/code-version.js';
import { datasetUseFact } from '#values/columns-read.js';
import { searchedParameters } from '#values/searched-text.js';
import { ExperimentRepository } from '../experiment/experiment.repository.js';
import { ParameterRepository } from '../parameter/parameter.repository.js';
import { pinDatasets } from './pin-datasets.js';
import { pinParent } from './pin-parent.js';
import { refuseOtherStart } from './refuse-other-content.js';
import type { RunContext } from './run.context.js';
import type { Run } from './run.entity.js';
import type { StartRunInput } from './run.inputs.js';
import type { StartRunPayload } from './run.payloads.js';
import { RunRepository } from './run.repository.js';
import type { ParentPin, RunPins } from './run-pins.js';

/**
 * Starts a run, or finds the one with its `externalId`; what it reads and where it runs is verified with their owners
 * first.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND, UNAVAILABLE, or CONFLICT where the run with its `externalId` is another.
 */
export async function startRun(input: StartRunInput, context: RunContext): Promise<StartRunPayload> {
  const { database, caller } = context;
  const pins = await pinInputs(input, context);
  return database.transact(caller, async (transaction) => {
    const started = await storeRun(input, pins, caller.actor, transaction);
    if (!started.created) await refuseOtherStart(started.run, { input, pins }, transaction.manager);
    return started;
  });
}

/** Writes the run and its parameters, or finds the one with its `externalId`. */
export async function storeRun(
  input: StartRunInput,
  pins: RunPins,
  actor: string,
  { manager, record, clock }: Transaction,
): Promise<StartRunPayload> {
  const experiment = await new ExperimentRepository(manager).lockByName(input.experiment, actor);
  const runs = new RunRepository(manager);
  const known = input.externalId == null ? null : await runs.withExternalId(experiment.id, input.externalId);
  if (known !== null) return { created: false, run: known };

  const id = uuid();
  const createdAt = await clock();
  const { inputPins, environmentPin, parent } = pins;
  const run: Run = {
    inputPins,
    environmentPin,
    id,
    experimentId: experiment.id,
    ref: `${experiment.name}@${id}`,
    name: input.name,
    externalId: input.externalId ?? null,
    code: input.code == null ? null : storedCode(input.code),
    tags: input.tags ?? {},
    parentId: parent?.id ?? null,
    user: input.user ?? null,
    startedAt: input.startedAt ?? createdAt,
    createdAt,
    createdBy: actor,
  };
  await runs.insert(run);
  const parameters = input.parameters ?? {};
  await new ParameterRepository(manager).insertNew(id, parameters);
  const { ref, name, externalId, code, tags, user, startedAt } = run;
  record(
    runStarted(ref, {
      id,
      experiment: experiment.name,
      name,
      externalId,
      code,
      tags,
      parameters: searchedParameters(parameters),
      user,
      startedAt,
      lineage: lineageOf(run, parent),
    }),
  );
  return { created: true, run };
}

/**
 * Verifies what a run reads, where it runs and in which other run, with the owners.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND, UNAVAILABLE, or BAD_USER_INPUT for an input that stands twice or columns
 * that it does not have.
 */
export async function pinInputs(
  { inputs, environment, parent }: Pick<StartRunInput, 'inputs' | 'environment' | 'parent'>,
  context: RunContext,
): Promise<RunPins> {
  const { ports } = context;
  const [inputPins, [pinned], parentPin] = await Promise.all([
    pinDatasets(inputs, ports),
    resolvePins<{ digest: string }>(ports, {
      subgraph: 'environments',
      type: 'EnvironmentVersion',
      key: 'ref',
      keys: environment == null ? [] : [environment],
    }),
    pinParent(parent, context),
  ]);
  // What the refs select, not how they are spelled: `@latest` and `@1.0.0` may be one version.
  refuseDuplicates(
    'inputs',
    inputPins.map(({ role, ref }) => `${role} ${ref}`),
  );
  return {
    inputPins,
    environmentPin: pinned === undefined ? null : { id: pinned.id, ref: pinned.ref, digest: pinned.digest },
    parent: parentPin,
  };
}

function lineageOf({ id, ref, inputPins, environmentPin }: Run, parent: ParentPin | null): LineageFact {
  return {
    node: { kind: 'RUN', id, ref },
    upstream: [
      ...inputPins.map(datasetUseFact),
      ...(environmentPin === null
        ? []
        : [{ kind: 'ENVIRONMENT_VERSION', id: environmentPin.id, ref: environmentPin.ref, relation: 'RAN_IN' }]),
      ...(parent === null ? [] : [{ kind: 'RUN', ...parent, relation: 'CHILD_OF' }]),
    ],
  };
}
