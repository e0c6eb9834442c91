import { isoOf } from '#integrations/importing/fit-moment.js';
import { fitPoints } from '#integrations/importing/fit-points.js';
import type { MetricPoint } from '#integrations/importing/metric-point.js';
import { metricInput } from '#integrations/importing/metric-point.js';
import { write } from '#integrations/importing/write.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import { artifactsOf } from './artifacts-of-run.js';
import type { StoredRun } from './copy-artifact.js';
import { environmentOf } from './environment-of-run.js';
import { isOpen, type RunHere } from './find-runs.js';
import type { ImportContext } from './import-context.js';
import type { RegisterDataset } from './import-datasets.js';
import type { RegisterEnvironment } from './import-environment.js';
import { keysWithMore, lastOnesLast } from './last-points.js';
import type { RunRegistrar } from './register-runs.js';
import { addInputs, datasetUsesOf } from './run-datasets.js';
import { momentOf, parameterGroups, runInputOf } from './run-input.js';
import { DELETED } from './was-archived-by-import.js';

/** Where a run goes. */
export interface RunDestination {
  /** The experiment's name here. */
  readonly experimentName: string;
  /** The run here in which it was started; null for none. */
  readonly parent: string | null;
  readonly registerEnvironment: RegisterEnvironment;
  readonly registerDataset: RegisterDataset;
  /** Registers a run that is over. */
  readonly register: RunRegistrar['register'];
}

/** The most points that `logMetrics` takes, and that `registerRun` takes. */
const MOST_LOGGED = 1_000;
const MOST_REGISTERED = 10_000;

const START = `mutation ($input: StartRunInput!) { startRun(input: $input) { created run { id experiment { id artifactLocation } } } }`;
const LOG_PARAMETERS = `mutation ($run: ID!, $parameters: JSONObject!) { logParameters(input: { run: $run, parameters: $parameters }) { accepted } }`;
const LOG_METRICS = `mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }`;
const FINISH = `mutation ($input: FinishRunInput!) { finishRun(input: $input) { run { id } } }`;
/** Archives a run that was deleted in MLflow. */
export const ARCHIVE_RUN = `mutation ($run: ID!, $reason: String) { archiveRun(input: { run: $run, reason: $reason }) { run { id } } }`;

/**
 * Takes a new run over. One that has ended is registered whole, in one transaction, where it is small enough; else it is
 * started under MLflow's id, logs what it read and logged, and is sealed if it ended. Each step may be repeated, so an
 * import that was cut off goes on where it stopped. Throws `ApiError`.
 */
export async function importRun(
  run: MlflowRun,
  points: readonly MetricPoint[] | null,
  { experimentName, parent, registerEnvironment, registerDataset, register }: RunDestination,
  context: ImportContext,
): Promise<string> {
  const { source, tally, now } = context;
  const parameters = parameterGroups(run, context);
  const input = {
    ...runInputOf(run, experimentName, context),
    parent,
    environment: await environmentOf(run, experimentName, registerEnvironment, context),
    parameters: parameters[0],
  };
  const uses = await datasetUsesOf(run, experimentName, registerDataset, context);
  const read = fitPoints(points ?? source.points(run), run.place, now, tally.problem);
  const stream = isOpen(run.status) ? lastOnesLast(read) : read;
  const first = await take(stream, MOST_REGISTERED + 1);
  const isSmall = parameters.length === 1 && first.length <= MOST_REGISTERED;
  // Files are stored by the id of the run, so that one is started first.
  if (!isOpen(run.status) && isSmall && uses.length === 0 && context.copies === null) {
    const done = await register({
      ...input,
      metrics: first.map(metricInput),
      status: run.status,
      endedAt: endOf(run, lastOf(first), context),
      artifacts: await artifactsOf(run, null, context),
    });
    if (done.created) tally.metricPoints += new Set(first.map(pointKey)).size;
    await archiveIfDeleted(run, done.run.id, context);
    return done.run.id;
  }
  const { startRun: started } = await write<{ startRun: { readonly run: StoredRun } }>(context, START, { input });
  await addInputs({ ...run, id: started.run.id }, uses, false, context);
  await log(run, started.run, parameters.slice(1), chain(first, stream), context);
  return started.run.id;
}

