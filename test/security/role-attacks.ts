import pg from 'pg';
import { SUBGRAPHS } from '#process/subgraph-definitions.js';

/** A statement that the role that serves must not get through with. */
export interface RoleAttack {
  readonly sql: string;
  /**
   * Refused for want of a right (insufficient_privilege); or answered with a warning and nothing done, as PostgreSQL
   * does where a role may grant or maintain nothing.
   */
  readonly answer: 'error' | 'nothing done';
}

const SCHEMAS = SUBGRAPHS.map(({ definition }) => definition.name);

/** Every attack on everything that is in the catalogs of a store, and on the server around it. */
export async function roleAttacksOn(owner: pg.Client, role: string): Promise<RoleAttack[]> {
  const { rows: tables } = await owner.query<AttackedTable>(TABLES, [SCHEMAS]);
  const { rows: functions } = await owner.query<{ signature: string }>(
    'SELECT p.oid::regprocedure::text AS signature FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = ANY ($1)',
    [SCHEMAS],
  );
  return [
    ...tables.flatMap(attacksOnTable),
    ...functions.flatMap(({ signature }) =>
      errors(`DROP FUNCTION ${signature} CASCADE`, `ALTER FUNCTION ${signature} RESET ALL`),
    ),
    ...SCHEMAS.flatMap(attacksOnSchema),
    ...attacksOnServer(role),
  ];
}

interface AttackedTable {
  readonly name: string;
  readonly column: string;
  /** The constraint of its primary key, where it has one. */
  readonly key: string | null;
  readonly triggers: readonly string[];
  readonly indexes: readonly string[];
  readonly sequence: string | null;
  /** Whether its rows are there for good: it is sealed. */
  readonly sealed: boolean;
}

const TABLES = `
  SELECT format('%I.%I', nspname, relname) AS name,
    (SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND attgenerated = '' AND attidentity = '' AND NOT attisdropped ORDER BY attnum LIMIT 1) AS column,
    (SELECT quote_ident(conname) FROM pg_constraint WHERE conrelid = c.oid AND contype = 'p') AS key,
    ARRAY(SELECT quote_ident(tgname) FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal) AS triggers,
    ARRAY(SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = c.oid) AS indexes,
    (SELECT pg_get_serial_sequence(format('%I.%I', nspname, relname), attname) FROM pg_attribute
     WHERE attrelid = c.oid AND attidentity <> '' LIMIT 1) AS sequence,
    EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND tgname = 'sealed_rows') AS sealed
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = ANY ($1) AND relkind = 'r' ORDER BY 1`;

