import type { QueryRunner } from 'typeorm';

/**
 * The table of what was done under idempotency keys, in the schema of each subgraph. It is no part of the record: not
 * sealed, in no ledger, and pruned as its rows expire.
 */
export const IDEMPOTENCY_TABLE = 'idempotent_step';

/**
 * Creates it in the current schema. A row is one step of an operation: a transaction that was committed and what its
 * work returned, or a whole answer.
 */
export async function createIdempotencyTable(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ${IDEMPOTENCY_TABLE} (
      caller text NOT NULL,
      key text NOT NULL,
      step text NOT NULL,
      operation text NOT NULL,
      value bytea NOT NULL,
      position bigint,
      created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
      PRIMARY KEY (caller, key, step)
    )`);
  await runner.query(`CREATE INDEX ${IDEMPOTENCY_TABLE}_age ON ${IDEMPOTENCY_TABLE} (created_at)`);
}

/** Drops it. */
export async function dropIdempotencyTable(runner: QueryRunner): Promise<void> {
  await runner.query(`DROP TABLE ${IDEMPOTENCY_TABLE}`);
}
