import pg from 'pg';
import type { Read } from './schema-rights.js';
import { privilegesOn, type TableUses } from './table-use.js';

/** Whom to grant what. */
export interface GrantSchemaOptions {
  readonly schema: string;
  /** The role that serves. */
  readonly role: string;
  readonly tables: TableUses;
}

/**
 * Gives the role that serves what it needs in a schema, and takes all else: from it and from everybody (PUBLIC). What
 * a later migration makes is closed until it is declared. Runs as the owner, in the transaction of the migration.
 */
export async function grantSchema(query: Read, { schema, role, tables }: GrantSchemaOptions): Promise<void> {
  const within = pg.escapeIdentifier(schema);
  const to = pg.escapeIdentifier(role);
  const present = await query(
    "SELECT relname AS name FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p') ORDER BY 1",
    [within],
  );
  const statements = [
    `REVOKE ALL ON SCHEMA ${within} FROM PUBLIC, ${to}`,
    `GRANT USAGE ON SCHEMA ${within} TO ${to}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA ${within} FROM PUBLIC, ${to}`,
    `REVOKE ALL ON ALL SEQUENCES IN SCHEMA ${within} FROM PUBLIC, ${to}`,
    ...['TABLES', 'SEQUENCES'].map(
      (kind) => `ALTER DEFAULT PRIVILEGES IN SCHEMA ${within} REVOKE ALL ON ${kind} FROM PUBLIC, ${to}`,
    ),
    ...present.flatMap(({ name }) => {
      const privileges = privilegesOn(String(name), tables);
      if (privileges.length === 0) return [];
      return [`GRANT ${privileges.join(', ')} ON ${within}.${pg.escapeIdentifier(String(name))} TO ${to}`];
    }),
  ];
  await query(statements.join(';\n'), []);
  await pinFunctions(query, within);
}

/**
 * A function looks its tables up in its own schema alone: whoever inserts sets the search path of his session, and a
 * trigger must not find another table of the same name there.
 */
async function pinFunctions(query: Read, within: string): Promise<void> {
  const functions = await query(
    `SELECT format('%I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(p.oid)) AS signature
     FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE n.oid = to_regnamespace($1)`,
    [within],
  );
  for (const { signature } of functions) {
    await query(`ALTER FUNCTION ${signature} SET search_path = ${within}, pg_temp`, []);
  }
}
