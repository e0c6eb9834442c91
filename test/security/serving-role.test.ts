import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'graphql';
import pg from 'pg';
import { pino } from 'pino';
import { expect, inject, onTestFinished, test } from 'vitest';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { readConfig } from '#platform/config/read-config.js';
import { dataIn } from '#platform/embedded-postgres/server-home.js';
import { startEmbeddedPostgres } from '#platform/embedded-postgres/start-embedded-postgres.js';
import { backupStore } from '#process/backup-store.js';
import { migrateStore } from '#process/migrate-store.js';
import { openInProcessGraph } from '#process/open-in-process-graph.js';
import { openStore, type Store } from '#process/open-store.js';
import { restoreStore } from '#process/restore-store.js';
import { ROLE_WARNING } from '#process/role-warning.js';
import { startAll } from '#process/start-all.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';
import { rebuilt } from '../subgraphs/rebuilt.js';
import { databaseAt } from '../support/admin.js';
import { HAS_DEBIAN_POSTGRES, startDebianPostgres } from '../support/debian-postgres.js';
import { runCommand } from '../support/running-command.js';
import { testConfig } from '../support/test-config.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { openTestSubgraph } from '../support/test-subgraph.js';
import { fingerprintOf, roleAttacksOn } from './role-attacks.js';

type Urls = Pick<Store, 'url' | 'migrationUrl'>;

const logger = pino({ level: 'silent' });
const freshFolder = () => path.join(os.tmpdir(), `pedigraph-role-${randomBytes(6).toString('hex')}`);

/** Opens the product on a store as a start does, and writes a little. */
async function openProduct({ url, migrationUrl }: Urls) {
  const graph = await openInProcessGraph({
    databaseUrlOf: () => url,
    migrationUrlOf: () => migrationUrl,
    timeouts: testConfig().timeouts,
    logger,
    durable: false,
  });
  const ask = async (subgraph: string, query: string) => {
    const request = { document: parse(query), caller: ANONYMOUS, requestId: 'test' };
    return JSON.parse(JSON.stringify(await graph.transportOf(subgraph)(request)));
  };
  return { graph, ask };
}

const REGISTER_DATASET =
  'mutation { registerDatasetVersion(input: { dataset: "acme/houses", files: [{ path: "a.csv", uri: "file:a.csv", digest: "sha256:HEX", sizeBytes: 1 }] }) { datasetVersion { ref } } }'.replace(
    'HEX',
    'a'.repeat(64),
  );

async function connect(url: string): Promise<pg.Client & AsyncDisposable> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

/** Tries every attack on a store as the role that serves: what got through, and how many were tried. */
async function attack({ url, migrationUrl }: Urls): Promise<{ through: string[]; tried: number }> {
  await using owner = await connect(migrationUrl);
  await using session = await connect(url);
  const { rows } = await session.query('SELECT current_user AS role');
  const attacks = await roleAttacksOn(owner, pg.escapeIdentifier(rows[0].role));
  const before = await fingerprintOf(owner);
  const through: string[] = [];
  for (const { sql, answer } of attacks) {
    const outcome = await session.query(sql).then(
      () => 'nothing done',
      ({ code }: { code?: string }) => (code === '42501' ? 'error' : `error ${code}`),
    );
    if (outcome !== answer) through.push(`${sql}: ${outcome}`);
  }
  await session.query('RESET ALL');
  const after = await fingerprintOf(owner);
  through.push(...after.filter((line) => !before.includes(line)), ...before.filter((line) => !after.includes(line)));
  return { through, tried: attacks.length };
}

/** How many objects a role owns: who owns a table switches its triggers off. */
async function ownedBy(role: string, owner: pg.Client): Promise<number> {
  const { rows } = await owner.query(
    "SELECT count(*)::int AS count FROM pg_shdepend WHERE refobjid = $1::regrole AND deptype = 'o'",
    [role],
  );
  return rows[0].count;
}