function attacksOnTable({ name, column, key, triggers, indexes, sequence, sealed }: AttackedTable): RoleAttack[] {
  const isMigrations = name.endsWith('.migration');
  return [
    ...(sealed || isMigrations
      ? errors(
          `UPDATE ${name} SET ${column} = ${column}`,
          `DELETE FROM ${name}`,
          `TRUNCATE ${name} CASCADE`,
          `MERGE INTO ${name} t USING ${name} s ON t.${column} = s.${column} WHEN MATCHED THEN DELETE`,
          `SELECT * FROM ${name} FOR UPDATE`,
          `SELECT * FROM ${name} FOR KEY SHARE`,
          `DO $$ BEGIN LOCK TABLE ${name} IN ACCESS EXCLUSIVE MODE; END $$`,
        )
      : []),
    ...((sealed || isMigrations) && key !== null
      ? errors(
          `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM ${name} ON CONFLICT ON CONSTRAINT ${key} DO UPDATE SET ${column} = excluded.${column}`,
        )
      : []),
    ...(isMigrations ? errors(`INSERT INTO ${name} SELECT * FROM ${name}`, `COPY ${name} FROM STDIN`) : []),
    ...errors(
      `ALTER TABLE ${name} DISABLE TRIGGER ALL`,
      `ALTER TABLE ${name} DISABLE TRIGGER USER`,
      `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`,
      `ALTER TABLE ${name} OWNER TO CURRENT_USER`,
      `ALTER TABLE ${name} RENAME TO gone`,
      `ALTER TABLE ${name} SET SCHEMA public`,
      `ALTER TABLE ${name} ADD COLUMN more int`,
      `ALTER TABLE ${name} DROP COLUMN ${column} CASCADE`,
      `ALTER TABLE ${name} ALTER COLUMN ${column} SET DEFAULT NULL`,
      `DROP TABLE ${name} CASCADE`,
      `CREATE INDEX ON ${name} (${column})`,
      `CREATE TRIGGER mine BEFORE INSERT ON ${name} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()`,
      `CREATE RULE mine AS ON INSERT TO ${name} DO INSTEAD NOTHING`,
      `CREATE POLICY mine ON ${name}`,
      `COMMENT ON TABLE ${name} IS 'mine'`,
      `COPY ${name} TO PROGRAM 'true'`,
      `COPY ${name} FROM PROGRAM 'true'`,
      `COPY ${name} TO '/tmp/pedigraph-rows'`,
      `CLUSTER ${name} USING ${indexes[0]?.split('.').at(-1) ?? 'none'}`,
    ),
    ...triggers.flatMap((trigger) =>
      errors(`ALTER TABLE ${name} DISABLE TRIGGER ${trigger}`, `DROP TRIGGER ${trigger} ON ${name}`),
    ),
    ...indexes.flatMap((index) => errors(`DROP INDEX ${index} CASCADE`, `REINDEX INDEX ${index}`)),
    ...(sequence === null
      ? []
      : errors(
          `SELECT setval('${sequence}', 1)`,
          `SELECT nextval('${sequence}')`,
          `ALTER SEQUENCE ${sequence} RESTART`,
        )),
    ...warnings(
      `GRANT UPDATE ON ${name} TO PUBLIC`,
      `GRANT ALL ON ${name} TO CURRENT_USER`,
      `REVOKE ALL ON ${name} FROM PUBLIC`,
      `VACUUM ${name}`,
      `ANALYZE ${name}`,
    ),
  ];
}

