import type { Subgraph } from '#platform/federation/open-subgraph.js';
import { asOwner } from './as-owner.js';

/** Changes what is sealed as the owner of the tables can: the triggers of the tables off that the statements name, the statements, and on again. */
export async function rewritePast(subgraph: Subgraph, ...statements: readonly string[]): Promise<void> {
  const { name } = subgraph;
  const all = (await asOwner(
    subgraph,
    `SELECT relname AS table, tgname AS trigger FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
     WHERE relnamespace = '${name}'::regnamespace AND NOT tgisinternal`,
  )) as { table: string; trigger: string }[];
  const triggers = all.filter(({ table }) => statements.some((sql) => sql.includes(`${name}.${table}`)));
  const alter = (what: string) =>
    triggers.map(({ table, trigger }) => `ALTER TABLE ${name}.${table} ${what} TRIGGER ${trigger}`);
  await asOwner(subgraph, ...alter('DISABLE'), ...statements, ...alter('ENABLE ALWAYS'));
}
