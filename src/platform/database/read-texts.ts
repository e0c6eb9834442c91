import { type EntityManager, QueryFailedError } from 'typeorm';
import type { CancellableClient } from './cancellable-client.js';
import type { DataRow } from './data-row.js';
import { preparedStatement } from './prepared.js';
import { readOutside } from './read-outside.js';
import { TextQuery } from './text-query.js';

/**
 * Runs a prepared statement where the manager stands, in its transaction or outside any, and returns each row as the
 * texts of its columns. TypeORM would name every column of every row, and the driver parse all of them.
 * @param text a constant of the program that names its tables with their schema
 * @throws {QueryFailedError} as TypeORM's own queries do.
 */
export async function readTexts(manager: EntityManager, text: string, values: readonly unknown[]): Promise<DataRow[]> {
  const source = manager.dataSource;
  void source.logger.logQuery(text, values as unknown[]);
  const query = new TextQuery(preparedStatement(text), values.map(told));
  try {
    // Inside a transaction the manager has its own connection; outside, others may read on the same one.
    if (manager.queryRunner === undefined) return await readOutside(source, query);
    const connection: CancellableClient = await manager.queryRunner.connect();
    return await connection.read(query);
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
