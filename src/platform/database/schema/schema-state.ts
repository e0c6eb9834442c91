import pg from 'pg';
import type { Database, DatabaseOptions } from '../database.js';
import { lacksRights, type Read, readSchemaRights, type SchemaRights } from '../rights/schema-rights.js';
import { refuseNewerSchema } from './schema-version.js';

/** How a subgraph's schema stands for the role that asks. */
export interface SchemaState {
  /** What the role may do in it. */
  readonly rights: SchemaRights;
  /** Whether nothing is left to migrate or to grant. */
  readonly isCurrent: boolean;
}

/** What is to be migrated. */
export type MigrateOptions = Omit<DatabaseOptions, 'entities'> & Partial<Pick<DatabaseOptions, 'entities'>>;

/**
 * How the schema of an open database stands, in two statements. It takes no lock: a migration under way is not seen
 * until it commits.
 * @throws {NewerStoreError} where a newer version of the product has migrated it.
 */
export function readSchemaState({ manager }: Pick<Database, 'manager'>, options: MigrateOptions): Promise<SchemaState> {
  return schemaStateIn((sql, values) => manager.query(sql, values), options);
}

/** The same, by whatever sends a statement. */
export async function schemaStateIn(read: Read, options: MigrateOptions): Promise<SchemaState> {
  const rights = await readSchemaRights(read, options.schema);
  const { usesSchema, tables } = rights;
  const mayTell = usesSchema && tables.some(({ name, may }) => name === 'migration' && may.includes('SELECT'));
  if (!mayTell || lacksRights(rights, options.tables ?? {})) return { rights, isCurrent: false };
  return { rights, isCurrent: await hasRun(read, options) };
}

/**
 * Whether every migration has run, of a schema in which there are some.
 * @throws {NewerStoreError} where others have, too
 */
export async function hasRun(read: Read, options: MigrateOptions): Promise<boolean> {
  const { schema, migrations } = options;
  const ran = new Set((await read(`SELECT name FROM ${migrationTable(options)}`, [])).map(({ name }) => String(name)));
  await refuseNewerSchema(read, { schema, ran, known: new Set(migrations.map(({ name }) => name)) });
  return migrations.every(({ name }) => ran.has(name));
}

/** TypeORM's own table of a schema, as SQL names it. */
export function migrationTable({ schema }: Pick<MigrateOptions, 'schema'>): string {
  return `${pg.escapeIdentifier(schema)}.migration`;
}
