import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { createDatabaseIfMissing } from '#platform/database/schema/create-database.js';
import { createTestDatabase } from '../support/test-database.js';

test('a missing database is made once, whoever asks at the same time', async () => {
  const name = `Odd "name" ${randomBytes(6).toString('hex')}`;
  try {
    const made = await Promise.all([1, 2, 3, 4].map(() => createDatabaseIfMissing(inject('adminUrl'), name)));
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await createDatabaseIfMissing(inject('adminUrl'), name)).toBe(false);
  } finally {
    await ask(inject('adminUrl'), `DROP DATABASE ${pg.escapeIdentifier(name)}`);
  }
});

test('a server that refuses is not taken for one that has the database', async () => {
  await expect(createDatabaseIfMissing(inject('adminUrl'), 'x\0y')).rejects.toThrow();
});

test('a test database is a copy of its template, and gone afterwards even with a connection open', async () => {
  await using template = await createTestDatabase();
  await ask(template.url, `CREATE TABLE kept AS SELECT 'copied' AS text`);

  const copy = await createTestDatabase({ template: nameOf(template.url) });
  const lingering = new pg.Client({ connectionString: copy.url });
  lingering.on('error', () => {});
  await lingering.connect();
  expect((await lingering.query('TABLE kept')).rows).toEqual([{ text: 'copied' }]);

  await copy[Symbol.asyncDispose]();
  await expect(ask(copy.url, 'SELECT 1')).rejects.toMatchObject({ code: '3D000' });
  await lingering.end().catch(() => {});
});

test('test databases do not see each other', async () => {
  await using one = await createTestDatabase();
  await using other = await createTestDatabase();
  await ask(one.url, 'CREATE TABLE mine ()');

  await expect(ask(other.url, 'TABLE mine')).rejects.toMatchObject({ code: '42P01' });
});

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
