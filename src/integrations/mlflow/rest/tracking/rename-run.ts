import type { Api } from '../wire/api.js';
import { askOfRun } from './find-run.js';

const RENAME = 'mutation RenameRun($input: RenameRunInput!) { renameRun(input: $input) { run { id } } }';

/** Renames a run, by the id of our API. @throws {MlflowError} */
export async function renameRun(run: string, name: string, api: Api): Promise<void> {
  await askOfRun(RENAME, { run, name }, api);
}
