import type { SourceObserver } from '#integrations/importing/problem.js';
import { groupedBy } from '../source/grouped-by.js';
import type { MlflowExperiment } from '../source/mlflow-entities.js';
import { filledText, momentOf, textOf } from './row-values.js';
import type { SqlRow } from './sql-connection.js';
import type { SqlTables } from './sql-tables.js';

const COLUMNS = [
  ...['experiment_id', 'name', 'artifact_location', 'lifecycle_stage', 'creation_time', 'workspace'],
] as const;

/** What a workspace is called that MLflow puts everything into where nobody made another. */
const DEFAULT_WORKSPACE = 'default';

/** Every experiment with its tags. */
export async function* readExperiments(
  tables: SqlTables,
  { onRemark }: SourceObserver,
): AsyncGenerator<MlflowExperiment> {
  const traces = tables.has('trace_info') ? await tables.count('trace_info') : 0;
  if (traces > 0) onRemark('trace_info', `${traces} traces are not imported`);
  for await (const page of tables.pages({ table: 'experiments', columns: COLUMNS, key: ['experiment_id'] })) {
    const tags = groupedBy(
      await tables.readAmong(
        'experiment_id',
        page.map((row) => Number(row['experiment_id'])),
        { table: 'experiment_tags', columns: ['experiment_id', 'key', 'value'], texts: ['value'] },
      ),
      (row) => String(row['experiment_id']),
    );
    for (const row of page) yield experimentOf(row, tags.get(String(row['experiment_id'])) ?? []);
  }
}

function experimentOf(row: SqlRow, tags: readonly SqlRow[]): MlflowExperiment {
  const id = String(row['experiment_id']);
  return {
    id,
    name: textOf(row['name']) ?? `experiment ${id}`,
    workspace: workspaceOf(row),
    createdAt: momentOf(row['creation_time']),
    deleted: row['lifecycle_stage'] === 'deleted',
    tags: pairsOf(tags),
    artifactLocation: filledText(row['artifact_location']),
    beside: [],
    place: `experiments/${id}`,
  };
}

/** The workspace of a row; null for the default one. */
export function workspaceOf(row: SqlRow): string | null {
  const workspace = filledText(row['workspace']);
  return workspace === DEFAULT_WORKSPACE ? null : workspace;
}

/** Keys and texts, by `key` and `value`; an empty text where the value is null. */
export function pairsOf(rows: readonly SqlRow[]): Map<string, string> {
  return new Map(rows.map((row) => [String(row['key']), textOf(row['value']) ?? '']));
}
