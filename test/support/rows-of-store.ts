import pg from 'pg';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';

/** Every row of every table of a store as JSON, by table, in no order that means anything; that of migrations left out. */
export async function rowsOfStore(databaseUrl: string): Promise<Record<string, string[]>> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c TimeZone=UTC' });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname = ANY ($1) AND tablename <> 'migration' ORDER BY 1`,
      [SUBGRAPHS.map(({ definition }) => definition.name)],
    );
    const found: Record<string, string[]> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t ORDER BY 1`);
      found[name] = rows.map(({ row }) => row);
    }
    return found;
  } finally {
    await client.end();
  }
}