test('an embedded store is served as a role that gets through with none of the attacks on it, and serves', async () => {
  const folder = freshFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await using store = await openStore({ dataFolder: folder });
  {
    const { graph, ask } = await openProduct(store);
    await using _ = graph;
    expect(await ask('datasets', REGISTER_DATASET)).toEqual({
      data: { registerDatasetVersion: { datasetVersion: { ref: 'acme/houses@1.0.0' } } },
      extensions: { ledger: { datasets: 1 } },
    });
    expect(graph.excess()).toEqual([]);
  }
  const { through, tried } = await attack(store);
  expect(through).toEqual([]);
  expect(tried).toBeGreaterThan(1_000);
  console.info(`As the role that serves, ${tried} statements were tried on an embedded store, and ${tried} held.`);
  await using owner = await connect(store.migrationUrl);
  expect(await ownedBy('pedigraph_serving', owner)).toBe(0);
  await expect(connect(databaseAt(store.url, 'postgres'))).rejects.toMatchObject({ code: '42501' });
});

test('a data folder of an older build, where one role did both, is served as the role that may do less', async () => {
  const folder = freshFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  {
    await using server = await startEmbeddedPostgres({ folder });
    await using admin = await connect(server.url());
    await admin.query('CREATE DATABASE pedigraph');
    const url = server.url('pedigraph');
    const { graph, ask } = await openProduct({ url, migrationUrl: url });
    await using _ = graph;
    await ask('datasets', REGISTER_DATASET);
    expect(graph.excess()).toEqual(['it is a superuser']);
    const { rows } = await admin.query("SELECT 'base/' || oid AS place FROM pg_database WHERE datname = 'pedigraph'");
    await writeFile(path.join(dataIn(folder), 'embedded.database'), rows[0].place);
  }
  for (const start of ['first', 'second']) {
    await using store = await openStore({ dataFolder: folder });
    const { graph, ask } = await openProduct(store);
    await using _ = graph;
    expect(graph.excess(), start).toEqual([]);
    expect(await ask('datasets', '{ dataset(name: "acme/houses") { versions { totalCount } } }')).toEqual({
      data: { dataset: { versions: { totalCount: 1 } } },
    });
  }
});

test.runIf(HAS_DEBIAN_POSTGRES)(
  'on PostgreSQL 15, with the roles that the document makes, none of the attacks gets through either',
  async () => {
    await using server = await startDebianPostgres();
    await using admin = await connect(server.url);
    const [inServer = '', inDatabase = ''] = documentedSql();
    for (const statement of inServer.split(';')) await admin.query(statement);
    const urlAs = (user: string) =>
      Object.assign(new URL(databaseAt(server.url, 'pedigraph')), { username: user }).href;
    {
      await using there = await connect(urlAs('postgres'));
      await there.query(inDatabase);
    }
    const urls = { url: urlAs('pedigraph_serving'), migrationUrl: urlAs('pedigraph_owner') };
    expect((await migrateStore(urls, testConfig())).map(({ name }) => name)).toEqual(
      SUBGRAPHS.map(({ definition }) => definition.name),
    );
    {
      // Without the owner: what there was to migrate is.
      const { graph, ask } = await openProduct({ ...urls, migrationUrl: urls.url });
      await using _ = graph;
      expect(await ask('datasets', REGISTER_DATASET)).toMatchObject({ data: { registerDatasetVersion: {} } });
      expect(graph.excess()).toEqual([]);
    }
    expect((await attack({ ...urls, migrationUrl: urlAs('postgres') })).through).toEqual([]);
    expect(await ownedBy('pedigraph_serving', admin)).toBe(0);
  },
);

