import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { createPace } from '#platform/turns/pace.js';
import { LastMetricRepository } from '../metric/last-metric.repository.js';
import { ParameterRepository } from '../parameter/parameter.repository.js';
import type { RunContext } from '../run/run.context.js';
import type { Run } from '../run/run.entity.js';
import { runAttribute } from '../run-search/run-attributes.js';
import { RunTables } from '../run-search/run-tables.js';
import { currentTags } from '../tag-change/current-tags.js';
import type { RunColumn } from './run-column.js';

/** The values of a run, by the names of the columns. */
type Values = Readonly<Record<string, unknown>>;

/** Gives the value that a run has in a column; undefined or null where it has none. */
type Reader = (run: Run, column: RunColumn) => unknown;

/**
 * The values that runs have in these columns: a statement for each subject among them, however many runs and columns
 * there are.
 */
export async function valuesOfRuns(
  runs: readonly Run[],
  columns: readonly RunColumn[],
  context: RunContext,
): Promise<readonly Values[]> {
  const of = (subject: RunColumn['subject']) => columns.filter((column) => column.subject === subject);
  const [metric, parameter, tag, run] = await Promise.all([
    readMetrics(runs, of('metric'), context),
    readParameters(runs, of('parameter'), context),
    readTags(runs, of('tag'), context),
    readAttributes(runs, of('run'), context),
  ]);
  const readers = { metric, parameter, tag, run } as const satisfies Record<RunColumn['subject'], Reader>;
  const pace = createPace();
  const rows: Values[] = [];
  for (const row of runs) {
    // Not by assignment: a column may be called anything.
    rows.push(Object.fromEntries(columns.map((column) => [column.name, readers[column.subject](row, column) ?? null])));
    const turn = pace.spend(columns.length);
    if (turn !== undefined) await turn;
  }
  return rows;
}

const NOTHING: Reader = () => null;

async function readMetrics(runs: readonly Run[], columns: readonly RunColumn[], { database }: RunContext) {
  if (runs.length === 0 || columns.length === 0) return NOTHING;
  const values = await new LastMetricRepository(database.manager).valuesOf(idsOf(runs), columns);
  return inPlace(values, columns);
}

async function readParameters(
  runs: readonly Run[],
  columns: readonly RunColumn[],
  { database }: RunContext,
): Promise<Reader> {
  if (runs.length === 0 || columns.length === 0) return NOTHING;
  const keys = columns.map(({ key }) => key);
  const values = await new ParameterRepository(database.manager).someOfRuns(idsOf(runs), keys);
  return ({ id }, { key }) => values.get(id)?.get(key);
}

async function readTags(runs: readonly Run[], columns: readonly RunColumn[], { loaders }: RunContext): Promise<Reader> {
  if (columns.length === 0) return NOTHING;
  const changes = await Promise.all(runs.map(({ id }) => loaders.tagChangesAsOf(null).load(id)));
  const tags = new Map(
    runs.map((run, index) => [run.id, new Map(Object.entries(currentTags(run.tags, changes[index]!)))]),
  );
  return ({ id }, { key }) => tags.get(id)?.get(key);
}

/** By the SQL by which runs are found and ordered. */
async function readAttributes(
  runs: readonly Run[],
  columns: readonly RunColumn[],
  { database }: RunContext,
): Promise<Reader> {
  if (runs.length === 0 || columns.length === 0) return NOTHING;
  const tables = new RunTables(new SqlParameters());
  const attributes = columns.map(({ key, name }) => runAttribute(key, name));
  const selected = attributes.map(({ sql, type }) => (type === 'moment' ? isoMoment(sql(tables)) : sql(tables)));
  const rows = await database.manager.query<{ id: string; values: (string | number | null)[] }[]>(
    `SELECT r.id, json_build_array(${selected.join(', ')}) AS values
     FROM ${tables.from} WHERE r.id = ANY (${tables.parameters.add(idsOf(runs))}::uuid[])`,
    [...tables.parameters.values],
  );
  return inPlace(new Map(rows.map(({ id, values }) => [id, values])), columns);
}

/** As `DateTime` writes it. */
function isoMoment(sql: string): string {
  return `to_char((${sql}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Of values that stand in the order of the columns. */
function inPlace(values: ReadonlyMap<string, readonly unknown[]>, columns: readonly RunColumn[]): Reader {
  const places = new Map(columns.map((column, place) => [column, place]));
  return ({ id }, column) => values.get(id)?.[places.get(column)!];
}

function idsOf(runs: readonly Run[]): string[] {
  return runs.map(({ id }) => id);
}
