import { filesToSeal } from '../artifacts/files-to-seal.js';
import { attachToVersions } from '../registry/attach-versions.js';
import type { Call } from '../routing/route.js';
import type { Api } from '../wire/api.js';
import { noRun, requireRunInfo } from './find-run.js';
import { hexOf } from './ids.js';
import { resumeRun } from './resume-run.js';
import { artifactUriOf, INFO_FIELDS, type RunWithInfo } from './run-message.js';

/** How a client ends a run. */
export interface RunEnding {
  /** Its id here. */
  readonly run: string;
  readonly status: 'FINISHED' | 'FAILED' | 'KILLED';
  /** Undefined is now. */
  readonly endedAt: string | undefined;
}

/** The tag of a run that reports which of its files could not be sealed when it ended last. */
const LEFT_OUT_TAG = 'pedigraph.leftOut';

const FINISH = `mutation FinishRun($input: FinishRunInput!) { finishRun(input: $input) { run { ${INFO_FIELDS} } } }`;
const TAG = 'mutation TagLeftOut($input: SetRunTagsInput!) { setRunTags(input: $input) { run { id } } }';

/** Ends a run with the files that it has now. What has ended is sealed: that it ended otherwise is a fact beside it. */
export async function endRun(
  ending: RunEnding,
  { api, settings }: Pick<Call, 'api' | 'settings'>,
): Promise<RunWithInfo> {
  const { run: id } = ending;
  const uriOf = async () => artifactUriOf(await requireRunInfo(id, api));
  const { artifacts, leftOut } = await filesToSeal(`runs/${hexOf(id)}`, uriOf, settings);
  if (leftOut !== null) await api.ask(TAG, { input: { run: id, set: { [LEFT_OUT_TAG]: leftOut } } });
  const input = { ...ending, artifacts };
  const run = (await finish(input, api)) ?? (await finishOtherwise(input, api));
  if (leftOut === null && Object.hasOwn(run.tags, LEFT_OUT_TAG))
    await api.ask(TAG, { input: { run: id, remove: [LEFT_OUT_TAG] } });
  // What was registered while it went on learns its run now; sent again, too.
  if (run.continuation === null) await attachToVersions(id, api);
  return run;
}

/** Null where it has ended, and not so. */
async function finish(input: RunEnding, api: Api): Promise<RunWithInfo | null> {
  try {
    const { finishRun } = await api.askOr<{ finishRun: { run: RunWithInfo } }>(FINISH, { input }, (code) => {
      if (code === 'NOT_FOUND') return noRun(hexOf(input.run));
      return code === 'IMMUTABLE' ? new EndedOtherwise() : undefined;
    });
    return finishRun.run;
  } catch (error) {
    if (error instanceof EndedOtherwise) return null;
    throw error;
  }
}

class EndedOtherwise extends Error {}

/** The files that came behind its end are no other end. */
async function finishOtherwise(input: RunEnding, api: Api): Promise<RunWithInfo> {
  const run = await requireRunInfo(input.run, api);
  const { status, endedAt } = run.continuation ?? run;
  if (status === input.status && (input.endedAt === undefined || input.endedAt === endedAt)) return run;
  await resumeRun(input.run, api);
  return (await finish(input, api)) ?? requireRunInfo(input.run, api);
}
