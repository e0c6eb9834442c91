import type { SourceObserver } from '#integrations/importing/problem.js';
import { groupedBy } from '../source/grouped-by.js';
import { LOGGED_MODEL_STATUSES, type LoggedModelMetric, type MlflowLoggedModel } from '../source/mlflow-entities.js';
import { filledText, momentOf, textOf, wholeOf } from './row-values.js';
import type { SqlRow } from './sql-connection.js';
import type { SqlTables } from './sql-tables.js';

const COLUMNS = [
  ...['model_id', 'experiment_id', 'name', 'artifact_location', 'creation_timestamp_ms', 'status', 'lifecycle_stage'],
  ...['model_type', 'source_run_id'],
];

/** Every logged model with its parameters, tags and metrics. */
export async function* readLoggedModels(
  tables: SqlTables,
  { onProblem }: SourceObserver,
): AsyncGenerator<MlflowLoggedModel> {
  for await (const page of tables.pages({ table: 'logged_models', columns: COLUMNS, key: ['model_id'] })) {
    const ids = page.map((row) => String(row['model_id']));
    const of = async (table: string, columns: string[]) =>
      groupedBy(await tables.readAmong('model_id', ids, { table, columns: ['model_id', ...columns] }), (row) =>
        String(row['model_id']),
      );
    const parameters = await of('logged_model_params', ['param_key', 'param_value']);
    const tags = await of('logged_model_tags', ['tag_key', 'tag_value']);
    const metrics = await of('logged_model_metrics', [
      ...['metric_name', 'metric_timestamp_ms', 'metric_step', 'metric_value', 'run_id', 'dataset_name'],
      'dataset_digest',
    ]);
    for (const row of page) {
      const id = String(row['model_id']);
      const status = LOGGED_MODEL_STATUSES[Number(row['status']) - 1];
      if (status === undefined) {
        const reason = `has the status ${textOf(row['status'])}: expected 1 to 3`;
        onProblem({ kind: 'loggedModel', path: `logged_models/${id}`, reason });
        continue;
      }
      yield {
        id,
        experimentId: String(row['experiment_id']),
        name: String(row['name']),
        modelType: filledText(row['model_type']),
        runId: filledText(row['source_run_id']),
        status,
        createdAt: momentOf(row['creation_timestamp_ms']),
        deleted: row['lifecycle_stage'] === 'deleted',
        parameters: new Map(
          (parameters.get(id) ?? []).map((each) => [String(each['param_key']), textOf(each['param_value']) ?? '']),
        ),
        tags: new Map((tags.get(id) ?? []).map((each) => [String(each['tag_key']), textOf(each['tag_value']) ?? ''])),
        metrics: (metrics.get(id) ?? []).map(metricOf),
        artifactUri: filledText(row['artifact_location']),
        place: `logged_models/${id}`,
      };
    }
  }
}

function metricOf(row: SqlRow): LoggedModelMetric {
  const [name, digest] = [filledText(row['dataset_name']), filledText(row['dataset_digest'])];
  return {
    key: String(row['metric_name']),
    value: row['metric_value'] === null ? Number.NaN : Number(row['metric_value']),
    step: wholeOf(row['metric_step']) ?? 0,
    timestamp: momentOf(row['metric_timestamp_ms']) ?? 0,
    runId: filledText(row['run_id']),
    dataset: name !== null && digest !== null ? { name, digest } : null,
  };
}
