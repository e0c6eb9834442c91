import type { EntityManager } from 'typeorm';

const names = new Map<string, string>();

/**
 * Runs a statement that each connection parses and plans once, under a name. For texts that are constants of the
 * program only: every text is kept for ever, here and in PostgreSQL.
 */
export function prepared<Row>(manager: EntityManager, text: string, values: readonly unknown[]): Promise<Row[]> {
  return manager.query(preparedStatement(text) as never, values as unknown[]);
}

/** The same statement as the driver takes it, which TypeORM's `query` hands on as it is. */
export function preparedStatement(text: string): { readonly name: string; readonly text: string } {
  let name = names.get(text);
  if (name === undefined) {
    name = `pedigraph_${names.size + 1}`;
    names.set(text, name);
  }
  return { name, text };
}