/** Logs what an open run has not logged yet, and seals it if it ended. */
export async function goOnWithRun(
  run: MlflowRun,
  here: RunHere,
  { experimentName, registerDataset }: Pick<RunDestination, 'experimentName' | 'registerDataset'>,
  context: ImportContext,
): Promise<void> {
  const { source, tally, now } = context;
  const fresh = [...run.parameters].filter(
    ([key, text]) => !Object.hasOwn(here.parameters, key) || here.parameters[key] !== text,
  );
  const changed = fresh.filter(([key]) => Object.hasOwn(here.parameters, key)).map(([key]) => key);
  if (changed.length > 0)
    tally.remark(
      run.place,
      `parameters have other values than were imported, and stay as they were: ${changed.join(', ')}`,
    );
  const added = new Map(fresh.filter(([key]) => !Object.hasOwn(here.parameters, key)));
  const parameters = parameterGroups({ ...run, parameters: added }, context);
  if (run.datasets.length > here.inputs.length) {
    const uses = await datasetUsesOf(run, experimentName, registerDataset, context);
    await addInputs({ ...run, id: here.id }, uses, false, context);
  }
  // When it ends, all is sent again and what is stored already is passed over: what is sealed is whole.
  const keys = isOpen(run.status) ? await keysWithMore(run, here, context) : undefined;
  const points = fitPoints(source.points(run, keys), run.place, now, tally.problem);
  await log(run, here, parameters, lastOnesLast(points), context);
  if (!isOpen(run.status)) tally.change(run.place, `ended in MLflow as ${run.status}: sealed`);
}

async function log(
  run: MlflowRun,
  stored: StoredRun,
  parameters: readonly Readonly<Record<string, string>>[],
  points: AsyncIterable<MetricPoint>,
  context: ImportContext,
): Promise<void> {
  const { id } = stored;
  for (const group of parameters) {
    if (Object.keys(group).length > 0) await write(context, LOG_PARAMETERS, { run: id, parameters: group });
  }
  const last = await logMetrics(id, points, context);
  if (isOpen(run.status)) return archiveIfDeleted(run, id, context);
  const input = {
    run: id,
    status: run.status,
    endedAt: endOf(run, last, context),
    artifacts: await artifactsOf(run, stored, context),
  };
  await write(context, FINISH, { input });
  await archiveIfDeleted(run, id, context);
}

/** Sends every point, a thousand a call; returns the time of the last. */
async function logMetrics(
  id: string,
  points: AsyncIterable<MetricPoint>,
  context: ImportContext,
): Promise<number | null> {
  let last: number | null = null;
  for (let batch = await take(points, MOST_LOGGED); batch.length > 0; batch = await take(points, MOST_LOGGED)) {
    last = Math.max(last ?? Number.NEGATIVE_INFINITY, lastOf(batch) ?? Number.NEGATIVE_INFINITY);
    const variables = { run: id, metrics: batch.map(metricInput) };
    const { logMetrics: logged } = await write<{ logMetrics: { accepted: number } }>(context, LOG_METRICS, variables);
    context.tally.metricPoints += logged.accepted;
  }
  return last;
}

async function archiveIfDeleted(run: MlflowRun, id: string, context: ImportContext): Promise<void> {
  if (run.deleted) await write(context, ARCHIVE_RUN, { run: id, reason: DELETED });
}

/** A run that was killed hard has no end; the last thing it logged is the latest moment it is known to have lived. */
function endOf(run: MlflowRun, lastPoint: number | null, context: ImportContext): string | undefined {
  return (
    momentOf(run, run.endTime, 'end', context) ?? isoOf(lastPoint) ?? momentOf(run, run.startTime, 'start', context)
  );
}

function lastOf(points: readonly MetricPoint[]): number | null {
  return points.reduce<number | null>((last, { timestamp }) => Math.max(last ?? timestamp, timestamp), null);
}

function pointKey({ key, value, step, timestamp }: MetricPoint): string {
  return `${step} ${timestamp} ${value} ${key}`;
}

/** The next items of a stream, which goes on behind them. */
async function take<Item>(items: AsyncIterable<Item>, count: number): Promise<Item[]> {
  const iterator = items[Symbol.asyncIterator]();
  const taken: Item[] = [];
  while (taken.length < count) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

async function* chain<Item>(first: readonly Item[], others: AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* first;
  yield* others;
}
