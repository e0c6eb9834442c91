import type { Subgraph } from '../../src/platform/federation/open-subgraph.js';

/** Changes what is sealed as the owner of the tables can: every trigger off, the statements, every trigger on again. */
export async function rewritePast({ name, database }: Subgraph, ...statements: readonly string[]): Promise<void> {
  const { manager } = database;
  const tables = await manager.query<{ table: string }[]>(
    'SELECT table_name AS table FROM information_schema.tables WHERE table_schema = $1',
    [name],
  );
  const all = (what: string) => tables.map(({ table }) => `ALTER TABLE ${name}.${table} ${what} TRIGGER USER`);
  await manager.transaction(async (transaction) => {
    for (const statement of [...all('DISABLE'), ...statements, ...all('ENABLE')]) await transaction.query(statement);
  });
}
