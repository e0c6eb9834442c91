import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { asAdmin, databaseAt } from './admin.js';

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
  const adminUrl = inject('adminUrl');
  await asAdmin(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY file_copy`);
  return {
    url: databaseAt(adminUrl, name),
    [Symbol.asyncDispose]: () => asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
