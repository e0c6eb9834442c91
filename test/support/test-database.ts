import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { asAdmin, databaseAt } from './admin.js';

/** A database of one test's own; dropped when disposed, whoever is still connected. */
export interface TestDatabase extends AsyncDisposable {
  /** As the owner, who may do everything. */
  readonly url: string;
  /** As the role that serves, to which migrations grant what serving takes. */
  readonly servingUrl: string;
}

/** The same database as the role that serves. */
export function asServing(databaseUrl: string): string {
  const { name, password } = inject('servingRole');
  return Object.assign(new URL(databaseUrl), { username: name, password }).href;
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
  const url = databaseAt(adminUrl, name);
  await asAdmin(
    adminUrl,
    `CREATE DATABASE ${name} TEMPLATE ${source} STRATEGY file_copy`,
    // As docs/security.md has it: PostgreSQL lets everybody make temporary tables.
    `REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC`,
  );
  return {
    url,
    servingUrl: asServing(url),
    [Symbol.asyncDispose]: () => asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
