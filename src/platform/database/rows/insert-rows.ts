import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
import { sizeOf } from '#platform/turns/size-of.js';
import { stringifyInTurns } from '#platform/turns/stringify-in-turns.js';
import { preparedStatement } from './prepared.js';
import { tableName } from './table-name.js';

/** A statement as the driver takes it. */
export interface InsertStatement {
  readonly name?: string;
  readonly text: string;
  readonly values: unknown[];
}

/** Inserts complete rows in one statement; that of a single row is a prepared one. */
export async function insertRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  const { values, ...statement } = await insertStatement(manager, entity, rows);
  await manager.query((statement.name === undefined ? statement.text : statement) as never, values);
}

/**
 * The statement that inserts complete rows, for those who send it themselves; large JSON is written in turns of the
 * event loop.
 */
export async function insertStatement<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
): Promise<InsertStatement> {
  const metadata = manager.dataSource.getMetadata(entity);
  const { columns } = metadata;
  const names = columns.map((column) => `"${column.databaseName}"`).join(', ');
  const text = `INSERT INTO ${tableName(metadata)} (${names}) VALUES ${placeholders(rows.length, columns.length)}`;
  const values: unknown[] = [];
  for (const row of rows) {
    for (const column of columns) {
      const value = stored(column, row[column.propertyName]);
      values.push(value instanceof Promise ? await value : value);
    }
  }
  return rows.length === 1 ? { ...preparedStatement(text), values } : { text, values };
}

function placeholders(rows: number, columns: number): string {
  const row = (index: number) => Array.from({ length: columns }, (_, column) => `$${index * columns + column + 1}`);
  return Array.from({ length: rows }, (_, index) => `(${row(index).join(', ')})`).join(', ');
}

/** Values that JSON holds which is written in turns. */
const LARGE = 1_000;

/**
 * A property as the driver takes it, or a promise of it: JSON as text, since the driver would make an array of
 * PostgreSQL's of a list.
 */
function stored({ transformer, type }: EntityMetadata['columns'][number], value: unknown): unknown {
  if (transformer !== undefined) return (transformer as { to: (value: unknown) => unknown }).to(value);
  if (type !== 'jsonb' || value === null || value === undefined) return value;
  return sizeOf(value, LARGE) < LARGE ? JSON.stringify(value) : stringifyInTurns(value);
}
