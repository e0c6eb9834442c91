import pg from 'pg';

/** Sends a statement and gives its rows. */
export type Ask = <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

/** A table as its rows are copied. */
export interface TableDescription {
  readonly name: string;
  /** Those that are stored, and not made of others. */
  readonly columns: readonly string[];
  /** The SQL of an order that is the same on every server. */
  readonly order: string;
}

/** TypeORM's own table of what ran: migrations fill it. */
export const MIGRATION_TABLE = 'migration';

/** The tables of a schema, those that others refer to first. */
export async function describeTables(ask: Ask, schema: string): Promise<TableDescription[]> {
  const tables = await ask<{ name: string; columns: string[]; key: { column: string; isText: boolean }[] }>(
    `SELECT c.relname AS name,
            (SELECT json_agg(attname ORDER BY attnum) FROM pg_attribute
             WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') AS columns,
            (SELECT coalesce(json_agg(json_build_object('column', attname, 'isText', attcollation <> 0) ORDER BY place), '[]')
             FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS key (number, place)
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = key.number
             WHERE i.indrelid = c.oid AND i.indisprimary) AS key
     FROM pg_class c WHERE c.relnamespace = to_regnamespace($1) AND c.relkind = 'r' AND c.relname <> $2 ORDER BY 1`,
    [pg.escapeIdentifier(schema), MIGRATION_TABLE],
  );
  const references = await ask<{ from: string; to: string }>(
    `SELECT f.relname AS from, t.relname AS to FROM pg_constraint JOIN pg_class f ON f.oid = conrelid JOIN pg_class t ON t.oid = confrelid
     WHERE contype = 'f' AND connamespace = to_regnamespace($1) AND conrelid <> confrelid`,
    [pg.escapeIdentifier(schema)],
  );
  const described = tables.map(({ name, columns, key }) => ({ name, columns, order: orderOf(key) }));
  return referredFirst(described, references);
}

/** The migrations that a schema has behind it, in order; null where there is no such schema of ours. */
export async function migrationsOf(ask: Ask, schema: string): Promise<string[] | null> {
  const table = tableIn(schema, MIGRATION_TABLE);
  const [found] = await ask<{ isThere: boolean }>('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [table]);
  if (found?.isThere !== true) return null;
  return (await ask<{ name: string }>(`SELECT name FROM ${table} ORDER BY id`)).map(({ name }) => name);
}

/** The last event of a schema's ledger; null where there is none. */
export async function ledgerEndOf(
  ask: Ask,
  schema: string,
): Promise<{ readonly position: number; readonly hash: string } | null> {
  const table = tableIn(schema, 'ledger_event');
  const [found] = await ask<{ isThere: boolean }>('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [table]);
  if (found?.isThere !== true) return null;
  const [last] = await ask<{ position: string; hash: string }>(
    `SELECT position, hash FROM ${table} ORDER BY position DESC LIMIT 1`,
  );
  return last === undefined ? null : { position: Number(last.position), hash: last.hash };
}

/** The name of a table for SQL. */
export function tableIn(schema: string, table: string): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`;
}

/** A table without a key is in the order of its rows' text: equal rows may change places. */
function orderOf(key: readonly { readonly column: string; readonly isText: boolean }[]): string {
  if (key.length === 0) return 't::text COLLATE "C"';
  return key.map(({ column, isText }) => `${pg.escapeIdentifier(column)}${isText ? ' COLLATE "C"' : ''}`).join(', ');
}

function referredFirst(
  tables: readonly TableDescription[],
  references: readonly { readonly from: string; readonly to: string }[],
): TableDescription[] {
  const sorted: TableDescription[] = [];
  const seen = new Set<string>();
  const visit = (table: TableDescription) => {
    if (seen.has(table.name)) return;
    seen.add(table.name);
    for (const { from, to } of references) {
      if (from !== table.name) continue;
      const target = tables.find(({ name }) => name === to);
      if (target !== undefined) visit(target);
    }
    sorted.push(table);
  };
  for (const table of tables) visit(table);
  return sorted;
}
