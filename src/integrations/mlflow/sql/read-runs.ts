import type { SourceObserver } from '#integrations/importing/problem.js';
import { groupedBy } from '../source/grouped-by.js';
import {
  isRunStatus,
  type MlflowDatasetInput,
  type MlflowRun,
  type MlflowRunStatus,
  unknownStatus,
} from '../source/mlflow-run.js';
import type { RunSelection } from '../source/mlflow-source.js';
import { pairsOf } from './read-experiments.js';
import { pointOf } from './read-points.js';
import { filledText, momentOf, textOf, wholeOf } from './row-values.js';
import type { SqlRow, SqlValue } from './sql-connection.js';
import type { SqlTables } from './sql-tables.js';

const COLUMNS = [
  ...['run_uuid', 'experiment_id', 'name', 'user_id', 'status', 'start_time', 'end_time', 'lifecycle_stage'],
  ...['artifact_uri', 'source_version'],
];

/** Every run with its parameters, tags, inputs and outputs: a statement a page and kind. */
export async function* readRuns(
  tables: SqlTables,
  observer: SourceObserver,
  { changedSince }: RunSelection,
): AsyncGenerator<MlflowRun[]> {
  const changed = changedSince === undefined ? {} : whereChanged(tables, changedSince);
  for await (const page of tables.pages({ table: 'runs', columns: COLUMNS, key: ['run_uuid'], ...changed })) {
    yield await complete(page, tables, observer);
  }
}

/** One run; null where it is not there or not readable. */
export async function readRun(tables: SqlTables, observer: SourceObserver, id: string): Promise<MlflowRun | null> {
  const rows = await tables.read({ table: 'runs', columns: COLUMNS, where: '"run_uuid" = ?', values: [id] });
  return (await complete(rows, tables, observer))[0] ?? null;
}

/** What tells by its time that a run changed; tags have none. */
function whereChanged(tables: SqlTables, since: number): { where: string; values: SqlValue[] } {
  const times = ['start_time', 'end_time', 'deleted_time'].filter((column) => tables.has('runs', column));
  const conditions = [
    `"status" IN ('RUNNING', 'SCHEDULED')`,
    ...times.map((column) => `"${column}" >= ?`),
    'EXISTS (SELECT 1 FROM "metrics" m WHERE m."run_uuid" = "runs"."run_uuid" AND m."timestamp" >= ?)',
  ];
  return { where: conditions.join(' OR '), values: [...times, 'timestamp'].map(() => since) };
}

async function complete(page: readonly SqlRow[], tables: SqlTables, observer: SourceObserver): Promise<MlflowRun[]> {
  const runs = page.filter((row) => {
    const isKnown = isRunStatus(String(row['status']));
    const reason = unknownStatus(textOf(row['status']));
    if (!isKnown) observer.onProblem({ kind: 'run', path: placeOf(String(row['run_uuid'])), reason });
    return isKnown;
  });
  if (runs.length === 0) return [];
  const ids = runs.map((row) => String(row['run_uuid']));
  const ofRuns = async (table: string, columns: string[], column = 'run_uuid', where?: string) =>
    groupedBy(
      await tables.readAmong(column, ids, {
        table,
        columns: [column, ...columns],
        texts: table === 'params' || table === 'tags' ? ['value'] : [],
        where,
      }),
      (row) => String(row[column]),
    );
  const last = await ofRuns('latest_metrics', ['key', 'timestamp', 'step', 'value', 'is_nan']);
  const link = ['destination_id', 'source_id', 'input_uuid', 'step'];
  const parameters = await ofRuns('params', ['key', 'value']);
  const tags = await ofRuns('tags', ['key', 'value']);
  const datasetLinks = await ofRuns('inputs', link, 'destination_id', `"source_type" = 'DATASET'`);
  const modelLinks = await ofRuns('inputs', [...link, 'destination_type'], 'source_id', `"source_type" <> 'DATASET'`);
  const datasets = await readDatasets([...datasetLinks.values()].flat(), tables, observer);
  return runs.map((row): MlflowRun => {
    const id = String(row['run_uuid']);
    const models = modelLinks.get(id) ?? [];
    return {
      id,
      experimentId: String(row['experiment_id']),
      name: filledText(row['name']),
      status: String(row['status']) as MlflowRunStatus,
      startTime: momentOf(row['start_time']),
      endTime: momentOf(row['end_time']),
      deleted: row['lifecycle_stage'] === 'deleted',
      userId: filledText(row['user_id']),
      parameters: pairsOf(parameters.get(id) ?? []),
      tags: pairsOf(tags.get(id) ?? []),
      datasets: (datasetLinks.get(id) ?? []).flatMap((each) => datasets.get(String(each['input_uuid'])) ?? []),
      modelInputs: models
        .filter((each) => each['destination_type'] === 'MODEL_INPUT')
        .map((each) => String(each['destination_id'])),
      modelOutputs: models
        .filter((each) => each['destination_type'] === 'MODEL_OUTPUT')
        .map((each) => ({ id: String(each['destination_id']), step: wholeOf(each['step']) ?? 0 })),
      lastPoints: tables.has('latest_metrics') ? (last.get(id) ?? []).flatMap((each) => pointOf(each) ?? []) : null,
      artifactUri: filledText(row['artifact_uri']),
      sourceVersion: filledText(row['source_version']),
      place: placeOf(id),
    };
  });
}

/** The data sets that were read, by the id of their use. */
async function readDatasets(
  links: readonly SqlRow[],
  tables: SqlTables,
  { onProblem }: SourceObserver,
): Promise<Map<string, MlflowDatasetInput>> {
  const inputs = new Map<string, MlflowDatasetInput>();
  if (links.length === 0) return inputs;
  const ids = [...new Set(links.map((row) => String(row['source_id'])))];
  const rows = await tables.readAmong('dataset_uuid', ids, {
    table: 'datasets',
    columns: [
      ...['dataset_uuid', 'name', 'digest', 'dataset_source_type', 'dataset_source', 'dataset_schema'],
      'dataset_profile',
    ],
  });
  const byId = new Map(rows.map((row) => [String(row['dataset_uuid']), row]));
  const uses = links.map((row) => String(row['input_uuid']));
  const tags = groupedBy(
    await tables.readAmong('input_uuid', uses, {
      table: 'input_tags',
      columns: ['input_uuid', 'name', 'value'],
    }),
    (row) => String(row['input_uuid']),
  );
  for (const link of links) {
    const [use, id] = [String(link['input_uuid']), String(link['source_id'])];
    const row = byId.get(id);
    if (row === undefined) {
      const path = `${placeOf(String(link['destination_id']))}/inputs/${id}`;
      onProblem({ kind: 'input', path, reason: 'names a data set that is not there' });
      continue;
    }
    inputs.set(use, {
      name: String(row['name']),
      digest: String(row['digest']),
      sourceType: filledText(row['dataset_source_type']),
      source: filledText(row['dataset_source']),
      schema: filledText(row['dataset_schema']),
      profile: filledText(row['dataset_profile']),
      tags: new Map((tags.get(use) ?? []).map((tag) => [String(tag['name']), textOf(tag['value']) ?? ''])),
    });
  }
  return inputs;
}

/** A run as a report names it. */
function placeOf(id: string): string {
  return `runs/${id}`;
}