function attacksOnSchema(schema: string): RoleAttack[] {
  return [
    ...errors(
      `CREATE TABLE ${schema}.mine (a int)`,
      `CREATE VIEW ${schema}.mine AS SELECT 1`,
      `CREATE FUNCTION ${schema}.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
      `CREATE SEQUENCE ${schema}.mine`,
      `CREATE TYPE ${schema}.mine AS (a int)`,
      `CREATE OPERATOR ${schema}.@@@@ (LEFTARG = int, RIGHTARG = int, FUNCTION = int4pl)`,
      `ALTER SCHEMA ${schema} RENAME TO gone`,
      `ALTER SCHEMA ${schema} OWNER TO CURRENT_USER`,
      `DROP SCHEMA ${schema} CASCADE`,
      `COMMENT ON SCHEMA ${schema} IS 'Pedigraph 9.9.9'`,
    ),
    ...warnings(`GRANT CREATE ON SCHEMA ${schema} TO CURRENT_USER`),
  ];
}

function attacksOnServer(role: string): RoleAttack[] {
  return [
    ...errors(
      'CREATE SCHEMA mine',
      'CREATE TABLE public.mine (a int)',
      'CREATE TEMPORARY TABLE mine (a int)',
      'CREATE TEMPORARY VIEW mine AS SELECT 1',
      'SELECT 1 AS a INTO TEMPORARY mine',
      'SELECT lo_create(0)',
      'SELECT lo_creat(0)',
      "SELECT lo_from_bytea(0, 'x')",
      'CREATE DATABASE mine',
      'CREATE ROLE mine',
      'CREATE EXTENSION file_fdw',
      "CREATE TABLESPACE mine LOCATION '/tmp'",
      'CREATE PUBLICATION mine FOR ALL TABLES',
      'CREATE EVENT TRIGGER mine ON ddl_command_start EXECUTE FUNCTION suppress_redundant_updates_trigger()',
      'CREATE FOREIGN DATA WRAPPER mine',
      'CREATE LANGUAGE mine HANDLER plpgsql_call_handler',
      'SET ROLE postgres',
      'SET SESSION AUTHORIZATION postgres',
      'SET session_replication_role = replica',
      'SET log_statement = none',
      "SET session_preload_libraries = 'mine'",
      'ALTER SYSTEM SET fsync = off',
      'ALTER DATABASE pedigraph SET session_replication_role = replica',
      'ALTER DATABASE pedigraph OWNER TO CURRENT_USER',
      'DROP DATABASE postgres',
      `ALTER ROLE ${role} SUPERUSER`,
      `ALTER ROLE ${role} CREATEROLE`,
      `ALTER ROLE ${role} REPLICATION`,
      `ALTER ROLE ${role} SET session_replication_role = replica`,
      "ALTER ROLE postgres PASSWORD 'mine'",
      `GRANT postgres TO ${role}`,
      `GRANT pg_write_all_data TO ${role}`,
      `GRANT pg_execute_server_program TO ${role}`,
      'REASSIGN OWNED BY postgres TO CURRENT_USER',
      'DROP OWNED BY postgres CASCADE',
      'ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT ALL ON TABLES TO PUBLIC',
      "SELECT pg_read_file('postgresql.conf')",
      "SELECT pg_read_binary_file('PG_VERSION')",
      "SELECT pg_ls_dir('.')",
      "SELECT lo_import('/etc/passwd')",
      "SELECT lo_export(1, '/tmp/pedigraph-object')",
      'SELECT pg_reload_conf()',
      'SELECT pg_switch_wal()',
      "SELECT pg_create_physical_replication_slot('mine')",
      "SELECT pg_create_logical_replication_slot('mine', 'pgoutput')",
      'SELECT pg_promote()',
      'SELECT passwd FROM pg_shadow',
      'SELECT rolpassword FROM pg_authid',
      'UPDATE pg_class SET relowner = (SELECT oid FROM pg_roles WHERE rolname = CURRENT_USER)',
      "UPDATE pg_trigger SET tgenabled = 'D'",
      'DELETE FROM pg_depend',
      'CHECKPOINT',
      "COPY (SELECT 1) TO PROGRAM 'true'",
      "LOAD '/tmp/mine.so'",
      "DO LANGUAGE plpgsql $$ BEGIN EXECUTE 'SET ROLE postgres'; END $$",
    ),
  ];
}

const errors = (...statements: string[]) => statements.map((sql): RoleAttack => ({ sql, answer: 'error' }));
const warnings = (...statements: string[]) => statements.map((sql): RoleAttack => ({ sql, answer: 'nothing done' }));

/** All that the attacks are after: what there is, whose it is, who may do what with it, and every row. */
export async function fingerprintOf(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ line: string }>(FINGERPRINT, [SCHEMAS]);
  return rows.map(({ line }) => line);
}

const FINGERPRINT = `
  SELECT line FROM (
    SELECT concat_ws(' ', 'relation', c.oid::regclass, relowner::regrole, relkind, relacl::text, relrowsecurity) AS line
      FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname NOT LIKE 'pg\\_%'
    UNION ALL SELECT concat_ws(' ', 'schema', nspname, nspowner::regrole, nspacl::text) FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_temp%' AND nspname NOT LIKE 'pg\\_toast\\_temp%'
    UNION ALL SELECT concat_ws(' ', 'trigger', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT concat_ws(' ', 'function', p.oid::regprocedure, proowner::regrole, md5(prosrc), proconfig::text)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = ANY ($1)
    UNION ALL SELECT concat_ws(' ', 'role', rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolconfig::text) FROM pg_roles
    UNION ALL SELECT concat_ws(' ', 'member', roleid::regrole, member::regrole) FROM pg_auth_members
    UNION ALL SELECT concat_ws(' ', 'database', datname, datdba::regrole, datacl::text) FROM pg_database
    UNION ALL SELECT concat_ws(' ', 'object', oid, lomowner::regrole) FROM pg_largeobject_metadata
    UNION ALL SELECT concat_ws(' ', 'default', defaclrole::regrole, defaclacl::text) FROM pg_default_acl
    UNION ALL SELECT concat_ws(' ', 'comment', objoid::regnamespace, description) FROM pg_description WHERE classoid = 'pg_namespace'::regclass
    UNION ALL SELECT concat_ws(' ', 'sequence', schemaname, sequencename, last_value) FROM pg_sequences
    UNION ALL SELECT concat_ws(' ', 'rows', table_schema, table_name,
        md5(query_to_xml(format('SELECT md5(t::text) AS row FROM %I.%I t ORDER BY 1', table_schema, table_name), false, false, '')::text))
      FROM information_schema.tables WHERE table_schema = ANY ($1)
  ) all_lines ORDER BY 1`;
