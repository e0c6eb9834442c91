import type { MetricPoint } from '#integrations/importing/metric-point.js';
import type { SourceObserver } from '#integrations/importing/problem.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import type { RunWithPoints } from '../source/mlflow-source.js';
import { isTrue, momentOf, wholeOf } from './row-values.js';
import type { SqlRow } from './sql-connection.js';
import type { SqlTables } from './sql-tables.js';

/** So many points are held at once, whatever a run has. */
const MOST_TOGETHER = 50_000;

const COLUMNS = ['run_uuid', 'key', 'timestamp', 'step', 'value', 'is_nan'];

/**
 * The points of one run, in pages, by key.
 * @param keys of these metrics alone
 */
export async function* readPoints(
  tables: SqlTables,
  observer: SourceObserver,
  { id }: Pick<MlflowRun, 'id'>,
  keys?: ReadonlySet<string>,
): AsyncGenerator<MetricPoint> {
  const points = { table: 'metrics', columns: COLUMNS, key: ['key', 'step', 'timestamp', 'value', 'is_nan'] };
  const ofRun = { ...points, where: '"run_uuid" = ?', values: [id] };
  const reads =
    keys === undefined
      ? [ofRun]
      : [...keys].map((key) => ({ ...ofRun, where: '"run_uuid" = ? AND "key" = ?', values: [id, key] }));
  for (const read of reads) {
    for await (const page of tables.pages(read)) {
      for (const row of page) yield* reported(row, observer);
    }
  }
}

/**
 * Runs with their points, in their order: those of as many as have few enough in all by one statement; null for one that
 * has more alone.
 */
export async function* readRunsWithPoints(
  tables: SqlTables,
  observer: SourceObserver,
  runs: readonly MlflowRun[],
): AsyncGenerator<RunWithPoints> {
  const counts = await countPoints(tables, runs);
  for (let at = 0; at < runs.length; ) {
    const together: MlflowRun[] = [];
    let total = 0;
    for (const run of runs.slice(at)) {
      total += counts.get(run.id) ?? 0;
      if (total > MOST_TOGETHER) break;
      together.push(run);
    }
    const points = await pointsOf(tables, observer, together, counts);
    for (const run of together) yield { run, points: points.get(run.id) ?? [] };
    at += together.length;
    const next = runs[at];
    if (together.length === 0 && next !== undefined) {
      yield { run: next, points: null };
      at++;
    }
  }
}

async function countPoints(
  { connection }: SqlTables,
  runs: readonly MlflowRun[],
): Promise<ReadonlyMap<string, number>> {
  if (runs.length === 0) return new Map();
  const places = runs.map(() => '?').join(', ');
  const rows = await connection.rows(
    `SELECT "run_uuid", count(*) AS "count" FROM "metrics" WHERE "run_uuid" IN (${places}) GROUP BY "run_uuid"`,
    runs.map(({ id }) => id),
  );
  return new Map(rows.map((row) => [String(row['run_uuid']), Number(row['count'])]));
}

async function pointsOf(
  tables: SqlTables,
  observer: SourceObserver,
  runs: readonly MlflowRun[],
  counts: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, readonly MetricPoint[]>> {
  const points = new Map<string, MetricPoint[]>();
  const ids = runs.map(({ id }) => id).filter((id) => counts.has(id));
  const read = { table: 'metrics', columns: COLUMNS, orderBy: ['run_uuid', 'key', 'step', 'timestamp'] };
  for (const row of await tables.readAmong('run_uuid', ids, read)) {
    const id = String(row['run_uuid']);
    const known = points.get(id) ?? [];
    known.push(...reported(row, observer));
    points.set(id, known);
  }
  return points;
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
