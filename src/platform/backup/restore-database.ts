import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import semver from 'semver';
import type { TableUses } from '../database/rights/table-use.js';
import { type MigrationClasses, migrateWithin, openMigrationRunner } from '../database/schema/migrate-within.js';
import type { BackupProgress } from './backup-database.js';
import { type BackedUpSchema, type BackedUpTable, BackupError, type BackupManifest } from './backup-manifest.js';
import { columnList, digestOfTable, PLAIN_TEXT_SETTINGS } from './copy-rows.js';
import { type Ask, ledgerEndOf, tableIn } from './describe-schema.js';
import { type BackupPart, partsOf, readBackup } from './read-backup.js';
import { refuseOtherTables } from './refuse-other-tables.js';
import { clearForRestore } from './refuse-used.js';
import { restOrderGuards } from './rest-order-guards.js';

/** A schema as this version makes it. */
export interface SchemaToRestore {
  readonly name: string;
  readonly migrations: MigrationClasses;
  readonly tables: TableUses;
}

/** What to restore, and where to. */
export interface RestoreDatabaseOptions {
  /** As the role that owns it. */
  readonly url: string;
  /** The role that serves, where it is another. @default nothing is granted */
  readonly servingRole?: string | undefined;
  readonly file: string;
  /** All that this version knows. */
  readonly schemas: readonly SchemaToRestore[];
  /** The version of the product. */
  readonly product: string;
  readonly onProgress: (progress: BackupProgress) => void;
}

/**
 * Restores a backup into a database in which there is nothing of the product, or nothing written: all of it, found to
 * be what was backed up and brought up to this version, or nothing.
 * @throws {BackupError} where the file or the database will not do; nothing is changed then.
 */
export async function restoreDatabase(options: RestoreDatabaseOptions): Promise<BackupManifest> {
  const manifest = await readBackup(options.file);
  refuseNewer(manifest, options);
  await using runner = await openMigrationRunner(options.url);
  const client = (await runner.connect()) as pg.Client;
  const ask: Ask = async (sql, values = []) => (await client.query(sql, [...values])).rows as never;
  await runner.startTransaction();
  try {
    await client.query(`${PLAIN_TEXT_SETTINGS}; SET LOCAL lock_timeout = 10000; SET LOCAL synchronous_commit = 'on'`);
    await clearForRestore(
      ask,
      options.schemas.map(({ name }) => name),
    );
    for (const { name, migrations } of manifest.schemas) {
      await migrateWithin(runner, { ...schemaOf(options, name), only: migrations });
      await refuseOtherTables(ask, manifest, name);
    }
    await withoutOrderGuards(ask, manifest, () => fill(client, manifest, options));
    for (const schema of manifest.schemas) await hold(client, ask, schema);
    for (const { name } of manifest.schemas) {
      await migrateWithin(runner, { ...schemaOf(options, name), servingRole: options.servingRole });
    }
    await runner.commitTransaction();
    return manifest;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => {});
    throw error;
  }
}

function schemaOf({ url, schemas }: RestoreDatabaseOptions, schema: string) {
  const { migrations, tables } = schemas.find(({ name }) => name === schema)!;
  return { url, schema, migrations, tables };
}

function refuseNewer(manifest: BackupManifest, { product, schemas }: RestoreDatabaseOptions): void {
  const unknown = manifest.schemas.flatMap(({ name, migrations }) => {
    const known = schemas.find((schema) => schema.name === name)?.migrations.map((migration) => migration.name);
    if (known === undefined) return [name];
    return migrations.filter((migration) => !known.includes(migration)).map((migration) => `${name}: ${migration}`);
  });
  if (unknown.length === 0 && semver.compare(manifest.product, product) <= 0) return;
  const because = unknown.length === 0 ? '' : `, and has what this version does not know (${unknown[0]})`;
  throw new BackupError(
    `The backup was written by Pedigraph ${manifest.product}${because}; this is Pedigraph ${product}: restore it with that version or a newer one.`,
  );
}

/** Tables come in the order of the manifest, those that others refer to first. */
async function fill(
  client: pg.Client,
  manifest: BackupManifest,
  { file, onProgress }: RestoreDatabaseOptions,
): Promise<void> {
  const tables = new Map(
    manifest.schemas.flatMap(({ name, tables }) => tables.map((table) => [`${name}.${table.name}`, table] as const)),
  );
  const parts = partsOf(file);
  let next = await parts.next();
  let done = 0;
  while (next.done !== true && next.value.table !== null) {
    const { schema, table } = next.value;
    onProgress({ done: done++, total: tables.size });
    const described = tables.get(`${schema}.${table}`);
    if (described === undefined)
      throw new BackupError(`${file} was changed while it was restored: nothing was restored.`);
    const isOfTable = (part: BackupPart) => part.schema === schema && part.table === table;
    const rows = async function* () {
      while (next.done !== true && isOfTable(next.value)) {
        yield* next.value.content;
        next = await parts.next();
      }
    };
    const sql = `COPY ${tableIn(schema!, table)} (${columnList(described)}) FROM STDIN`;
    await resolveIn(client, schema!);
    await pipeline(Readable.from(rows(), { objectMode: false }), client.query(copyFrom(sql)));
  }
  await parts.return();
}

/** In all schemas. */
function withoutOrderGuards(ask: Ask, { schemas }: BackupManifest, work: () => Promise<void>): Promise<void> {
  return schemas.reduce<() => Promise<void>>(
    (inner, { name }) =>
      () =>
        restOrderGuards(ask, name, inner),
    work,
  )();
}

/** Triggers find the tables that they look into as in every session of the subgraph. */
async function resolveIn(client: pg.Client, schema: string): Promise<void> {
  await client.query(`SET LOCAL search_path = ${pg.escapeIdentifier(schema)}`);
}

/** Holds what is in the database now against what was backed up, and lets identities go on behind the last. */
async function hold(client: pg.Client, ask: Ask, schema: BackedUpSchema): Promise<void> {
  for (const table of schema.tables) {
    const found = await digestOfTable(client, schema.name, table);
    if (found.sha256 !== table.sha256 || found.rows !== table.rows) {
      throw new BackupError(
        `${schema.name}.${table.name} is not what was backed up once it is in this PostgreSQL (${found.rows} rows of ${table.rows}): nothing was restored.`,
      );
    }
    await continueIdentities(ask, schema.name, table);
  }
  const end = await ledgerEndOf(ask, schema.name);
  if (end?.hash !== schema.ledger?.hash || end?.position !== schema.ledger?.position) {
    throw new BackupError(`The ledger of ${schema.name} does not end where it did: nothing was restored.`);
  }
}

async function continueIdentities(ask: Ask, schema: string, { name }: BackedUpTable): Promise<void> {
  const table = tableIn(schema, name);
  const columns = await ask<{ column: string; sequence: string }>(
    `SELECT attname AS column, pg_get_serial_sequence($1, attname) AS sequence FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND pg_get_serial_sequence($1, attname) IS NOT NULL`,
    [table],
  );
  for (const { column, sequence } of columns) {
    const last = `(SELECT max(${pg.escapeIdentifier(column)}) FROM ${table})`;
    await ask(`SELECT setval($1, coalesce(${last}, 1), ${last} IS NOT NULL)`, [sequence]);
  }
}
