import type { Config } from '#platform/config/config.js';
import { withConnection } from '#platform/database/driver/with-connection.js';
import { migrate } from '#platform/database/schema/migrate.js';
import { type MigrateOptions, type SchemaState, schemaStateIn } from '#platform/database/schema/schema-state.js';
import type { Store } from './open-store.js';
import { prepareRates } from './prepare-rates.js';
import { SUBGRAPHS } from './subgraph-definitions.js';

/** A schema that was brought up to date. */
export interface MigratedSchema {
  readonly name: string;
  /** How many migrations ran; none where something was to be granted alone. */
  readonly migrations: number;
}

/**
 * Brings every schema of a store up to date, as its owner, and grants the role that serves what serving takes; so with
 * the table in which gateways count together. So processes that serve need to know that role alone.
 * @returns the schemas for which there was something to do
 */
export async function migrateStore(
  { url, migrationUrl }: Pick<Store, 'url' | 'migrationUrl'>,
  config: Pick<Config, 'timeouts' | 'callers'>,
): Promise<MigratedSchema[]> {
  const all = SUBGRAPHS.map(({ definition: { name: schema, migrations, tables, reporting } }) => ({
    url,
    migrationUrl,
    schema,
    migrations,
    tables,
    reporting,
    timeouts: config.timeouts,
  }));
  const states = await readSchemaStates(url, all);
  const migrated: MigratedSchema[] = [];
  for (const [index, options] of all.entries()) {
    const { isCurrent, rights } = states[index]!;
    if (isCurrent) continue;
    migrated.push({ name: options.schema, migrations: await migrate(options, rights.role) });
  }
  await prepareRates({ migrationUrl }, config);
  return migrated;
}

/** On one connection, one behind the other without waiting. */
function readSchemaStates(url: string, all: readonly MigrateOptions[]): Promise<SchemaState[]> {
  return withConnection(url, (connection) =>
    Promise.all(
      all.map((options) => schemaStateIn(async (sql, values) => (await connection.query(sql, values)).rows, options)),
    ),
  );
}
