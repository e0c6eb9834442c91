import pg from 'pg';
import type { Subgraph } from '#platform/federation/open-subgraph.js';

/**
 * Runs statements as the role that owns a subgraph's tables, in one transaction, and gives the rows of the last: what
 * the subgraph itself may not do.
 */
export async function asOwner(
  { database: { options } }: Pick<Subgraph, 'database'>,
  ...statements: readonly string[]
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    connectionString: options.migrationUrl ?? options.url,
    options: `-c search_path=${options.schema}`,
  });
  await client.connect();
  try {
    await client.query('BEGIN');
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    await client.query('COMMIT');
    return rows;
  } finally {
    await client.end();
  }
}
