import { isoOf, momentMisfit } from '#integrations/importing/fit-moment.js';
import { fitParameters, fitTags } from '#integrations/importing/fit-tags.js';
import { MOST, textMisfit } from '#integrations/importing/fit-text.js';
import { inCalls } from '#integrations/importing/in-calls.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import { codePinOf } from './code-pin.js';
import { externalIdOf } from './find-runs.js';
import type { ImportContext } from './import-context.js';

/** A run as `startRun` and `registerRun` take it, and its parameters, which may be more than one call takes. */
export interface RunInput {
  readonly experiment: string;
  readonly name: string;
  readonly externalId: string;
  readonly code: object | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly environment: string | null;
  readonly startedAt: string | undefined;
  readonly user: string | null;
}

/** The run without what does not fit, which is reported: what is sent is taken. */
export function runInputOf(run: MlflowRun, experiment: string, context: ImportContext): RunInput {
  return {
    experiment,
    name: nameOf(run, context),
    externalId: externalIdOf(run.id),
    code: codePinOf(run),
    tags: tagsOf(run, context),
    environment: null,
    startedAt: momentOf(run, run.startTime, 'start', context),
    user: userOf(run, context),
  };
}

/** What a run is called; one whose name does not fit is called by its id. */
export function nameOf(run: MlflowRun, { tally }: ImportContext): string {
  const name = run.name ?? run.tags.get('mlflow.runName') ?? '';
  if (name === '') return run.id;
  const misfit = textMisfit(name, MOST.name);
  if (misfit === null) return name;
  tally.remark(run.place, `its name ${misfit}: it is called by its id`);
  return run.id;
}

/** Who ran it; MLflow says `unknown` where it does not know. */
function userOf({ userId, tags, place }: MlflowRun, { tally }: ImportContext): string | null {
  const user = tags.get('mlflow.user') ?? userId;
  if (!user || user === 'unknown') return null;
  const misfit = textMisfit(user, MOST.name);
  if (misfit !== null) tally.remark(place, `who ran it ${misfit}, and is left out`);
  return misfit === null ? user : null;
}

/** The run's tags, and what else MLflow knows that has no field here. */
export function tagsOf(run: MlflowRun, { tally }: ImportContext): Record<string, string> {
  const own = [...run.tags].map(
    ([key, text]) => [key, key.startsWith('mlflow.') ? withoutCredentials(text) : text] as const,
  );
  const beside = run.artifactUri ? [['mlflow.artifact_uri', withoutCredentials(run.artifactUri)] as const] : [];
  return fitTags([...beside, ...own], run.place, tally.problem);
}

/** The parameters in groups that a call takes. */
export function parameterGroups(
  run: Pick<MlflowRun, 'parameters' | 'place'>,
  { tally }: ImportContext,
): Record<string, string>[] {
  return inCalls(fitParameters(run.parameters, run.place, tally.problem));
}

/** A moment of a run as the API takes it; one that does not fit is reported and left out. */
export function momentOf(
  { place }: MlflowRun,
  ms: number | null,
  what: 'start' | 'end',
  { tally, now }: ImportContext,
): string | undefined {
  const misfit = ms === null ? null : momentMisfit(ms, now);
  if (misfit !== null) tally.remark(place, `its ${what} ${misfit}, and is left out`);
  return misfit === null ? isoOf(ms) : undefined;
}
