import { inCalls } from '#integrations/importing/in-calls.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import { metricInput } from '#integrations/importing/metric-point.js';
import { write } from '#integrations/importing/write.js';
import type { PlainValue } from '#integrations/reading/values/plain-value.js';
import type { WandbRun } from '../source/wandb-run.js';
import type { RunOfModel } from './artifact-models.js';
import { filesOf } from './files-of-run.js';
import type { WandbImportContext } from './import-context.js';
import { logPoints } from './log-points.js';
import { codeOf, externalIdOf, fittingPoints, momentOf, nameOf, parametersOf, STATUS, tagsOf } from './run-content.js';

/** The most points that `registerRun` takes. */
const MOST_REGISTERED = 10_000;

const REGISTER = 'mutation ($input: RegisterRunInput!) { registerRun(input: $input) { run { id } } }';
const START = 'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }';
const LOG_PARAMETERS = `mutation ($run: ID!, $parameters: JSONObject!) { logParameters(input: { run: $run, parameters: $parameters }) { accepted } }`;
const FINISH = 'mutation ($input: FinishRunInput!) { finishRun(input: $input) { run { id } } }';

/**
 * Takes a new run over; its id here. One that has ended and is small enough is registered whole, in one transaction; else it
 * is started, logs what it logged, and is sealed if it ended: an import that was cut off goes on with it. Throws `ApiError`.
 */
export async function importRun(
  run: WandbRun,
  { experiment, environment, inputs }: Omit<RunOfModel, 'id'>,
  context: WandbImportContext,
): Promise<string> {
  const [parameters, ...others] = inCalls(parametersOf(run, context));
  const input = {
    ...{ experiment, environment, inputs, parameters },
    name: nameOf(run, context),
    externalId: externalIdOf(run),
    code: codeOf(run),
    tags: tagsOf(run, context),
    startedAt: momentOf(run, run.startedAt ?? run.lastAt, 'start', context),
  };
  const groups = inGroups(fittingPoints(run, context), MOST_REGISTERED);
  const first = (await groups.next()).value ?? [];
  const second = await groups.next();
  const status = STATUS[run.state];
  if (status !== null && others.length === 0 && second.done) {
    const whole = { ...input, status, ...(await endOf(run, context)), metrics: first.map(metricInput) };
    const { registerRun } = await write<{ registerRun: { run: { id: string } } }>(context, REGISTER, { input: whole });
    context.tally.metricPoints += first.length;
    return registerRun.run.id;
  }
  const { startRun } = await write<{ startRun: { run: { id: string } } }>(context, START, { input });
  const { id } = startRun.run;
  await logParameters(id, others, context);
  for (const group of [first, second.value ?? []]) await logPoints(id, group, context);
  for await (const group of groups) await logPoints(id, group, context);
  await finishRun(id, run, context);
  return id;
}

/** Logs what an open run has not logged yet, and seals it if it ended. */
export async function goOnWithRun(
  run: WandbRun,
  { id, parameters }: { readonly id: string; readonly parameters: Readonly<Record<string, unknown>> },
  context: WandbImportContext,
): Promise<void> {
  const fresh = [...parametersOf(run, context)].filter(([key]) => !Object.hasOwn(parameters, key));
  await logParameters(id, inCalls(fresh), context);
  await logPoints(id, fittingPoints(run, context), context);
  const status = await finishRun(id, run, context);
  if (status !== null) context.tally.change(run.place, `ended in W&B as ${run.state}: sealed as ${status}`);
}

async function logParameters(
  run: string,
  groups: readonly Readonly<Record<string, PlainValue>>[],
  context: WandbImportContext,
): Promise<void> {
  for (const parameters of groups)
    if (Object.keys(parameters).length > 0) await write(context, LOG_PARAMETERS, { run, parameters });
}

async function finishRun(id: string, run: WandbRun, context: WandbImportContext): Promise<string | null> {
  const status = STATUS[run.state];
  if (status === null) {
    context.tally.remark(
      run.place,
      'still runs, as far as its files say: it is open here until an import finds its end',
    );
    return null;
  }
  await write(context, FINISH, { input: { run: id, status, ...(await endOf(run, context)) } });
  return status;
}

/** When it ended, and its files. */
export async function endOf(run: WandbRun, context: WandbImportContext) {
  if (run.state === 'unknown') context.tally.remark(run.place, 'nothing says how it ended: taken for finished');
  return {
    endedAt: momentOf(run, run.lastAt ?? run.startedAt, 'end', context),
    artifacts: await filesOf(run, context),
  };
}
