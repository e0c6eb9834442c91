import type { EntityManager, ObjectLiteral } from 'typeorm';
import { readTexts } from './read-texts.js';
import { type RowShape, rowShape } from './row-shape.js';

/**
 * Up to how many bytes a large column comes with its row. PostgreSQL stores a longer value outside of the row (TOAST),
 * and to fetch it from there costs a read of its own.
 */
const INLINE_BYTES = 2_000;

/** A row's table, and columns of it that may be large. */
export interface JoinedTable<Row, Large extends keyof Row & string> {
  readonly entity: new () => Row;
  readonly large: readonly Large[];
}

/** Two rows that belong together. `hasLarge`: whether the other's large columns came along, as short ones do. */
export type Joined<Row, Other, Large extends keyof Other & string> =
  | readonly [row: Row, other: null]
  | readonly [row: Row, other: Omit<Other, Large>, hasLarge: false]
  | readonly [row: Row, other: Other, hasLarge: true];

/**
 * Reads rows and, in the same statement, the one row of another table that belongs to each: null where there is none.
 * @param rest what follows the tables, which are `a` and `b`: `ON b.run_id = a.id WHERE a.id = ANY ($1)`
 */
export async function selectJoined<
  Row extends ObjectLiteral,
  Other extends ObjectLiteral,
  Large extends keyof Other & string,
>(
  manager: EntityManager,
  entity: new () => Row,
  other: JoinedTable<Other, Large>,
  rest: string,
  values: readonly unknown[],
): Promise<Joined<Row, Other, Large>[]> {
  const a = rowShape<Row>(manager.dataSource.getMetadata(entity), ALL_COLUMNS);
  const b = rowShape<Other>(manager.dataSource.getMetadata(other.entity), ALL_COLUMNS);
  const large = other.large.map((property) => b.indexOf(property));
  const text = statementOf(a, b, large, rest);
  const from = a.columns.length;
  return (await readTexts(manager, text, values)).map((both) => {
    const row = a.read(both);
    const beside = both.from(from);
    // The first column of a table is its key, which is never null.
    if (beside.isNull(0)) return [row, null];
    return [row, b.read(beside), large.every((index) => !beside.isNull(index))];
  });
}

const ALL_COLUMNS: readonly string[] = [];

type Columns = Pick<RowShape<never>, 'table' | 'columns'>;

/** By the first table, then by the other and the rest, which are constants of the program. */
const statements = new WeakMap<Columns, Map<string, string>>();

function statementOf(a: Columns, b: Columns, large: readonly number[], rest: string): string {
  const key = `${b.table} ${rest}`;
  const ofTable = statements.get(a) ?? new Map<string, string>();
  statements.set(a, ofTable);
  const known = ofTable.get(key);
  if (known !== undefined) return known;
  const columns = [
    ...a.columns.map((column) => `a.${column}`),
    ...b.columns.map((column, index) => (large.includes(index) ? whereInline(`b.${column}`) : `b.${column}`)),
  ];
  const text = `SELECT ${columns.join(', ')} FROM ${a.table} a LEFT JOIN ${b.table} b ${rest}`;
  ofTable.set(key, text);
  return text;
}

function whereInline(column: string): string {
  return `CASE WHEN pg_column_size(${column}) <= ${INLINE_BYTES} THEN ${column} END`;
}
