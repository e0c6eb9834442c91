import type { MetricPoint, MlflowRun } from '../source/mlflow-run.js';
import type { SourceObserver } from '../source/problem.js';
import { isTrue, momentOf, wholeOf } from './row-values.js';
import type { SqlRow } from './sql-connection.js';
import { isOneOf, type SqlTables } from './sql-tables.js';

/** So many points are held at once, whatever a run has. */
const MOST_TOGETHER = 50_000;

const COLUMNS = ['run_uuid', 'key', 'timestamp', 'step', 'value', 'is_nan'];

/** The points of one run, in pages. */
export async function* readPoints(
  tables: SqlTables,
  observer: SourceObserver,
  { id }: Pick<MlflowRun, 'id'>,
): AsyncGenerator<MetricPoint> {
  const key = ['key', 'step', 'timestamp', 'value', 'is_nan'];
  const points = { table: 'metrics', columns: COLUMNS, where: '"run_uuid" = ?', values: [id], key };
  for await (const page of tables.pages(points)) {
    for (const row of page) yield* reported(row, observer);
  }
}

/** The points of the first of these runs that have so many in all, by one statement. */
export async function readPointsTogether(
  tables: SqlTables,
  observer: SourceObserver,
  runs: readonly Pick<MlflowRun, 'id'>[],
): Promise<Map<string, MetricPoint[]>> {
  const together = new Map<string, MetricPoint[]>();
  if (runs.length === 0) return together;
  const ids = runs.map(({ id }) => id);
  const counted = await tables.connection.rows(
    `SELECT "run_uuid", count(*) AS "count" FROM "metrics" WHERE ${isOneOf('run_uuid', ids)} GROUP BY "run_uuid"`,
    ids,
  );
  const counts = new Map(counted.map((row) => [String(row['run_uuid']), Number(row['count'])]));
  let total = 0;
  for (const id of ids) {
    total += counts.get(id) ?? 0;
    if (total <= MOST_TOGETHER) together.set(id, []);
  }
  const wanted = [...together.keys()].filter((id) => counts.has(id));
  if (wanted.length === 0) return together;
  const read = { table: 'metrics', columns: COLUMNS, where: isOneOf('run_uuid', wanted), values: wanted };
  for (const row of await tables.read({ ...read, orderBy: ['run_uuid', 'key', 'step', 'timestamp'] })) {
    together.get(String(row['run_uuid']))?.push(...reported(row, observer));
  }
  return together;
}

/**
 * A point as it is stored; null for one whose step or time no client can read. MLflow stores NaN as 0 with a mark, and what
 * is infinite as the largest number there is, which it then also answers.
 */
export function pointOf(row: SqlRow): MetricPoint | null {
  const [step, timestamp] = [wholeOf(row['step'] ?? 0), momentOf(row['timestamp'])];
  if (step === null || timestamp === null) return null;
  const value = isTrue(row['is_nan']) ? Number.NaN : Number(row['value']);
  return { key: String(row['key']), value, step, timestamp };
}

function reported(row: SqlRow, { onProblem }: SourceObserver): MetricPoint[] {
  const point = pointOf(row);
  if (point !== null) return [point];
  const reason = `has a point that no client can read: step ${row['step']}, timestamp ${row['timestamp']}`;
  onProblem({ kind: 'metric', path: `runs/${row['run_uuid']}/metrics/${row['key']}`, reason });
  return [];
}
