import type { EntityManager, EntityMetadata, EntityTarget, ObjectLiteral } from 'typeorm';
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
  const { values, ...statement } = insertStatement(manager, entity, rows);
  await manager.query((statement.name === undefined ? statement.text : statement) as never, values);
}

/** The statement that inserts complete rows, for those who send it themselves. */
export function insertStatement<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
): InsertStatement {
  const metadata = manager.dataSource.getMetadata(entity);
  const { columns } = metadata;
  const names = columns.map((column) => `"${column.databaseName}"`).join(', ');
  const text = `INSERT INTO ${tableName(metadata)} (${names}) VALUES ${placeholders(rows.length, columns.length)}`;
  const values = rows.flatMap((row) => columns.map((column) => stored(column, row[column.propertyName])));
  return rows.length === 1 ? { ...preparedStatement(text), values } : { text, values };
}

function placeholders(rows: number, columns: number): string {
  const row = (index: number) => Array.from({ length: columns }, (_, column) => `$${index * columns + column + 1}`);
  return Array.from({ length: rows }, (_, index) => `(${row(index).join(', ')})`).join(', ');
}

/** A property as the driver takes it: JSON as text, since the driver would make an array of PostgreSQL's of a list. */
function stored({ transformer, type }: EntityMetadata['columns'][number], value: unknown): unknown {
  if (transformer !== undefined) return (transformer as { to: (value: unknown) => unknown }).to(value);
  return type === 'jsonb' && value !== null && value !== undefined ? JSON.stringify(value) : value;
}
