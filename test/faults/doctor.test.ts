import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { checkDataFolder } from '#process/doctor/check-data-folder.js';
import { checkDatabase, type ReadRows } from '#process/doctor/check-database.js';
import { checkProcess } from '#process/doctor/check-process.js';
import { checkSubgraphs } from '#process/doctor/check-subgraphs.js';
import { diagnose } from '#process/doctor/diagnose.js';
import type { Finding } from '#process/doctor/finding.js';
import { asAdmin } from '../support/admin.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** What was found amiss, by what was looked at. */
const amiss = (findings: readonly Finding[]) =>
  Object.fromEntries(findings.filter(({ status }) => status !== 'ok').map(({ check, status }) => [check, status]));

/** Each finding amiss says what to do. */
function expectAdvice(findings: readonly Finding[]): void {
  for (const { status, advice } of findings) expect(advice === undefined).toBe(status === 'ok');
}

async function emptyFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'doctor-'));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

const settingsOf = ({ url, servingUrl }: TestDatabase) =>
  testConfig({ DATABASE_URL: servingUrl, DATABASE_MIGRATION_URL: url, PEDIGRAPH_DATABASE_POOL_SIZE: '2' });

test('a store that is as it should be has nothing amiss, and is as it was', async () => {
  await using database = await createTestDatabase({ template: inject('migratedTemplate') });
  const config = settingsOf(database);
  const findings = await diagnose({ config, env: {}, urls: {} });
  expectAdvice(findings);
  const { 'database.durability': _, ...others } = amiss(findings); // a server of tests has its own
  expect(others).toEqual({});
  expect(new Set(findings.map(({ check }) => check))).toEqual(
    new Set([
      'node',
      'settings',
      'network',
      'database.version',
      'database.primary',
      'database.durability',
      'database.clock',
      'database.connections',
      'database.role',
      'migrations',
      'catalog.lag',
    ]),
  );
});

test('migrations that have not run, and those of a newer version, are found; so is a catalog that knows too much', async () => {
  await using database = await createTestDatabase({ template: inject('migratedTemplate') });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const look = async () => {
    const findings = await diagnose({ config: settingsOf(database), env: {}, urls: {} });
    expectAdvice(findings);
    return findings;
  };
  try {
    await client.query('DELETE FROM models.migration WHERE id = (SELECT max(id) FROM models.migration)');
    expect(amiss(await look())).toMatchObject({ migrations: 'warning' });
    await client.query(`INSERT INTO models.migration (timestamp, name) VALUES (4000000000000, 'Later4000000000000')`);
    expect((await look()).find(({ check }) => check === 'migrations')).toMatchObject({
      status: 'problem',
      found: expect.stringContaining('Later4000000000000'),
    });
    await client.query(`INSERT INTO catalog.projection VALUES ('models', 7, 'x')
      ON CONFLICT (subgraph) DO UPDATE SET position = 1000000`);
    expect((await look()).find(({ check }) => check === 'catalog.lag')).toMatchObject({
      status: 'problem',
      advice: 'Run pedigraph catalog rebuild.',
    });
  } finally {
    await client.end();
  }
});

test('a role that may do more than serving takes, and one that may not even serve, are found', async () => {
  await using database = await createTestDatabase({ template: inject('migratedTemplate') });
  const roleIn = async (env: Record<string, string>) => {
    const findings = await diagnose({ config: testConfig(env), env: {}, urls: {} });
    expectAdvice(findings);
    return findings.find(({ check }) => check === 'database.role');
  };
  expect(await roleIn({ DATABASE_URL: database.url })).toMatchObject({
    status: 'warning',
    found: expect.stringMatching(/may do more than serving takes.*: it is a superuser\.$/),
  });
  await asAdmin(database.url, `REVOKE INSERT ON models.model FROM ${inject('servingRole').name}`);
  expect(await roleIn({ DATABASE_URL: database.servingUrl })).toMatchObject({
    status: 'problem',
    found: expect.stringMatching(/lacks rights in models: /),
  });
  expect(await roleIn({ DATABASE_URL: database.servingUrl, DATABASE_MIGRATION_URL: database.url })).toMatchObject({
    status: 'warning',
  });
});

test('a database that cannot be reached is a problem, with the reason', async () => {
  const config = testConfig({ DATABASE_URL: 'postgres://nobody:a-secret-word@127.0.0.1:1/none' });
  const findings = await diagnose({ config, env: {}, urls: {} });
  expect(amiss(findings)).toEqual({ database: 'problem' });
  expect(JSON.stringify(findings)).not.toContain('a-secret-word');
});

test('what PostgreSQL says of itself is judged', async () => {
  const server = {
    version: '14.1',
    number: 140_001,
    recovering: true,
    connections: 10,
  };
  const clock = Date.now() / 1_000 - 3_600;
  const read: ReadRows = async (sql) => (sql.includes('pg_settings') ? [{ name: 'fsync' }] : [{ ...server, clock }]);
  const config = { database: testConfig().database, subgraphs: 5 };
  const findings = await checkDatabase(read, config);
  expectAdvice(findings);
  expect(amiss(findings)).toEqual({
    'database.version': 'problem',
    'database.primary': 'problem',
    'database.durability': 'problem',
    'database.clock': 'warning',
    'database.connections': 'warning',
  });
});

test('an old Node.js, a misspelt setting and an address without TLS are found', () => {
  const config = testConfig({
    HOST: '0.0.0.0',
    PEDIGRAPH_TOKEN: 'a-token-of-some-length',
    PEDIGRAPH_METRICS_OPEN: 'true',
  });
  const findings = checkProcess(config, { PEDIGRAPH_TOKEM: 'x' }, '18.0.0');
  expectAdvice(findings);
  expect(amiss(findings)).toEqual({ node: 'problem', settings: 'warning', network: 'warning', metrics: 'warning' });
  expect(JSON.stringify(findings)).not.toContain('a-token-of-some-length');
});

test('a folder of data that others may open, and a server that did not stop in order, are found', async () => {
  await using made = await emptyFolder();
  expect(amiss(await checkDataFolder(made.folder))).not.toHaveProperty('data.rights');
  const data = path.join(made.folder, 'postgres', 'data');
  await mkdir(data, { recursive: true, mode: 0o700 });
  await chmod(data, 0o755);
  await writeFile(path.join(data, 'postmaster.pid'), '4194304\n');
  const findings = await checkDataFolder(made.folder);
  expectAdvice(findings);
  expect(amiss(findings)).toMatchObject({ 'data.rights': 'problem', 'data.server': 'warning' });
});

test('subgraphs that are away or not ready are found', async () => {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/health/ready' ? 503 : 404).end();
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  try {
    const { port } = server.address() as AddressInfo;
    const findings = await checkSubgraphs({
      models: `http://127.0.0.1:${port}/graphql`,
      catalog: 'http://127.0.0.1:1/graphql',
    });
    expectAdvice(findings);
    expect(findings.map(({ found }) => found)).toEqual([
      expect.stringMatching(/^The subgraph models at .* answers HTTP 503\.$/),
      expect.stringMatching(/^The subgraph catalog at .* cannot be reached/),
    ]);
  } finally {
    server.close();
  }
});
