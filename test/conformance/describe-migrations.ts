import pg from 'pg';
import { expect, test } from 'vitest';
import { readConfig } from '#platform/config/read-config.js';
import { migrate, revertAll } from '#platform/database/schema/migrate.js';
import { createTestDatabase } from '../support/test-database.js';
import type { SubgraphSubject } from './describe-subgraph.js';

/** Every migration can be undone. */
export function describeMigrations({ definition }: SubgraphSubject): void {
  test('its migrations can be undone, leave nothing behind, and run again to the same tables', async () => {
    await using database = await createTestDatabase();
    const { name: schema, entities, migrations } = definition;
    const options = { url: database.url, schema, entities, migrations, timeouts: readConfig({}).timeouts };

    expect(await migrate(options)).toBe(migrations.length);
    const first = await contentsOf(database.url, schema);
    expect(first.length).toBeGreaterThan(0);
    expect(await migrate(options), 'migrations that run twice').toBe(0);

    await revertAll(options);
    expect(await contentsOf(database.url, schema)).toEqual([]);

    expect(await migrate(options)).toBe(migrations.length);
    expect(await contentsOf(database.url, schema)).toEqual(first);
  });
}

/** Columns, indexes, constraints, triggers and functions of a schema, a line each; TypeORM's own table is not counted. */
async function contentsOf(databaseUrl: string, schema: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ line: string }>(
      `SELECT line FROM (
         SELECT table_name::text AS of, concat_ws(' ', table_name, column_name, data_type, is_nullable) AS line
           FROM information_schema.columns WHERE table_schema = $1
         UNION ALL SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = $1
         UNION ALL SELECT relname, concat_ws(' ', relname, conname, pg_get_constraintdef(c.oid))
           FROM pg_constraint c JOIN pg_class r ON r.oid = conrelid WHERE r.relnamespace = $1::regnamespace
         UNION ALL SELECT relname, concat_ws(' ', pg_get_triggerdef(t.oid), tgenabled)
           FROM pg_trigger t JOIN pg_class r ON r.oid = tgrelid WHERE r.relnamespace = $1::regnamespace AND NOT tgisinternal
         UNION ALL SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = $1::regnamespace
       ) parts WHERE of <> 'migration' ORDER BY line`,
      [schema],
    );
    return rows.map(({ line }) => line);
  } finally {
    await client.end();
  }
}
