import { v7 as uuid } from 'uuid';
import { runStarted } from '#events/run.events.js';
import type { Transaction } from '#platform/database/database.js';
import type { LineageFact } from '#platform/database/new-ledger-event.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { storedCode } from '#values/code-version.js';
import { datasetUseFact } from '#values/columns-read.js';
import { searchedParameters } from '#values/searched-text.js';
import type { Experiment } from '../experiment/experiment.entity.js';
import { ExperimentRepository } from '../experiment/experiment.repository.js';
import { ParameterRepository } from '../parameter/parameter.repository.js';
import type { Run } from './run.entity.js';
import type { StartRunInput } from './run.inputs.js';
import type { StartRunPayload } from './run.payloads.js';
import { RunRepository } from './run.repository.js';
import type { ParentPin, RunPins } from './run-pins.js';

/** A run to store, with what it pins. */
export interface RunToStore {
  readonly input: StartRunInput;
  readonly pins: RunPins;
}

/**
 * Writes runs and their parameters, or finds those with their `id` or `externalId`, in the order given.
 * @throws {PedigraphError} CONFLICT where the one with an id has another experiment or `externalId`.
 */
export async function storeRuns(
  given: readonly RunToStore[],
  actor: string,
  transaction: Transaction,
): Promise<StartRunPayload[]> {
  const { manager, clock, atEnd } = transaction;
  const experiments = await lockExperiments(given, actor, transaction);
  const [known, createdAt] = await Promise.all([findKnown(given, experiments, manager), clock()]);
  const stored = given.map(({ input, pins }): StartRunPayload => {
    const experiment = experiments.get(input.experiment)!;
    const there = sameRun(input, experiment, known);
    if (there !== undefined) return { created: false, run: there };
    return { created: true, run: runOf(input, pins, experiment, { createdAt, createdBy: actor }) };
  });
  const made = given.flatMap((one, index) => (stored[index]!.created ? [{ ...one, run: stored[index]!.run }] : []));
  if (made.length === 0) return stored;
  atEnd(await new RunRepository(manager).insertion(made.map(({ run }) => run)));
  const parameters = made.map(({ run, input }) => ({ runId: run.id, parameters: input.parameters ?? {} }));
  if (parameters.some((one) => Object.keys(one.parameters).length > 0))
    atEnd(new ParameterRepository(manager).insertion(parameters));
  for (const { run, input, pins } of made) transaction.record(startOf(run, input, pins.parent));
  return stored;
}

/** By name, in an order in which no two transactions wait for each other. */
async function lockExperiments(
  given: readonly RunToStore[],
  actor: string,
  { manager }: Transaction,
): Promise<ReadonlyMap<string, Experiment>> {
  const repository = new ExperimentRepository(manager);
  const experiments = new Map<string, Experiment>();
  for (const name of [...new Set(given.map(({ input }) => input.experiment))].sort())
    experiments.set(name, await repository.lockByName(name, actor));
  return experiments;
}

/** Runs that are there, by what a client may know of them. */
interface KnownRuns {
  readonly byExternalId: ReadonlyMap<string | null, Run>;
  readonly byId: ReadonlyMap<string, Run>;
}

async function findKnown(
  given: readonly RunToStore[],
  experiments: ReadonlyMap<string, Experiment>,
  manager: Transaction['manager'],
): Promise<KnownRuns> {
  const runs = new RunRepository(manager);
  const numbered = given.filter(({ input }) => input.externalId != null);
  const ids = given.flatMap(({ input }) => input.id ?? []);
  const [withExternalIds, withIds] = await Promise.all([
    numbered.length === 0
      ? []
      : runs.withExternalIds(
          numbered.map(({ input }) => experiments.get(input.experiment)!.id),
          numbered.map(({ input }) => input.externalId!),
        ),
    ids.length === 0 ? [] : runs.findByIds(ids),
  ]);
  return {
    byExternalId: new Map(withExternalIds.map((run) => [keyOf(run.experimentId, run.externalId), run])),
    byId: new Map(withIds.map((run) => [run.id, run])),
  };
}

/** The run that is there and that an input names, by its id where it has one. */
function sameRun({ id, externalId }: StartRunInput, experiment: Experiment, known: KnownRuns): Run | undefined {
  const numbered = known.byExternalId.get(keyOf(experiment.id, externalId));
  if (id == null) return numbered;
  const run = known.byId.get(id.toLowerCase()) ?? numbered;
  if (run === undefined) return undefined;
  const isSame = run.id === id.toLowerCase() && run.experimentId === experiment.id;
  if (isSame && run.externalId === (externalId ?? null)) return run;
  throw new PedigraphError(
    'CONFLICT',
    `Expected no run with the id ${id} or its externalId but that one in ${experiment.name}, and there is another: send it as the server has it that it comes from. Nothing was written.`,
    { id },
  );
}

/** Null for what no other tool has numbered. */
function keyOf(experimentId: string, externalId: string | null | undefined): string | null {
  return externalId == null ? null : `${experimentId} ${externalId}`;
}

function runOf(
  input: StartRunInput,
  { inputPins, environmentPin, parent }: RunPins,
  experiment: Experiment,
  { createdAt, createdBy }: Pick<Run, 'createdAt' | 'createdBy'>,
): Run {
  const id = input.id?.toLowerCase() ?? uuid();
  return {
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
    createdBy,
  };
}

function startOf(run: Run, input: StartRunInput, parent: ParentPin | null) {
  const { id, ref, name, externalId, code, tags, user, startedAt } = run;
  return runStarted(ref, {
    id,
    experiment: input.experiment,
    experimentId: run.experimentId,
    name,
    externalId,
    code,
    tags,
    parameters: searchedParameters(input.parameters ?? {}),
    user,
    startedAt,
    lineage: lineageOf(run, parent),
  });
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
