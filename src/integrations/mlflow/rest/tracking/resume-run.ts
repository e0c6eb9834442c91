import type { Api } from '../wire/api.js';
import { askOfRun } from './find-run.js';
import { INFO_FIELDS, type RunWithInfo } from './run-message.js';

const RESUME = `mutation ResumeRun($input: ResumeRunInput!) { resumeRun(input: $input) { run { ${INFO_FIELDS} } } }`;

/** Has a run that has ended go on; one that goes on stays as it is. By the id of our API. @throws {MlflowError} */
export async function resumeRun(run: string, api: Api): Promise<RunWithInfo> {
  return (await askOfRun<{ resumeRun: { run: RunWithInfo } }>(RESUME, { run }, api)).resumeRun.run;
}
