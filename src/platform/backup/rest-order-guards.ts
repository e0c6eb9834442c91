import pg from 'pg';
import { type Ask, tableIn } from './describe-schema.js';

/** How a trigger is switched on, by its mark in `pg_trigger`. */
const ENABLE: Readonly<Record<string, string>> = { O: 'ENABLE', A: 'ENABLE ALWAYS', R: 'ENABLE REPLICA' };

/**
 * Switches off what looks at an INSERT as a whole until the work is done: it guards the order of writes, such as that
 * nothing is logged to a run that has ended, and a restore has another order. What looks at each row goes on. It is all
 * in the transaction of the caller, so nobody else ever sees a table without its guards.
 */
export async function restOrderGuards(ask: Ask, schema: string, work: () => Promise<void>): Promise<void> {
  // In tgtype, 1 is "for each row" and 4 is INSERT.
  const guards = await ask<{ table: string; name: string; state: string }>(
    `SELECT relname AS table, tgname AS name, tgenabled::text AS state FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid
     WHERE relnamespace = to_regnamespace($1) AND NOT tgisinternal AND tgtype & 1 = 0 AND tgtype & 4 = 4 AND tgenabled <> 'D'`,
    [pg.escapeIdentifier(schema)],
  );
  const set = async (how: (state: string) => string) => {
    for (const { table, name, state } of guards) {
      await ask(`ALTER TABLE ${tableIn(schema, table)} ${how(state)} TRIGGER ${pg.escapeIdentifier(name)}`);
    }
  };
  await set(() => 'DISABLE');
  await work();
  await set((state) => ENABLE[state]!);
}
