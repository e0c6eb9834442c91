import type { MlflowExperiment } from '../source/mlflow-entities.js';
import { momentOf, pagesOf, pairsOf, textOf } from './answer-values.js';
import type { MlflowClient } from './mlflow-client.js';

/** Every experiment, deleted ones too. */
export async function* readExperiments(client: MlflowClient): AsyncGenerator<MlflowExperiment> {
  const ask = (page_token?: string) =>
    client.search('experiments/search', { max_results: 1000, view_type: 'ALL', ...(page_token ? { page_token } : {}) });
  for await (const page of pagesOf('experiments', ask)) {
    for (const experiment of page) {
      const id = String(experiment['experiment_id']);
      yield {
        id,
        name: textOf(experiment['name']) ?? `experiment ${id}`,
        // A server answers of one workspace alone.
        workspace: null,
        createdAt: momentOf(experiment['creation_time']),
        deleted: experiment['lifecycle_stage'] === 'deleted',
        tags: pairsOf(experiment['tags']),
        artifactLocation: textOf(experiment['artifact_location']),
        beside: [],
        place: `experiments/${id}`,
      };
    }
  }
}
