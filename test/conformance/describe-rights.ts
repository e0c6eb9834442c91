import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { privilegesOn, TABLE_PRIVILEGES } from '#platform/database/rights/table-use.js';
import { createTestDatabase } from '../support/test-database.js';
import type { SubgraphSubject } from './describe-subgraph.js';

/** What the role that serves may do with the tables of a migrated schema is what the subgraph declares, and no more. */
export function describeRights({ definition: { name: schema, tables } }: SubgraphSubject): void {
  test('every table is declared, and the role that serves may do with it what its declaration says alone', async () => {
    const present = await asked<{ table: string; may: string[] }>(
      `SELECT relname AS table, ARRAY(SELECT p FROM unnest($2::text[]) p WHERE has_table_privilege($3, c.oid, p)) AS may
       FROM pg_class c WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p') ORDER BY 1`,
      [schema, TABLE_PRIVILEGES, inject('servingRole').name],
    );
    const declared = present.map(({ table }) => ({ table, may: privilegesOn(table, tables) }));
    // A table that is missing here is missing in subgraphs/<name>/tables.ts.
    expect(present.map(({ table }) => table)).toEqual([...Object.keys(tables), 'migration'].sort());
    expect(present).toEqual(declared);
  });

  test('what its triggers seal is what is declared sealed', async () => {
    const sealed = await asked<{ table: string }>(
      `SELECT DISTINCT relname AS table FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
       WHERE tgname = 'sealed_rows' AND relnamespace = $1::regnamespace ORDER BY 1`,
      [schema],
    );
    const declared = Object.keys(tables).filter((table) => tables[table] === 'sealed');
    expect(sealed.map(({ table }) => table)).toEqual(declared.sort());
  });

  test('its functions look up tables in its schema alone, whatever the session’s search path', async () => {
    const functions = await asked<{ config: string[] | null }>(
      'SELECT proconfig AS config FROM pg_proc WHERE pronamespace = $1::regnamespace',
      [schema],
    );
    const paths = functions.map(({ config }) => config?.find((setting) => setting.startsWith('search_path=')));
    expect(new Set(paths)).toEqual(new Set(functions.map(() => `search_path=${schema}, pg_temp`)));
  });
}

/** Of a database in which every subgraph is migrated, as its owner. */
async function asked<Row extends object>(sql: string, values: readonly unknown[]): Promise<Row[]> {
  await using database = await createTestDatabase({ template: inject('migratedTemplate') });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
