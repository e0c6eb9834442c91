import { jsonNumber } from '#platform/digest/json-number.js';
import type { MetricPoint, MlflowRun } from '../source/mlflow-run.js';
import { artifactsOf } from './artifacts-of-run.js';
import { isOpen, type RunHere } from './find-runs.js';
import { momentMisfit } from './fit-moment.js';
import { fitPoints } from './fit-points.js';
import { type ImportContext, isRefusal, write } from './import-context.js';
import { metricInput } from './import-run.js';
import { inGroups } from './in-groups.js';
import { LastPoints } from './last-points.js';
import { momentOf, parameterGroups } from './run-input.js';

const LOG = `mutation ($input: LogBatchInput!) { logBatch(input: $input) { metrics } }`;
const RESUME = `mutation ($run: ID!) { resumeRun(input: { run: $run }) { run { id } } }`;
const FINISH = `mutation ($input: FinishRunInput!) { finishRun(input: $input) { run { id } } }`;

/** The most points of one call. */
const BATCH = 1_000;

/**
 * What a run logged in MLflow after it had ended, which is legal there, is stored beside what is sealed here; that it went
 * on, and how it ended then, is noted.
 */
export async function followAfterEnd(run: MlflowRun, here: RunHere, context: ImportContext): Promise<void> {
  const { tally } = context;
  const { place } = run;
  const fresh = [...run.parameters].filter(([key]) => !Object.hasOwn(here.parameters, key));
  for (const group of parameterGroups({ ...run, parameters: new Map(fresh) }, context)) {
    const keys = Object.keys(group);
    if (keys.length === 0) continue;
    await write(context, LOG, { input: { run: here.id, parameters: group, afterEnd: true } });
    tally.change(place, `parameters after its end: ${keys.join(', ')}`);
  }
  for (const [key, text] of run.parameters) {
    const known = here.parameters[key];
    if (known !== undefined && known !== text && Object.hasOwn(here.parameters, key)) {
      tally.remark(place, `the parameter ${key} is another than was imported, and stays as it was`);
    }
  }
  const keys = await keysWithMore(run, here, context);
  if (keys.size > 0) {
    const points = fitPoints(pointsOf(run, keys, context), place, context.now, tally.problem);
    for await (const group of inGroups(points, BATCH)) {
      await write(context, LOG, { input: { run: here.id, metrics: group.map(metricInput), afterEnd: true } });
    }
    tally.change(place, `metrics after its end: ${[...keys].sort().join(', ')}`);
  }
  await followStatus(run, here, context);
}

/** The metrics whose last point is another than here. */
async function keysWithMore(run: MlflowRun, here: RunHere, { source, now }: ImportContext): Promise<Set<string>> {
  const last = new LastPoints();
  // A last point that cannot be stored tells nothing of those before it.
  const areKnown = run.lastPoints?.every(({ timestamp }) => momentMisfit(timestamp, now) === null) ?? false;
  if (areKnown) last.addAll(run.lastPoints ?? []);
  else for await (const point of fitPoints(source.points(run), run.place, now, () => {})) last.add(point);
  const stored = new Map(
    here.metrics.map(({ key, value, step, timestamp }) => [key, JSON.stringify([value, step, Date.parse(timestamp)])]),
  );
  const keys = [...last.points()].filter(
    ({ key, value, step, timestamp }) => stored.get(key) !== JSON.stringify([jsonNumber(value), step, timestamp]),
  );
  return new Set(keys.map(({ key }) => key));
}

async function* pointsOf(
  run: MlflowRun,
  keys: ReadonlySet<string>,
  { source }: ImportContext,
): AsyncGenerator<MetricPoint> {
  for await (const point of source.points(run)) if (keys.has(point.key)) yield point;
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
    const artifacts = await artifactsOf(run, context);
    await write(context, FINISH, { input: { run: here.id, status: run.status, endedAt: end, artifacts } });
    tally.change(run.place, `ended once more in MLflow as ${run.status}: noted beside what is sealed`);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    tally.remark(run.place, `ended once more in MLflow as ${run.status}, which is not noted here: ${error.message}`);
  }
}
