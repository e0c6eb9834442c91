import type { Api } from '../wire/api.js';
import type { Fields } from '../wire/fields.js';
import { invalidParameter, type MlflowError, notFound } from '../wire/mlflow-error.js';
import { hexOf, idOfHex } from './ids.js';
import { INFO_FIELDS, RUN_FIELDS, type Run, type RunWithInfo } from './run-message.js';

const RUN = `query RunById($id: ID!) { run(id: $id) { ${RUN_FIELDS} } }`;
const INFO = `query RunInfoById($id: ID!) { run(id: $id) { ${INFO_FIELDS} } }`;

/** The id that a request names, by the field of today or that of old. @throws {MlflowError} where there is none */
export function runIdOf(fields: Fields): string {
  const named = fields.text('run_id') || fields.text('run_uuid');
  if (!named) throw fields.missing('run_id');
  const id = idOfHex(named);
  if (id === undefined) throw noRun(named);
  return id;
}

/** The whole run that a request names. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST */
export async function requireRun(fields: Fields, api: Api): Promise<Run> {
  const id = runIdOf(fields);
  return required((await api.ask<{ run: Run | null }>(RUN, { id })).run, id);
}

/** The same without what it logged, read and made, by the id of our API. */
export async function requireRunInfo(id: string, api: Api): Promise<RunWithInfo> {
  return required((await api.ask<{ run: RunWithInfo | null }>(INFO, { id })).run, id);
}

function required<Found>(run: Found | null, id: string): Found {
  if (run === null) throw noRun(hexOf(id));
  return run;
}

/** Asks a mutation about a run, whose input names it. @throws {MlflowError} RESOURCE_DOES_NOT_EXIST where there is none */
export function askOfRun<Data>(
  document: string,
  input: { readonly run: string; readonly [field: string]: unknown },
  api: Api,
): Promise<Data> {
  return api.askOr(document, { input }, (code) => (code === 'NOT_FOUND' ? noRun(hexOf(input.run)) : undefined));
}

/** The error of a run that is deleted, as long as it is. */
export function deletedRun(id: string): MlflowError {
  return invalidParameter(`The run ${hexOf(id)} must be in the 'active' state. Current state is deleted.`);
}

/** Nothing is logged to a run that was deleted. @throws {MlflowError} INVALID_PARAMETER_VALUE */
export function judgeActive(id: string, { archivedAt }: Pick<RunWithInfo, 'archivedAt'>): void {
  if (archivedAt !== null) throw deletedRun(id);
}

/** The error of an id that no run has. */
export function noRun(hex: string): MlflowError {
  return notFound(`Run with id=${hex} not found`);
}
