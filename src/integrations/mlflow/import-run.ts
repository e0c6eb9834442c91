import path from 'node:path';
import { jsonNumber } from '#platform/digest/json-number.js';
import { ApiError } from '../client/api-error.js';
import { withoutCredentials } from '../reading/without-credentials.js';
import { type CodePin, codePinOf } from './code-pin.js';
import { fitTags } from './fit-tags.js';
import { type ImportContext, pathInStore, write } from './import-context.js';
import type { RegisterEnvironment } from './import-environment.js';
import { listArtifacts } from './list-artifacts.js';
import { parameterValue } from './parameter-value.js';
import { findModelFolders, readEnvironment } from './read-environment.js';
import type { MlflowExperiment } from './read-experiment.js';
import { type MetricPoint, readMetricPoints } from './read-metric-points.js';
import type { MlflowRun, MlflowRunStatus } from './read-run.js';
import type { StoreSource } from './store-source.js';

/** Where a run goes. */
export interface RunDestination {
  readonly experiment: MlflowExperiment;
  /** The experiment's name here. */
  readonly experimentName: string;
  readonly registerEnvironment: RegisterEnvironment;
}

/** What a model version needs to know of the run that made it. */
export interface ImportedRun {
  readonly id: string;
  /** It still takes metrics, so nothing sealed can rest on it. */
  readonly open: boolean;
  readonly created: boolean;
  readonly experimentName: string;
  readonly code: CodePin | null;
}

/** The most parameters or points a call takes. */
const BATCH = 1000;

/**
 * Takes one run over: starts it under its MLflow id, logs what it logged, and seals it if it ended. Every step may be
 * repeated, so an import that was cut off goes on where it stopped when it is run again. Throws `ApiError`.
 */
export async function importRun(run: MlflowRun, to: RunDestination, context: ImportContext): Promise<ImportedRun> {
  const code = codePinOf(run);
  const environment = await registerEnvironmentOf(run, to, context);
  const parameters = batches([...run.parameters].map(([key, text]): Parameter => [key, parameterValue(text)]));
  const input = {
    experiment: to.experimentName,
    name: run.name ?? run.tags.get('mlflow.runName') ?? run.id,
    code,
    parameters: Object.fromEntries(parameters[0] ?? []),
    tags: fitTags(tagsOf(run, to.experiment), run.folder, context.store.onProblem),
    inputs: [],
    environment,
    startedAt: isoOf(run.startTime),
    externalId: `mlflow:${run.id}`,
  };
  const { created, run: started } = await startOrFind(input, run, context);
  const wasOpen = isOpen(started.status);
  if (wasOpen) await log(run, started.id, created ? parameters.slice(1) : parameters, context);
  if (run.deleted) await write(context, ARCHIVE_RUN, { run: started.id, reason: 'deleted in MLflow' });
  return { id: started.id, open: wasOpen && isOpen(run.status), created, experimentName: to.experimentName, code };
}

const START_RUN = `mutation ($input: StartRunInput!) { startRun(input: $input) { created run { id status } } }`;
const FIND_RUN = `query ($experiment: String!, $externalId: String!) {
  run: runByExternalId(experiment: $experiment, externalId: $externalId) { id status }
}`;
const LOG_PARAMETERS = `mutation ($run: ID!, $parameters: JSONObject!) { logParameters(input: { run: $run, parameters: $parameters }) { accepted } }`;
const LOG_METRICS = `mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }`;
const finishRun = (status: MlflowRunStatus) => `mutation ($run: ID!, $endedAt: DateTime, $artifacts: [ArtifactInput!]) {
  finishRun(input: { run: $run, status: ${status}, endedAt: $endedAt, artifacts: $artifacts }) { run { id } }
}`;
const ARCHIVE_RUN = `mutation ($run: ID!, $reason: String) { archiveRun(input: { run: $run, reason: $reason }) { run { id } } }`;

interface StartedRun {
  readonly created: boolean;
  readonly run: { readonly id: string; readonly status: string };
}

