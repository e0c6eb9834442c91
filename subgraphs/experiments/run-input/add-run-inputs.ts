import { v7 as uuid } from 'uuid';
import { runReadLoggedModels } from '#events/logged-model.events.js';
import { runInputsAdded } from '#events/run-input.events.js';
import type { Transaction } from '#platform/database/database.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { datasetUseFact } from '#values/columns-read.js';
import type { AddedInput } from '../added-input/added-input.entity.js';
import { AddedInputRepository } from '../added-input/added-input.repository.js';
import type { InputPin } from '../added-input/input-pin.js';
import type { LoggedModel } from '../logged-model/logged-model.entity.js';
import { requireLoggedModels } from '../logged-model/require-logged-model.js';
import { pinDatasets } from '../run/pin-datasets.js';
import { refusalOfMissingRun } from '../run/require-run.js';
import type { Run } from '../run/run.entity.js';
import { RunRepository } from '../run/run.repository.js';
import { addLoggedModels } from '../run-logged-model/add-logged-models.js';
import type { AddRunInputsInput } from './add-run-inputs.inputs.js';
import type { AddRunInputsPayload } from './add-run-inputs.payload.js';
import type { RunInputContext } from './run-input.context.js';

/** The most dataset versions that one run reads. */
const MAX_INPUTS = 10_000;

/** A run that is held, and what it is to read. */
interface Reading {
  readonly run: Run;
  readonly hasEnded: boolean;
  readonly uses: readonly { readonly pin: InputPin; readonly context: string; readonly tags: Record<string, string> }[];
  readonly loggedModels: readonly LoggedModel[];
}

/**
 * Adds dataset versions and logged models to what a run reads; one that it has for the same role and context stays as it
 * is. The run is held: while it ends nothing is added, and the dataset versions that are there then are sealed.
 * @throws {PedigraphError} NOT_FOUND, REFERENCE_NOT_FOUND, UNAVAILABLE, IMMUTABLE for a run that ended, or BAD_USER_INPUT
 * for nothing at all, or too many.
 */
export async function addRunInputs(input: AddRunInputsInput, context: RunInputContext): Promise<AddRunInputsPayload> {
  const { database, caller, loaders } = context;
  refuseNothing(input);
  const pins = await pinDatasets(input.inputs, context.ports);
  const uses = input.inputs.map(({ context: of, tags }, index) => ({
    pin: pins[index]!,
    context: of ?? '',
    tags: tags ?? {},
  }));
  const loggedModels = await requireLoggedModels(input.loggedModels, context);
  const payload = await database.transact(caller, async (transaction) => {
    const runs = new RunRepository(transaction.manager);
    const run = await runs.lock(input.run);
    if (run === null) throw refusalOfMissingRun(input.run);
    const hasEnded = (await runs.endsOf([run.id])).length > 0;
    if (hasEnded && !input.afterEnd && uses.length > 0) throw refusalOfEnded(run.ref);
    const reading = { run, hasEnded, uses, loggedModels };
    const datasets = await addDatasets(reading, transaction, caller.actor);
    // The lock under which outputs are added, too: both count for one limit.
    if (loggedModels.length > 0) await runs.holdFacts(run.id);
    return { run, added: datasets + (await addRead(reading, transaction, caller.actor)) };
  });
  loaders.addedInputsByRun.clear(payload.run.id);
  loaders.loggedModelsByRun.clear(payload.run.id);
  return payload;
}

async function addDatasets(
  { run, hasEnded, uses }: Reading,
  { manager, record, clock }: Transaction,
  by: string,
): Promise<number> {
  if (uses.length === 0) return 0;
  const repository = new AddedInputRepository(manager);
  const there = await repository.among(
    run.id,
    uses.map(({ pin }) => pin.id),
  );
  const known = new Set([...run.inputPins.map((pin) => ({ pin, context: '' })), ...there].map(identityOf));
  const news = uses.filter((use) => {
    const identity = identityOf(use);
    return !known.has(identity) && known.add(identity);
  });
  if (news.length === 0) return 0;
  const count = run.inputPins.length + (await repository.countOf(run.id));
  if (count + news.length > MAX_INPUTS) throw refusalOfTooMany(run.ref, count);
  const at = await clock();
  await repository.insert(
    news.map((use): AddedInput => ({ ...use, id: uuid(), runId: run.id, isAfterEnd: hasEnded, at, by })),
  );
  const inputs = news.map(({ pin: { id, ref, role }, context, tags }) => ({ id, ref, role, context, tags }));
  const lineage = { node: nodeOf(run), upstream: news.map(({ pin }) => datasetUseFact(pin)) };
  record(runInputsAdded(run.ref, { id: run.id, inputs, isAfterEnd: hasEnded, lineage }));
  return news.length;
}

/** Adds the logged models that it reads. */
async function addRead({ run, loggedModels }: Reading, transaction: Transaction, by: string): Promise<number> {
  if (loggedModels.length === 0) return 0;
  const named = loggedModels.map((loggedModel) => ({ loggedModel, isOutput: false, step: 0 }));
  const added = (await addLoggedModels(run, named, transaction, by)).map(({ loggedModel }) => loggedModel);
  if (added.length === 0) return 0;
  const upstream = added.map(({ id, ref }) => ({ kind: 'LOGGED_MODEL', id, ref, relation: 'READ' }));
  transaction.record(
    runReadLoggedModels(run.ref, {
      id: run.id,
      loggedModels: added.map(({ id }) => id),
      lineage: { node: nodeOf(run), upstream },
    }),
  );
  return added.length;
}

function nodeOf({ id, ref }: Run) {
  return { kind: 'RUN', id, ref };
}

/** What makes an input the same again. */
function identityOf({ pin, context }: Pick<AddedInput, 'pin' | 'context'>): string {
  return `${pin.role} ${pin.id} ${context}`;
}

function refuseNothing({ inputs, loggedModels }: AddRunInputsInput): void {
  if (inputs.length > 0 || loggedModels.length > 0) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    'inputs or loggedModels must name at least one thing that the run reads, but both are empty. Nothing was written.',
  );
}

function refusalOfTooMany(ref: string, count: number): PedigraphError {
  return new PedigraphError(
    'BAD_USER_INPUT',
    `Expected at most ${MAX_INPUTS} inputs of a run, but ${ref} has ${count} already: register what it reads as one dataset version, or name the others in another run. Nothing was written.`,
    { max: MAX_INPUTS, count },
  );
}

function refusalOfEnded(ref: string): PedigraphError {
  return new PedigraphError(
    'IMMUTABLE',
    `The run ${ref} has ended and is sealed: give afterEnd to have inputs stand beside what is sealed, or start another run. Nothing was written.`,
  );
}
