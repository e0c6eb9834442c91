import type { Api } from '../wire/api.js';
import type { Fields } from '../wire/fields.js';
import { invalidParameter, notFound } from '../wire/mlflow-error.js';
import { idOfHex } from './ids.js';
import { RUN_FIELDS, type Run } from './run-message.js';

const RUN = `query RunById($id: ID!) { run(id: $id) { ${RUN_FIELDS} } }`;

const STATE = 'query RunState($id: ID!) { run(id: $id) { archivedAt } }';

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
  if (run === null) throw noRun(id.replaceAll('-', ''));
  return run;
}

/** The id of the run that a request names, which has to be there and not be deleted. @throws {MlflowError} */
export async function requireActiveRun(fields: Fields, api: Api): Promise<string> {
  const id = runIdOf(fields);
  const { run } = await api.ask<{ run: Pick<Run, 'archivedAt'> | null }>(STATE, { id });
  if (run === null) throw noRun(id.replaceAll('-', ''));
  judgeActive(id, run);
  return id;
}

/** Nothing is logged to a run that was deleted. @throws {MlflowError} INVALID_PARAMETER_VALUE */
export function judgeActive(id: string, { archivedAt }: Pick<Run, 'archivedAt'>): void {
  if (archivedAt === null) return;
  throw invalidParameter(`The run ${id.replaceAll('-', '')} must be in the 'active' state. Current state is deleted.`);
}

/** The error of an id that no run has. */
export function noRun(hex: string) {
  return notFound(`Run with id=${hex} not found`);
}
