import type { Api } from '../wire/api.js';
import type { Fields } from '../wire/fields.js';
import { invalidParameter, type MlflowError, notFound } from '../wire/mlflow-error.js';
import { hexOf, idOfHex } from './ids.js';
import { RUN_FIELDS, type Run } from './run-message.js';

const RUN = `query RunById($id: ID!) { run(id: $id) { ${RUN_FIELDS} } }`;

/** The id that a request names, by the field of today or that of old. @throws {MlflowError} where there is none */
export function runIdOf(fields: Fields): string {
  const named = fields.text('run_id') || fields.text('run_uuid');
  if (!named) throw fields.missing('run_id');
  const id = idOfHex(named);
  if (id === undefined) throw noRun(named);
  return id;
}

/** The run that a request names. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST */
export async function requireRun(fields: Fields, api: Api): Promise<Run> {
  const id = runIdOf(fields);
  const { run } = await api.ask<{ run: Run | null }>(RUN, { id });
  if (run === null) throw noRun(hexOf(id));
  return run;
}

/** The error of a run that is deleted, as long as it is. */
export function deletedRun(id: string): MlflowError {
  return invalidParameter(`The run ${hexOf(id)} must be in the 'active' state. Current state is deleted.`);
}

/** Nothing is logged to a run that was deleted. @throws {MlflowError} INVALID_PARAMETER_VALUE */
export function judgeActive(id: string, { archivedAt }: Pick<Run, 'archivedAt'>): void {
  if (archivedAt !== null) throw deletedRun(id);
}

/** The error of an id that no run has. */
export function noRun(hex: string): MlflowError {
  return notFound(`Run with id=${hex} not found`);
}
