import { type MetricPoint } from '#integrations/importing/metric-point.js';
import type { SourceObserver } from '#integrations/importing/problem.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { isRunStatus, type MlflowRun, unknownStatus } from '../source/mlflow-run.js';
import type { RunSelection } from '../source/mlflow-source.js';
import { listOf, momentOf, objectOf, pagesOf, pairsOf, pointOf, textOf } from './answer-values.js';
import type { Json, MlflowClient } from './mlflow-client.js';

/** The moment of a point that cannot be read, which no moment is. */
const UNREADABLE = Number.MAX_SAFE_INTEGER;

/** Runs come whole, with parameters and tags, so a page is some megabytes at most. */
const PAGE = 200;

/** The runs of an experiment, oldest first: a run that is started meanwhile comes last and moves no page. */
export async function* readRuns(
  client: MlflowClient,
  experiment: string,
  observer: SourceObserver,
  { changedSince }: RunSelection,
): AsyncGenerator<MlflowRun[]> {
  const ask = (page_token?: string) =>
    client.search('runs/search', {
      experiment_ids: [experiment],
      run_view_type: 'ALL',
      max_results: PAGE,
      order_by: ['attributes.start_time ASC'],
      ...(page_token ? { page_token } : {}),
    });
  for await (const page of pagesOf('runs', ask)) {
    const runs = page.flatMap((run) => runOf(run, observer) ?? []);
    yield changedSince === undefined ? runs : runs.filter((run) => hasChanged(run, changedSince));
  }
}

/** One run; null where it is not there or not readable. */
export async function readRun(client: MlflowClient, id: string, observer: SourceObserver): Promise<MlflowRun | null> {
  try {
    return runOf(objectOf((await client.get('runs/get', { run_id: id }))['run']), observer);
  } catch (error) {
    if (error instanceof PedigraphError && (error.code === 'NOT_FOUND' || error.code === 'BAD_USER_INPUT')) return null;
    throw error;
  }
}

function hasChanged(run: MlflowRun, since: number): boolean {
  if (run.status === 'RUNNING' || run.status === 'SCHEDULED') return true;
  const moments = [run.startTime, run.endTime, ...(run.lastPoints ?? []).map(({ timestamp }) => timestamp)];
  return moments.some((moment) => moment !== null && moment >= since);
}

function runOf(run: Json, { onProblem }: SourceObserver): MlflowRun | null {
  const [info, data, inputs] = [objectOf(run['info']), objectOf(run['data']), objectOf(run['inputs'])];
  const id = textOf(info['run_id']) ?? textOf(info['run_uuid']) ?? '';
  const status = String(info['status']);
  if (!isRunStatus(status)) {
    onProblem({ kind: 'run', path: `runs/${id}`, reason: unknownStatus(status) });
    return null;
  }
  const tags = pairsOf(data['tags']);
  return {
    id,
    experimentId: String(info['experiment_id']),
    name: textOf(info['run_name']) ?? tags.get('mlflow.runName') ?? null,
    status,
    startTime: momentOf(info['start_time']),
    endTime: momentOf(info['end_time']),
    deleted: info['lifecycle_stage'] === 'deleted',
    userId: textOf(info['user_id']),
    parameters: pairsOf(data['params']),
    tags,
    datasets: listOf(inputs['dataset_inputs']).map((input) => {
      const dataset = objectOf(input['dataset']);
      return {
        name: String(dataset['name']),
        digest: String(dataset['digest']),
        sourceType: textOf(dataset['source_type']),
        source: textOf(dataset['source']),
        schema: textOf(dataset['schema']),
        profile: textOf(dataset['profile']),
        tags: pairsOf(input['tags']),
      };
    }),
    modelInputs: listOf(inputs['model_inputs']).map((input) => String(input['model_id'])),
    modelOutputs: listOf(objectOf(run['outputs'])['model_outputs']).map((output) => ({
      id: String(output['model_id']),
      step: Number(output['step'] ?? 0),
    })),
    lastPoints: listOf(data['metrics']).map(
      (metric): MetricPoint =>
        pointOf(metric) ?? { key: String(metric['key']), value: 0, step: 0, timestamp: UNREADABLE },
    ),
    artifactUri: textOf(info['artifact_uri']),
    sourceVersion: null,
    place: `runs/${id}`,
  };
}
