import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packTar, unpackTar } from 'modern-tar';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { backupDatabase } from '#platform/backup/backup-database.js';
import { readBackup } from '#platform/backup/read-backup.js';
import { restoreDatabase } from '#platform/backup/restore-database.js';
import { PRODUCT_VERSION } from '#platform/config/product-version.js';
import { readConfig } from '#platform/config/read-config.js';
import { migrate } from '#platform/database/schema/migrate.js';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';
import { createRegistryWorld } from '../subgraphs/registry-world.js';
import { asAdmin } from '../support/admin.js';
import { HAS_DEBIAN_POSTGRES, startDebianPostgres } from '../support/debian-postgres.js';
import { rowsOfStore } from '../support/rows-of-store.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const FOLDER = path.join(os.tmpdir(), `pedigraph-backup-${randomBytes(6).toString('hex')}`);
const SCHEMAS = SUBGRAPHS.map(({ definition: { name, migrations, tables } }) => ({ name, migrations, tables }));
const NAMES = SCHEMAS.map(({ name, migrations }) => ({ name, migrations: migrations.map((one) => one.name) }));
const onProgress = () => {};

const backup = (url: string, file: string) =>
  backupDatabase({ url, file: path.join(FOLDER, file), schemas: NAMES, product: PRODUCT_VERSION, onProgress });
const restore = (url: string, file: string, product = PRODUCT_VERSION, schemas = SCHEMAS) =>
  restoreDatabase({ url, file: path.join(FOLDER, file), schemas, product, onProgress });

/** A store with a row in nearly every table, and its backup. */
let written: TestDatabase;
beforeAll(async () => {
  await mkdir(FOLDER);
  written = await createTestDatabase({ template: inject('migratedTemplate') });
  await using world = await createRegistryWorld({}, written.url);
  await world.registerVersions('shop/ranker', 3);
  for (const version of ['1.0.0', '1.0.1']) {
    await world.write('setAlias', { model: 'shop/ranker', alias: 'production', version }, '__typename');
  }
  await world.write(
    'rollback',
    { model: 'shop/ranker', alias: 'production', reason: 'tab\tline\nback\\slash é \u2028' },
    '__typename',
  );
  await world.write(
    'startRun',
    { experiment: 'shop/ranker-runs', name: 'open', parameters: { rate: 0.1, big: 1e21 } },
    '__typename',
  );
  const { data } = await world.ask<{ startRun: { run: { id: string } } }>(
    'mutation { startRun(input: { experiment: "shop/ranker-runs", name: "ended", parameters: { rate: 0.1 } }) { run { id } } }',
  );
  const ended = await world.ask(
    `mutation ($run: ID!) {
      logMetrics(input: { run: $run, metrics: [{ key: "auc", value: 0.9, step: 1 }, { key: "auc", value: 0.95, step: 2 }] }) { accepted }
      finishRun(input: { run: $run, status: FINISHED }) { run { digest } }
    }`,
    { run: data.startRun.run.id },
  );
  expect(ended.errors).toBeUndefined();
  await world.settle();
});
afterAll(async () => {
  await written[Symbol.asyncDispose]();
  await rm(FOLDER, { recursive: true, force: true });
});

test('a backup is restored to the same rows in every table, and the store goes on from there', async () => {
  const manifest = await backup(written.url, 'whole.tgz');
  expect(manifest.schemas.map(({ name }) => name)).toEqual([
    'models',
    'datasets',
    'experiments',
    'environments',
    'access',
    'catalog',
  ]);
  await using empty = await createTestDatabase();
  await restore(empty.url, 'whole.tgz');
  expect(await rowsOfStore(empty.url)).toEqual(await rowsOfStore(written.url));

  await expect(
    asAdmin(
      empty.url,
      'INSERT INTO experiments.metric_point (run_id, key, step, timestamp, value) SELECT run_id, key, 99, timestamp, value FROM experiments.metric_point LIMIT 1',
    ),
    'what guards the order of writes is at work again',
  ).rejects.toThrow();
  await using world = await createRegistryWorld({}, empty.url);
  await world.registerVersions('shop/ranker', 5);
  await world.settle();
  const { data } = await world.ask(
    '{ model(name: "shop/ranker") { versions { totalCount } } registryInsight { modelVersions } }',
  );
  expect(data).toEqual({ model: { versions: { totalCount: 5 } }, registryInsight: { modelVersions: 5 } });
});

test('the file is readable by its owner alone, as any gzipped tar of COPY, and nothing else is left', async () => {
  await backup(written.url, 'alone.tgz');
  const { mode } = await stat(path.join(FOLDER, 'alone.tgz'));
  expect(mode & 0o777).toBe(0o600);
  expect((await readdir(FOLDER)).filter((name) => name.startsWith('alone'))).toEqual(['alone.tgz']);
  const entries = await unpackTar(gunzipSync(await readFile(path.join(FOLDER, 'alone.tgz'))));
  const names = entries.map(({ header }) => header.name);
  expect(names).toContain('models/model_version/000001.copy');
  expect(names.at(-1)).toBe('manifest.json');
  await expect(backup(written.url, 'alone.tgz')).rejects.toThrow(/is there already/);
});

