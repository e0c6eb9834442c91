import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A database of one test's own; dropped when disposed, whoever is still connected. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

export interface TestDatabaseOptions {
  /** The database to copy, which nobody may be connected to. @default template1, PostgreSQL's own */
  readonly template?: string | undefined;
}

/** `await using database = await createTestDatabase()`: empty, or a copy of the template. */
export async function createTestDatabase({ template }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const source = pg.escapeIdentifier(template ?? 'template1');
  await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY file_copy`);
  const url = new URL(inject('adminUrl'));
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('adminUrl') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
