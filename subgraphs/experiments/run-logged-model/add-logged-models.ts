import { v7 as uuid } from 'uuid';
import type { Transaction } from '#platform/database/database.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { LoggedModel } from '../logged-model/logged-model.entity.js';
import type { Run } from '../run/run.entity.js';
import type { RunLoggedModelRow } from './run-logged-model.entity.js';
import { RunLoggedModelRepository } from './run-logged-model.repository.js';

/** The most logged models that one run names. */
const MAX_LOGGED_MODELS = 10_000;

/** A logged model that a run made or read. */
export interface NamedLoggedModel {
  readonly loggedModel: LoggedModel;
  readonly isOutput: boolean;
  readonly step: number;
}

/**
 * Adds logged models to what a run made or read, under the lock of the run; what it has already stays as it is.
 * @returns what was added
 * @throws {PedigraphError} BAD_USER_INPUT where it would have too many.
 */
export async function addLoggedModels(
  run: Run,
  named: readonly NamedLoggedModel[],
  { manager, clock }: Transaction,
  by: string,
): Promise<NamedLoggedModel[]> {
  const repository = new RunLoggedModelRepository(manager);
  const rows = await repository.among(
    run.id,
    named.map(({ loggedModel }) => loggedModel.id),
  );
  const known = new Set(rows.map((row) => identityOf(row.loggedModelId, row)));
  const added = named.filter((one) => {
    const identity = identityOf(one.loggedModel.id, one);
    return !known.has(identity) && known.add(identity);
  });
  if (added.length === 0) return added;
  const count = await repository.countOf(run.id);
  if (count + added.length > MAX_LOGGED_MODELS) throw refusalOfTooMany(run, count);
  const at = await clock();
  await repository.insert(
    added.map(
      ({ loggedModel, isOutput, step }): RunLoggedModelRow => ({
        ...{ id: uuid(), runId: run.id, loggedModelId: loggedModel.id },
        ...{ isOutput, step: String(step), at, by },
      }),
    ),
  );
  return added;
}

/** What makes one the same again. */
function identityOf(id: string, { isOutput, step }: { readonly isOutput: boolean; readonly step: number | string }) {
  return `${id} ${isOutput} ${step}`;
}

function refusalOfTooMany({ ref }: Run, count: number): PedigraphError {
  return new PedigraphError(
    'BAD_USER_INPUT',
    `Expected at most ${MAX_LOGGED_MODELS} logged models of a run, but ${ref} names ${count} already: name the others in another run. Nothing was written.`,
    { max: MAX_LOGGED_MODELS, count },
  );
}
