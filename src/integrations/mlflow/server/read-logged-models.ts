import type { SourceObserver } from '#integrations/importing/problem.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { LoggedModelStatus, MlflowLoggedModel } from '../source/mlflow-entities.js';
import { listOf, momentOf, objectOf, pagesOf, pairsOf, pointOf, textOf } from './answer-values.js';
import type { Json, MlflowClient } from './mlflow-client.js';

/** Source: mlflow/protos/service.proto, `enum LoggedModelStatus`. */
const STATUSES: Readonly<Record<string, LoggedModelStatus>> = {
  LOGGED_MODEL_PENDING: 'PENDING',
  LOGGED_MODEL_READY: 'READY',
  LOGGED_MODEL_UPLOAD_FAILED: 'FAILED',
};

/** The logged models of an experiment; none where the server is older than MLflow 3. Deleted ones are not answered. */
export async function* readLoggedModels(
  client: MlflowClient,
  experiment: string,
  { onProblem }: SourceObserver,
): AsyncGenerator<MlflowLoggedModel> {
  const ask = (page_token?: string) =>
    client
      .search('logged-models/search', {
        experiment_ids: [experiment],
        max_results: 50,
        ...(page_token ? { page_token } : {}),
      })
      .catch((error): Json => {
        if (error instanceof PedigraphError && error.code === 'NOT_FOUND') return {};
        throw error;
      });
  for await (const page of pagesOf('models', ask)) {
    for (const model of page) {
      const [info, data] = [objectOf(model['info']), objectOf(model['data'])];
      const id = String(info['model_id']);
      const status = STATUSES[String(info['status'])];
      if (status === undefined) {
        onProblem({ kind: 'loggedModel', path: `logged_models/${id}`, reason: `has the status ${info['status']}` });
        continue;
      }
      yield {
        id,
        experimentId: String(info['experiment_id']),
        name: String(info['name']),
        modelType: textOf(info['model_type']),
        runId: textOf(info['source_run_id']),
        status,
        createdAt: momentOf(info['creation_timestamp_ms']),
        deleted: false,
        parameters: pairsOf(data['params']),
        tags: pairsOf(info['tags']),
        metrics: listOf(data['metrics']).flatMap((metric) => {
          const point = pointOf(metric);
          const [name, digest] = [textOf(metric['dataset_name']), textOf(metric['dataset_digest'])];
          const dataset = name !== null && digest !== null ? { name, digest } : null;
          return point ? [{ ...point, runId: textOf(metric['run_id']), dataset }] : [];
        }),
        artifactUri: textOf(info['artifact_uri']),
        place: `logged_models/${id}`,
      };
    }
  }
}
