import type { ClientBase, CustomTypesConfig, QueryArrayConfig } from 'pg';
import { type EntityManager, QueryFailedError } from 'typeorm';
import { preparedStatement } from './prepared.js';
import { type ReadingLanes, readingLanes } from './reading-lanes.js';

/**
 * Runs a prepared statement where the manager stands, in its transaction or outside any, and returns each row as an
 * array of its columns. TypeORM would name every column of every row.
 * @param types how to read what the database sends; @default as the driver does
 * @throws {QueryFailedError} as TypeORM's own queries do.
 */
export async function readArrays(
  manager: EntityManager,
  text: string,
  values: readonly unknown[],
  types?: CustomTypesConfig,
): Promise<unknown[][]> {
  const source = manager.dataSource;
  void source.logger.logQuery(text, values as unknown[]);
  const query: QueryArrayConfig = { ...preparedStatement(text), values: values.map(told), rowMode: 'array', types };
  try {
    // Inside a transaction the manager has its own connection; outside, others may read on the same one.
    const connection: Pick<ClientBase, 'query'> | ReadingLanes =
      manager.queryRunner === undefined ? readingLanes(source) : await manager.queryRunner.connect();
    return (await connection.query(query)).rows;
  } catch (error) {
    throw new QueryFailedError(text, values as unknown[], error as Error);
  }
}

/** A list of texts as PostgreSQL reads it; the driver escapes each of them, which for a hundred ids takes its time. */
function told(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isPlain)) return value;
  return `{"${value.join('","')}"}`;
}

function isPlain(item: unknown): boolean {
  return typeof item === 'string' && !/["\\]/.test(item);
}
