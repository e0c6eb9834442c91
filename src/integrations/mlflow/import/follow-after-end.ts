import { fitPoints } from '#integrations/importing/fit-points.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import { metricInput } from '#integrations/importing/metric-point.js';
import { isRefusal, write } from '#integrations/importing/write.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import { artifactsOf } from './artifacts-of-run.js';
import { isOpen, type RunHere } from './find-runs.js';
import type { ImportContext } from './import-context.js';
import { type RunDestination } from './import-run.js';
import { keysWithMore } from './last-points.js';
import { addInputs, datasetUsesOf } from './run-datasets.js';
import { momentOf, parameterGroups } from './run-input.js';

const LOG = `mutation ($input: LogBatchInput!) { logBatch(input: $input) { metrics } }`;
const RESUME = `mutation ($run: ID!) { resumeRun(input: { run: $run }) { run { id } } }`;
const FINISH = `mutation ($input: FinishRunInput!) { finishRun(input: $input) { run { id } } }`;

/** That the run has ended or is archived does not matter: it was logged in MLflow. */
const WHATEVER = { afterEnd: true, whileArchived: true } as const;

/** The most points of one call. */
const BATCH = 1_000;

/**
 * What a run logged in MLflow after it had ended, which is legal there, is stored beside what is sealed here; that it went
 * on, and how it ended then, is noted.
 */
export async function followAfterEnd(
  run: MlflowRun,
  here: RunHere,
  { experimentName, registerDataset }: Pick<RunDestination, 'experimentName' | 'registerDataset'>,
  context: ImportContext,
): Promise<void> {
  const { tally } = context;
  const { place } = run;
  const fresh = [...run.parameters].filter(([key]) => !Object.hasOwn(here.parameters, key));
  for (const group of parameterGroups({ ...run, parameters: new Map(fresh) }, context)) {
    const keys = Object.keys(group);
    if (keys.length === 0) continue;
    await write(context, LOG, { input: { run: here.id, parameters: group, ...WHATEVER } });
    tally.change(place, `parameters after its end: ${keys.join(', ')}`);
  }
  remarkOtherParameters(run, here, context);
  if (run.datasets.length > here.inputs.length) {
    const uses = await datasetUsesOf(run, experimentName, registerDataset, context);
    const added = await addInputs({ ...run, id: here.id }, uses, true, context);
    if (added > 0) tally.change(place, `datasets that it reads: ${added}, noted beside what is sealed`);
  }
  const keys = await keysWithMore(run, here, context);
  if (keys.size > 0) {
    const points = fitPoints(context.source.points(run, keys), place, context.now, tally.problem);
    for await (const group of inGroups(points, BATCH)) {
      await write(context, LOG, { input: { run: here.id, metrics: group.map(metricInput), ...WHATEVER } });
    }
    tally.change(place, `metrics after its end: ${[...keys].sort().join(', ')}`);
  }
  await followStatus(run, here, context);
}

/** Reports the parameters of a run, or of a logged model, that are others in MLflow than here, where they stay. */
export function remarkOtherParameters(
  { parameters, place }: Pick<MlflowRun, 'parameters' | 'place'>,
  here: Pick<RunHere, 'parameters'>,
  { tally }: Pick<ImportContext, 'tally'>,
): void {
  for (const [key, text] of parameters) {
    const known = Object.hasOwn(here.parameters, key) ? here.parameters[key] : undefined;
    if (known !== undefined && known !== text)
      tally.remark(place, `the parameter ${key} is another than was imported, and stays as it was`);
  }
}

async function followStatus(run: MlflowRun, here: RunHere, context: ImportContext): Promise<void> {
  const { tally } = context;
  const { status, endedAt } = here.continuation ?? here;
  const end = run.endTime === null || isOpen(run.status) ? undefined : momentOf(run, run.endTime, 'end', context);
  const isSameEnd = end === undefined || endedAt === null || Date.parse(end) === Date.parse(endedAt);
  if (isOpen(run.status) ? isOpen(status) : status === run.status && isSameEnd) return;
  await write(context, RESUME, { run: here.id });
  if (isOpen(run.status))
    return tally.change(run.place, 'goes on in MLflow after its end: resumed, beside what is sealed');
  try {
    const artifacts = await artifactsOf(run, here, context);
    await write(context, FINISH, { input: { run: here.id, status: run.status, endedAt: end, artifacts } });
    tally.change(run.place, `ended once more in MLflow as ${run.status}: noted beside what is sealed`);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    tally.remark(run.place, `ended once more in MLflow as ${run.status}, which is not noted here: ${error.message}`);
  }
}
