/**
 * What a table is, and so what the process that serves may do with it:
 * - `sealed`: rows are inserted and stay as they are: triggers hold it (`sealTable`), and `pedigraph verify` checks each.
 *   Every fact and every ledger;
 * - `refilled`: rows are inserted and stay, but the table may be emptied as a whole, to be filled again from the ledgers;
 * - `projected`: rows are inserted, changed and deleted, and the table may be emptied as a whole;
 * - `updated`: rows are inserted and changed, and none is deleted;
 * - `mutable`: rows are inserted, changed and deleted.
 *
 * What is not sealed is no part of the record.
 */
export type TableUse = keyof typeof PRIVILEGES;

/** Every table of a schema but that of its migrations, with its use. What is not in it nobody may even read. */
export type TableUses = Readonly<Record<string, TableUse>>;

/** What can be granted on a table. */
export type TablePrivilege = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'TRUNCATE' | 'REFERENCES' | 'TRIGGER';

/** What a role may be granted on a table, all of it. */
export const TABLE_PRIVILEGES: readonly TablePrivilege[] = [
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'TRUNCATE',
  'REFERENCES',
  'TRIGGER',
];

/** TypeORM's own table of what ran. */
const MIGRATION_TABLE = 'migration';

const PRIVILEGES = {
  sealed: ['SELECT', 'INSERT'],
  refilled: ['SELECT', 'INSERT', 'TRUNCATE'],
  projected: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'],
  updated: ['SELECT', 'INSERT', 'UPDATE'],
  mutable: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
} as const satisfies Record<string, readonly TablePrivilege[]>;

/** What the role that serves may do with a table: nothing where the table is not declared. */
export function privilegesOn(table: string, tables: TableUses): readonly TablePrivilege[] {
  if (table === MIGRATION_TABLE) return ['SELECT'];
  const use = Object.hasOwn(tables, table) ? tables[table] : undefined;
  return use === undefined ? [] : PRIVILEGES[use];
}

/** The tables of a schema that are no part of the record. One that is not declared is taken for a part of it. */
export function unsealedTables(tables: TableUses): readonly string[] {
  return [MIGRATION_TABLE, ...Object.keys(tables).filter((name) => tables[name] !== 'sealed')];
}

/** The declaration of tables that are all used alike. */
export function tablesUsed<Name extends string>(use: TableUse, names: readonly Name[]): Record<Name, TableUse> {
  return Object.fromEntries(names.map((name) => [name, use])) as Record<Name, TableUse>;
}
