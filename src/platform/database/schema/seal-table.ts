import type { QueryRunner } from 'typeorm';

/** The SQLSTATE with which the database refuses to change what is sealed; it reaches the client as `IMMUTABLE`. */
export const SEALED_SQLSTATE = 'SEALD';

/**
 * Creates the trigger functions that `sealTable` and `checkDigests` need in the current schema.
 * First thing in a subgraph's first migration.
 */
export async function createSealFunctions(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '% is sealed: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '${SEALED_SQLSTATE}';
    END $$`);
  await runner.query(`
    CREATE FUNCTION refuse_wrong_digest() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.digest IS DISTINCT FROM 'sha256:' || encode(sha256(convert_to(NEW.manifest, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION '%: the digest is not that of the manifest', TG_TABLE_NAME USING ERRCODE = '${SEALED_SQLSTATE}';
      END IF;
      RETURN NEW;
    END $$`);
}

/** Drops what `createSealFunctions` made. */
export async function dropSealFunctions(runner: QueryRunner): Promise<void> {
  await runner.query('DROP FUNCTION refuse_wrong_digest()');
  await runner.query('DROP FUNCTION refuse_change()');
}

/**
 * From here on rows of the table are only inserted: UPDATE, DELETE and TRUNCATE are refused to every role.
 * `ENABLE ALWAYS`, because `session_replication_role = replica` switches plain triggers off.
 */
export async function sealTable(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(
    `CREATE TRIGGER sealed_rows BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  );
  await runner.query(
    `CREATE TRIGGER sealed_table BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
  );
  await runner.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER sealed_rows, ENABLE ALWAYS TRIGGER sealed_table`);
}

/** The database itself recomputes `digest` from `manifest` at every insert and refuses one that does not fit. */
export async function checkDigests(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(
    `CREATE TRIGGER digest_fits BEFORE INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_wrong_digest()`,
  );
  await runner.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER digest_fits`);
}
