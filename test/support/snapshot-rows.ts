import type { Subgraph } from '#platform/federation/open-subgraph.js';

/** How many rows each table of a subgraph has, its ledger among them: compare two, and see whether anything was written. */
export async function snapshotRows({ name, database }: Subgraph): Promise<Readonly<Record<string, number>>> {
  const tables = await database.manager.query<{ table: string }[]>(
    'SELECT table_name AS table FROM information_schema.tables WHERE table_schema = $1 ORDER BY table_name',
    [name],
  );
  const counts: Record<string, number> = {};
  for (const { table } of tables) {
    const [row] = await database.manager.query<[{ count: number }]>(`SELECT count(*)::int AS count FROM ${table}`);
    counts[table] = row.count;
  }
  return counts;
}
