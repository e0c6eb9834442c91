import { type EntityManager, QueryFailedError } from 'typeorm';
import { readOutside } from '../driver/read-outside.js';
import type { RequestClient } from '../driver/request-client.js';
import type { TextRow } from '../driver/text-row.js';
import { preparedStatement } from './prepared.js';

/**
 * Runs a prepared statement where the manager stands, in its transaction or outside any, and returns each row as the
 * texts of its columns. TypeORM would name every column of every row, and the driver parse all of them. Which read to
 * use: ARCHITECTURE.md, "Which read".
 * @param text a constant of the program that names its tables with their schema
 * @throws {QueryFailedError} as TypeORM's own queries do.
 */
export async function readTexts(manager: EntityManager, text: string, values: readonly unknown[]): Promise<TextRow[]> {
  const source = manager.dataSource;
  void source.logger.logQuery(text, values as unknown[]);
  const statement = preparedStatement(text);
  const parameters = values.map(asText);
  try {
    // Inside a transaction the manager has its own connection; outside, others may read on the same one.
    if (manager.queryRunner === undefined) return await readOutside(source, statement, parameters);
    const connection: RequestClient = await manager.queryRunner.connect();
    return await connection.read(statement, parameters);
  } catch (error) {
    throw new QueryFailedError(text, values as unknown[], error as Error);
  }
}

/** A list of texts as PostgreSQL reads it; the driver escapes each of them, which for a hundred ids takes its time. */
function asText(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isPlain)) return value;
  return `{"${value.join('","')}"}`;
}

function isPlain(item: unknown): boolean {
  return typeof item === 'string' && !/["\\]/.test(item);
}
