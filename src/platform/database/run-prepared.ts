import { createHash } from 'node:crypto';
import type { ClientBase, Pool, QueryArrayConfig } from 'pg';
import { type EntityManager, QueryFailedError } from 'typeorm';

/** A statement that a connection parses and plans once. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/** Names a statement after its text, so that no two share a name. */
export function prepared(text: string): PreparedStatement {
  return { name: createHash('sha1').update(text).digest('base64url'), text };
}

/**
 * Runs a prepared statement where the manager stands, in its transaction or outside any, and returns the rows as
 * arrays of columns. TypeORM neither prepares statements nor leaves rows as they come.
 * @throws {QueryFailedError} as TypeORM's own queries do.
 */
export async function runPrepared(
  manager: EntityManager,
  statement: PreparedStatement,
  values: readonly unknown[],
): Promise<unknown[][]> {
  const source = manager.connection;
  void source.logger.logQuery(statement.text, values as unknown[]);
  const query: QueryArrayConfig = { ...statement, values: values as unknown[], rowMode: 'array' };
  try {
    // Inside a transaction the manager has its own connection; outside, any of the pool will do.
    const connection: ClientBase | Pool =
      manager.queryRunner === undefined
        ? (source.driver as unknown as { readonly master: Pool }).master
        : await manager.queryRunner.connect();
    return (await connection.query(query)).rows;
  } catch (error) {
    throw new QueryFailedError(statement.text, values as unknown[], error as Error);
  }
}