test('it is of one moment while others write: every ledger is whole, and the catalog is not ahead of any', async () => {
  await using world = await createRegistryWorld();
  const { url } = world.subgraphs.get('models')!.database.source.options as unknown as { url: string };
  let isOver = false;
  let versions = 0;
  const writing = (async () => {
    while (!isOver) await world.registerVersions(`busy/m${versions++}`, 1);
  })();
  await expect.poll(() => versions, { timeout: 60_000 }).toBeGreaterThan(3);
  const manifest = await backup(url, 'busy.tgz');
  isOver = true;
  await writing;
  await using empty = await createTestDatabase();
  await restore(empty.url, 'busy.tgz');
  const rows = await rowsOfStore(empty.url);
  const read = new Map(
    rows['catalog.projection']!.map((row) => JSON.parse(row) as { subgraph: string; position: number }).map((row) => [
      row.subgraph,
      row.position,
    ]),
  );
  for (const { name, ledger } of manifest.schemas) {
    expect(rows[`${name}.ledger_event`]?.length ?? 0).toBe(ledger?.position ?? 0);
    expect(read.get(name) ?? 0).toBeLessThanOrEqual(ledger?.position ?? 0);
  }
  expect(rows['models.model']).toHaveLength(rows['models.model_version']!.length);
});