/** The statements of docs/security.md: those for the server, and those for the database. */
function documentedSql(): string[] {
  const text = readFileSync('docs/security.md', 'utf8');
  return [...text.matchAll(/```sql\n([^`]*)```/g)].map(([, sql = '']) => sql);
}

test('where the role that serves may do more it says so, in the log and in readiness, and serves all the same', async () => {
  const folder = freshFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await using embedded = await openStore({ dataFolder: folder });
  const logged: unknown[] = [];
  const noting = Object.assign(pino({ level: 'silent' }), { warn: (...of: unknown[]) => void logged.push(of) });
  const config = testConfig({ DATABASE_URL: embedded.migrationUrl });
  const running = await startAll(config, noting, openStore(config));
  try {
    const ready = async () => (await fetch(`${running.url}/health/ready`)).json();
    await expect.poll(ready).toMatchObject({ status: 'ready', warnings: [ROLE_WARNING] });
    expect(logged).toContainEqual([{ excess: ['it is a superuser'] }, ROLE_WARNING]);
  } finally {
    await running.close();
  }
});

test('what a role may do beyond serving is named: what it owns, a table that it may change, what it may make', async () => {
  const open = async (grant: string) => {
    await using database = await createTestDatabase({ template: inject('migratedTemplate') });
    await using owner = await connect(database.url);
    const serving = pg.escapeIdentifier(inject('servingRole').name);
    await owner.query(grant.replace('SERVING', serving));
    const { graph } = await openProduct({ url: database.servingUrl, migrationUrl: database.url });
    await using _ = graph;
    return graph.excess();
  };
  expect(await open('SELECT 1')).toEqual([]);
  expect(await open('ALTER TABLE models.alias_change OWNER TO SERVING')).toEqual(['it owns models.alias_change']);
  expect(await open('GRANT UPDATE, TRIGGER ON models.alias_change TO SERVING')).toEqual([
    'it may UPDATE, TRIGGER on models.alias_change',
  ]);
  expect(await open('GRANT UPDATE (by) ON models.alias_change TO SERVING')).toEqual([
    'it may UPDATE on models.alias_change',
  ]);
  expect(await open('GRANT DELETE ON datasets.ledger_event TO PUBLIC')).toEqual([
    'it may DELETE on datasets.ledger_event',
  ]);
  expect(await open('GRANT CREATE ON SCHEMA models TO SERVING')).toEqual(['it may make tables in models']);
});

test('a right that is lacking is granted at the next start by who owns, and a start that knows no owner says what to do', async () => {
  await using database = await createTestDatabase({ template: inject('migratedTemplate') });
  await using owner = await connect(database.url);
  const serving = pg.escapeIdentifier(inject('servingRole').name);
  await owner.query(`REVOKE INSERT ON datasets.dataset FROM ${serving}`);
  await expect(openProduct({ url: database.servingUrl, migrationUrl: database.servingUrl })).rejects.toThrow(
    /^The schema datasets is not as this version needs it, .*DATABASE_MIGRATION_URL/,
  );
  const { graph, ask } = await openProduct({ url: database.servingUrl, migrationUrl: database.url });
  await using _ = graph;
  expect(await ask('datasets', REGISTER_DATASET)).toMatchObject({ data: { registerDatasetVersion: {} } });
});

test('a start on a store that is up to date asks two statements about it', async () => {
  await using opened = await openTestSubgraph(SUBGRAPHS[0]!.definition);
  // TypeORM asks who answers before that.
  const statements = opened.statements().filter((sql) => !/version\(\)|current_schema\(\)|server_version/.test(sql));
  expect(statements).toEqual([
    expect.stringContaining('has_table_privilege'),
    `SELECT name FROM "${opened.subgraph.name}".migration`,
  ]);
});

test('a rebuilt catalog may be used by whom the one before could be used by', async () => {
  await using database = await createTestDatabase({ template: inject('migratedTemplate') });
  await using owner = await connect(database.url);
  await owner.query(`
    GRANT USAGE ON SCHEMA catalog TO pg_monitor;
    GRANT SELECT ON catalog.search_document TO pg_monitor;
    GRANT SELECT ON catalog.lineage_node TO PUBLIC`);
  const grants = async () => {
    const { rows } = await owner.query<{ line: string }>(
      `SELECT concat_ws(' ', of, privilege_type, grantee::regrole) AS line FROM (
         SELECT nspname AS of, nspowner AS owner, a.* FROM pg_namespace, aclexplode(nspacl) a WHERE nspname = 'catalog'
         UNION ALL SELECT relname, relowner, a.* FROM pg_class, aclexplode(relacl) a
         WHERE relnamespace = 'catalog'::regnamespace
       ) granted WHERE grantee <> owner ORDER BY 1`,
    );
    return rows.map(({ line }) => line);
  };
  const before = await grants();
  const { graph } = await openProduct({ url: database.servingUrl, migrationUrl: database.url });
  await using _ = graph;
  const oid = async () => (await owner.query("SELECT 'catalog.projection'::regclass::oid AS oid")).rows;
  const table = await oid();
  await rebuilt(graph.subgraphs.get('catalog')!);
  expect(await oid()).not.toEqual(table);
  expect(await grants()).toEqual(before);
  expect(before).toEqual(expect.arrayContaining(['search_document SELECT pg_monitor', 'lineage_node SELECT -']));
});

test('a restored store is served by the role that serves, and no owner has to be known any more', async () => {
  const folder = freshFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(folder);
  await using written = await createTestDatabase({ template: inject('migratedTemplate') });
  await using empty = await createTestDatabase();
  const settings = (database: TestDatabase) =>
    testConfig({ DATABASE_URL: database.servingUrl, DATABASE_MIGRATION_URL: database.url });
  const of = { file: path.join(folder, 'store.tgz'), logger, onProgress: () => {} };
  await backupStore({ ...of, config: settings(written) });
  await restoreStore({ ...of, config: settings(empty) });
  const { graph, ask } = await openProduct({ url: empty.servingUrl, migrationUrl: empty.servingUrl });
  await using _ = graph;
  expect(await ask('datasets', REGISTER_DATASET)).toMatchObject({ data: { registerDatasetVersion: {} } });
  expect(graph.excess()).toEqual([]);
});

test('pedigraph migrate brings a store up to date, so that who serves need not know the owner', async () => {
  await using database = await createTestDatabase();
  const env = { DATABASE_URL: database.servingUrl, DATABASE_MIGRATION_URL: database.url };
  const all = SUBGRAPHS.map(
    ({ definition: { name, migrations } }) => `${name}: ${migrations.length} migrations, and its grants.`,
  );
  expect(await runCommand(['migrate'], env)).toMatchObject({ code: 0, stdout: `${all.join('\n')}\n` });
  expect(await runCommand(['migrate'], env)).toMatchObject({ code: 0, stdout: 'Every schema is up to date.\n' });
  const { graph } = await openProduct({ url: database.servingUrl, migrationUrl: database.servingUrl });
  await using _ = graph;
  expect(graph.excess()).toEqual([]);
});

test('a trigger looks its tables up in its own schema, whatever stands before it in the search path', async () => {
  await using database = await createTestDatabase({ template: inject('migratedTemplate') });
  await using owner = await connect(database.url);
  await owner.query(`
    INSERT INTO experiments.experiment VALUES ('00000000-0000-7000-8000-000000000001', 'a', now(), 'a');
    INSERT INTO experiments.run (id, experiment_id, ref, name, input_pins, tags, started_at, created_at, created_by)
      SELECT id, id, 'a/b', 'b', '[]', '{}', now(), now(), 'a' FROM experiments.experiment;
    INSERT INTO experiments.run_end
      SELECT id, 'FINISHED', now(), '[]', '{}', 'sha256:' || encode(sha256('{}'), 'hex') FROM experiments.run;
    GRANT TEMPORARY ON DATABASE ${new URL(database.url).pathname.slice(1)} TO PUBLIC`);
  await using session = await connect(database.servingUrl);
  await session.query('CREATE TEMPORARY TABLE run_end (run_id uuid); SET search_path = pg_temp, experiments');
  await expect(
    session.query(`INSERT INTO experiments.run_parameter SELECT id, 'late', '1' FROM experiments.run`),
  ).rejects.toThrow('the run has ended');
});

test('the owner’s URL is of the database that is served, and another database than the environment’s has another owner', () => {
  const serving = 'postgres://serving:x@db/pedigraph';
  const wrong = /^DATABASE_MIGRATION_URL: expected the database of DATABASE_URL/;
  expect(() => readConfig({ DATABASE_MIGRATION_URL: 'postgres://owner:x@db/pedigraph' })).toThrow(wrong);
  expect(() => readConfig({ DATABASE_URL: serving, DATABASE_MIGRATION_URL: 'postgres://owner:x@db/other' })).toThrow(
    wrong,
  );
  const env = { DATABASE_URL: serving, DATABASE_MIGRATION_URL: 'postgres://owner:x@db:6000/pedigraph' };
  expect(readConfig(env)).toMatchObject({ databaseUrl: serving, databaseMigrationUrl: env.DATABASE_MIGRATION_URL });
  expect(readConfig(env, { databaseUrl: 'postgres://me@elsewhere/scratch' }).databaseMigrationUrl).toBeUndefined();
});