/** Starts the run, or finds the one that was imported before: what MLflow has changed since is reported, and stays as it was. */
async function startOrFind(
  input: { readonly experiment: string; readonly externalId: string },
  run: MlflowRun,
  context: ImportContext,
): Promise<StartedRun> {
  try {
    return (await write<{ startRun: StartedRun }>(context, START_RUN, { input })).startRun;
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'CONFLICT') throw error;
    const { experiment, externalId } = input;
    const found = await context.client.query<{ run: StartedRun['run'] | null }>(FIND_RUN, { experiment, externalId });
    if (found.run === null) throw error;
    const differences = (error.details['differences'] ?? []) as readonly string[];
    // An open run takes the parameters that are new.
    const lasting = differences.filter((name) => !isOpen(found.run!.status) || !name.startsWith('parameters.'));
    if (lasting.length > 0) {
      const remark = `has changed since it was imported and stays as it was: ${lasting.join(', ')}`;
      context.tally.remark(pathInStore(context, run.folder), remark);
    }
    return { created: false, run: found.run };
  }
}

function isOpen(status: string): boolean {
  return status === 'RUNNING' || status === 'SCHEDULED';
}

/** Logs what is not in the run yet, and seals it if it ended. */
async function log(
  run: MlflowRun,
  id: string,
  parameters: readonly Parameter[][],
  context: ImportContext,
): Promise<void> {
  for (const batch of parameters)
    await write(context, LOG_PARAMETERS, { run: id, parameters: Object.fromEntries(batch) });
  const lastPoint = await logMetrics(run, id, context);
  if (isOpen(run.status)) return;
  // A run that was killed hard has no end; the last thing it logged is the latest moment it is known to have lived.
  const endedAt = isoOf(run.endTime ?? lastPoint ?? run.startTime);
  const artifacts = await artifactsOf(run, context.store);
  await write(context, finishRun(run.status), { run: id, endedAt, artifacts });
}

type Parameter = readonly [key: string, value: string | number];

async function registerEnvironmentOf(
  run: MlflowRun,
  to: RunDestination,
  context: ImportContext,
): Promise<string | null> {
  const folders = await findModelFolders(path.join(run.folder, 'artifacts'), context.store);
  const found = await Promise.all(folders.map((folder) => readEnvironment(folder, context.store)));
  const environments = new Map(found.filter((each) => each !== null).map((each) => [JSON.stringify(each), each]));
  const [first, ...others] = environments.values();
  if (!first) return null;
  if (others.length > 0) {
    const reason = `the run's models were made in ${environments.size} environments; the run is pinned to the first`;
    context.store.onProblem({ kind: 'environmentFile', path: path.join(run.folder, 'artifacts'), reason });
  }
  return to.registerEnvironment(to.experimentName, first);
}

/** The run's tags, and what else MLflow knows that has no field here. */
function tagsOf(run: MlflowRun, experiment: MlflowExperiment): (readonly [string, string])[] {
  const kept = [...run.tags].map(
    ([key, text]) => [key, key.startsWith('mlflow.') ? withoutCredentials(text) : text] as const,
  );
  return [
    ['mlflow.experiment_id', experiment.id],
    ['mlflow.experiment_name', experiment.name],
    ...(run.artifactUri ? [['mlflow.artifact_uri', withoutCredentials(run.artifactUri)] as const] : []),
    ...kept,
  ];
}

interface Logged {
  readonly logMetrics: { readonly accepted: number };
}

/** Sends every point, a thousand a call; returns the time of the last. */
async function logMetrics(run: MlflowRun, id: string, context: ImportContext): Promise<number | null> {
  let last: number | null = null;
  let metrics: unknown[] = [];
  const flush = async () => {
    if (metrics.length === 0) return;
    const { logMetrics } = await write<Logged>(context, LOG_METRICS, { run: id, metrics });
    context.tally.metricPoints += logMetrics.accepted;
    metrics = [];
  };
  for await (const point of readMetricPoints(run.folder, context.store)) {
    last = Math.max(last ?? point.timestamp, point.timestamp);
    metrics.push(metricInput(point));
    if (metrics.length === BATCH) await flush();
  }
  await flush();
  return last;
}

function metricInput({ key, value, step, timestamp }: MetricPoint) {
  return { key, value: jsonNumber(value), step, timestamp: isoOf(timestamp) };
}

async function artifactsOf(run: MlflowRun, source: StoreSource): Promise<unknown[]> {
  const folder = path.join(run.folder, 'artifacts');
  const base = withoutCredentials(run.artifactUri ?? `mlflow:${run.id}`).replace(/\/+$/, '');
  const artifacts: unknown[] = [];
  for await (const file of listArtifacts(folder, source)) artifacts.push({ ...file, uri: `${base}/${file.path}` });
  return artifacts;
}

function isoOf(ms: number | null): string | undefined {
  return ms === null ? undefined : new Date(ms).toISOString();
}

function batches<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / BATCH) }, (_, i) => items.slice(i * BATCH, (i + 1) * BATCH));
}