test('what is written already, or in use, is not overwritten', async () => {
  await backup(written.url, 'refused.tgz');
  const before = await rowsOfStore(written.url);
  await expect(restore(written.url, 'refused.tgz')).rejects.toThrow(/There is something written already \(models\./);
  expect(await rowsOfStore(written.url)).toEqual(before);

  await using world = await createRegistryWorld();
  const { url } = world.subgraphs.get('models')!.database.source.options as unknown as { url: string };
  await expect(restore(url, 'refused.tgz')).rejects.toThrow(/A process of Pedigraph works on this database/);

  await using foreign = await createTestDatabase();
  await asAdmin(foreign.url, 'CREATE SCHEMA models');
  await asAdmin(foreign.url, 'CREATE TABLE models.theirs (a int)');
  await expect(restore(foreign.url, 'refused.tgz')).rejects.toThrow(
    /The schema models of this database is not Pedigraph's/,
  );
});

test('a file that is cut off, changed or none of ours is refused, and nothing is there afterwards', async () => {
  await backup(written.url, 'right.tgz');
  const right = await readFile(path.join(FOLDER, 'right.tgz'));
  const plain = gunzipSync(right);
  const changed = Buffer.from(plain);
  const at = changed.indexOf('shop/ranker');
  changed[at] = changed[at]! + 1;
  const damages: Record<string, readonly [Buffer, RegExp]> = {
    'cut.tgz': [right.subarray(0, right.length - 200), /damaged, cut off or no backup/],
    'half.tgz': [gzipSync(plain.subarray(0, plain.length >> 1)), /damaged|cut off/],
    'flipped.tgz': [
      Buffer.concat([right.subarray(0, 500), Buffer.from([right[500]! ^ 1]), right.subarray(501)]),
      /damaged/,
    ],
    'changed.tgz': [gzipSync(changed), /damaged: \S+ has \d+ rows that are not the \d+ rows that were backed up/],
    'none.tgz': [Buffer.from('hello'), /no backup of Pedigraph/],
    'empty.tgz': [Buffer.alloc(0), /damaged|cut off/],
  };
  await using empty = await createTestDatabase();
  for (const [name, [content, reason]] of Object.entries(damages)) {
    await writeFile(path.join(FOLDER, name), content);
    await expect(restore(empty.url, name), name).rejects.toThrow(reason);
  }
  await expect(restore(empty.url, 'nowhere.tgz')).rejects.toThrow(/cannot be read \(ENOENT\)/);
  expect(await rowsOfStore(empty.url)).toEqual({});
});

test('a manifest that somebody else wrote names neither SQL nor tables: all it may say is what its migrations make', async () => {
  await backup(written.url, 'honest.tgz');
  const entries = await unpackTar(gunzipSync(await readFile(path.join(FOLDER, 'honest.tgz'))));
  type Manifest = Awaited<ReturnType<typeof readBackup>>;
  const forged = async (change: (manifest: Manifest) => unknown) => {
    const files = entries.map(({ header, data }) => {
      if (header.name !== 'manifest.json') return { header, body: data ?? new Uint8Array() };
      const manifest = JSON.parse(Buffer.from(data!).toString('utf8'));
      const body = Buffer.from(JSON.stringify(change(manifest) ?? manifest));
      return { header: { ...header, size: body.length }, body };
    });
    await writeFile(path.join(FOLDER, 'forged.tgz'), gzipSync(await packTar(files)));
  };
  const models = ({ schemas }: Manifest) => schemas.find(({ name }) => name === 'models')!;
  const empty = (manifest: Manifest) =>
    models(manifest).tables.findIndex(({ rows, name }) => rows === 0 && name !== 'ledger_event');
  const sql = '1) TO STDOUT; CREATE TABLE public.taken (a int); COPY (SELECT 1';
  const forgeries: Record<string, readonly [(manifest: Manifest) => unknown, RegExp]> = {
    'an order that is SQL': [
      (all) => void Object.assign(models(all).tables[0]!, { order: sql }),
      /does not have models\./,
    ],
    'another order': [
      (all) => void Object.assign(models(all).tables[0]!, { order: '1 DESC' }),
      /does not have models\./,
    ],
    'another column': [(all) => void models(all).tables[0]!.columns.pop(), /does not have models\./],
    'a table that is left out': [(all) => void models(all).tables.splice(empty(all), 1), /does not have models\./],
    'a table twice': [(all) => void models(all).tables.push(models(all).tables[empty(all)]!), /does not have models\./],
    'a schema of the server': [
      (all) => void all.schemas.push({ name: 'pg_catalog', migrations: [], ledger: null, tables: [] }),
      /does not know \(pg_catalog\)/,
    ],
    'a version that is none': [(all) => void Object.assign(all, { product: 'newest' }), /expected a version/],
    'no object': [() => 1, /has form undefined/],
  };
  await using target = await createTestDatabase();
  for (const [name, [change, reason]] of Object.entries(forgeries)) {
    await forged(change);
    await expect(restore(target.url, 'forged.tgz'), name).rejects.toThrow(reason);
    expect(await rowsOfStore(target.url), name).toEqual({});
  }
  await forged(() => undefined);
  await restore(target.url, 'forged.tgz');
  expect(await rowsOfStore(target.url)).toEqual(await rowsOfStore(written.url));
});

test.skipIf(process.platform === 'win32')(
  'what is no file is refused, a pipe that nobody writes to as well',
  async () => {
    execFileSync('mkfifo', [path.join(FOLDER, 'pipe.tgz')]);
    await mkdir(path.join(FOLDER, 'folder.tgz'));
    await using empty = await createTestDatabase();
    for (const name of ['pipe.tgz', 'folder.tgz', '../../dev/null'])
      await expect(restore(empty.url, name), name).rejects.toThrow(/is no file, and a backup is one|cannot be read/);
  },
  60_000,
);

test('what a newer version wrote is refused by name, and what an older one wrote is brought up to date', async () => {
  await backup(written.url, 'here.tgz');
  await using empty = await createTestDatabase();
  await expect(restore(empty.url, 'here.tgz', '0.0.1')).rejects.toThrow(
    `The backup was written by Pedigraph ${PRODUCT_VERSION}; this is Pedigraph 0.0.1`,
  );
  const older = SCHEMAS.map((schema) => ({ ...schema, migrations: schema.migrations.slice(0, 1) }));
  await expect(restore(empty.url, 'here.tgz', PRODUCT_VERSION, older)).rejects.toThrow(
    /has what this version does not know \(models: /,
  );
  expect(await rowsOfStore(empty.url)).toEqual({});

  await using old = await createTestDatabase();
  for (const { definition } of SUBGRAPHS) {
    const { name: schema, entities, migrations } = definition;
    await migrate({
      url: old.url,
      schema,
      entities,
      migrations: migrations.slice(0, -1),
      timeouts: readConfig({}).timeouts,
    });
  }
  await asAdmin(
    old.url,
    `INSERT INTO datasets.dataset (id, name, created_at, created_by) VALUES (gen_random_uuid(), 'old/data', now(), 'ann')`,
  );
  await backup(old.url, 'old.tgz');
  await restore(empty.url, 'old.tgz');
  const { [`datasets.dataset`]: datasets } = await rowsOfStore(empty.url);
  expect(datasets).toEqual([expect.stringContaining('old/data')]);
  const again = await backup(empty.url, 'brought-up.tgz');
  expect(again.schemas.map(({ name, migrations }) => ({ name, migrations }))).toEqual(
    (await readBackup(path.join(FOLDER, 'here.tgz'))).schemas.map(({ name, migrations }) => ({ name, migrations })),
  );
});

test.runIf(HAS_DEBIAN_POSTGRES)('another major version of PostgreSQL takes it, and gives it back', async () => {
  const there = await backup(written.url, 'there.tgz');
  await using other = await startDebianPostgres();
  await restore(other.url, 'there.tgz');
  expect(await rowsOfStore(other.url)).toEqual(await rowsOfStore(written.url));
  const back = await backup(other.url, 'back.tgz');
  // With DATABASE_URL the tests may run on that version already; on the embedded one they do not.
  if (!process.env['DATABASE_URL']) expect(back.postgres.split('.')[0]).not.toBe(there.postgres.split('.')[0]);
  expect(back.schemas).toEqual(there.schemas);
});

test.runIf(!HAS_DEBIAN_POSTGRES)(
  'SKIPPED: there is no other major version of PostgreSQL on this machine to restore into',
  () => {
    console.warn(
      'No PostgreSQL of Debian here (apt-get install postgresql): restoring into another major version was not tried.',
    );
  },
);
