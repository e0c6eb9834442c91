import type { Subgraph } from '#platform/federation/open-subgraph.js';

/** Changes what is sealed as the owner of the tables can: the triggers of the tables off that the statements name, the statements, and on again. */
export async function rewritePast({ name, database }: Subgraph, ...statements: readonly string[]): Promise<void> {
  const { manager } = database;
  const all = await manager.query<{ table: string; trigger: string }[]>(
    `SELECT relname AS table, tgname AS trigger FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
     WHERE relnamespace = $1::regnamespace AND NOT tgisinternal`,
    [name],
  );
  const triggers = all.filter(({ table }) => statements.some((sql) => sql.includes(`${name}.${table}`)));
  const alter = (what: string) =>
    triggers.map(({ table, trigger }) => `ALTER TABLE ${name}.${table} ${what} TRIGGER ${trigger}`);
  await manager.transaction(async (transaction) => {
    for (const statement of [...alter('DISABLE'), ...statements, ...alter('ENABLE ALWAYS')])
      await transaction.query(statement);
  });
}
