import type { EntityManager } from 'typeorm';

/** A statement that a connection prepares once, under its name. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

const statements = new Map<string, PreparedStatement>();

/**
 * Runs a statement that each connection parses and plans once, under a name. For texts that are constants of the
 * program only: no text is ever evicted, here or on the connections.
 */
export function prepared<Row>(manager: EntityManager, text: string, values: readonly unknown[]): Promise<Row[]> {
  return manager.query(preparedStatement(text) as never, values as unknown[]);
}

/** The same statement as the driver takes it, which TypeORM's `query` hands on as it is. */
export function preparedStatement(text: string): PreparedStatement {
  let statement = statements.get(text);
  if (statement === undefined) {
    statement = { name: `pedigraph_${statements.size + 1}`, text };
    statements.set(text, statement);
  }
  return statement;
}
