import pg from 'pg';
import type { EntityManager } from 'typeorm';
import type { Statement } from '../database/driver/run-transaction.js';
import { preparedStatement } from '../database/rows/prepared.js';
import { readTexts } from '../database/rows/read-texts.js';
import { IDEMPOTENCY_TABLE } from './idempotency-table.js';

/** A key of one caller. */
export interface CallersKey {
  readonly caller: string;
  readonly key: string;
}

/** A step of an operation under a key. */
export interface Step extends CallersKey {
  readonly step: string;
  /** See `IdempotentRequest.operation`. */
  readonly operation: string;
}

/** What is stored of steps of one key. */
export interface KnownSteps {
  /** How many steps of the key are stored. */
  readonly count: number;
  /** Whether one of them is of another operation. */
  readonly isReused: boolean;
  /** The step that was asked for. */
  readonly found: StoredStep | null;
}

/** A step that was done. */
export interface StoredStep {
  readonly value: Buffer;
  /** The position that the ledger reached by it; null where it added nothing. */
  readonly position: number | null;
}

/** The SQL of what was done under idempotency keys in one subgraph. */
export interface StepStore {
  /**
   * Holds the key until the transaction ends, unless another transaction of any process does; PostgreSQL lets it go as
   * soon as the process or its connection has died.
   */
  tryLock(manager: EntityManager, key: CallersKey): Promise<boolean>;
  find(manager: EntityManager, step: Step): Promise<KnownSteps>;
  /** Stores a step with the last position of the ledger, where the transaction has added to it. */
  insertion(step: Step, value: Buffer, hasAppended: boolean): Statement;
  /** Stores a step that is in no transaction, or reads it where it is there already. */
  keep(manager: EntityManager, step: Step, value: Buffer): Promise<Buffer>;
  /** How many keys a caller has, and how many seconds it takes until the oldest is forgotten. */
  countKeys(manager: EntityManager, caller: string): Promise<{ readonly keys: number; readonly seconds: number }>;
  /** Deletes steps that are forgotten, a thousand at most. */
  prune(manager: EntityManager): Promise<void>;
}

/** @param keptMs milliseconds for which a step is known */
export function createStepStore(schema: string, keptMs: number): StepStore {
  const table = `${pg.escapeIdentifier(schema)}.${IDEMPOTENCY_TABLE}`;
  const forgotten = `statement_timestamp() - ${keptMs} * interval '1 millisecond'`;
  const isKept = `created_at > ${forgotten}`;
  const keptOrNew = (column: string) => `CASE WHEN t.${isKept} THEN t.${column} ELSE excluded.${column} END`;
  const find = `SELECT operation, CASE WHEN step = $3 THEN encode(value, 'base64') END, position FROM ${table} t
    WHERE caller = $1 AND key = $2 AND ${isKept}`;
  // A row that is there can only have expired: whoever writes a step holds its key.
  const insert = `INSERT INTO ${table} AS t (caller, key, step, operation, value, position)
    VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::boolean THEN (SELECT max(position) FROM ${pg.escapeIdentifier(schema)}.ledger_event) END)
    ON CONFLICT (caller, key, step) DO UPDATE
    SET operation = excluded.operation, value = excluded.value, position = excluded.position, created_at = excluded.created_at`;
  const keep = `INSERT INTO ${table} AS t (caller, key, step, operation, value) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (caller, key, step) DO UPDATE
    SET value = ${keptOrNew('value')}, operation = ${keptOrNew('operation')}, created_at = ${keptOrNew('created_at')}
    RETURNING value`;
  const count = `SELECT count(DISTINCT key)::text, coalesce(ceil(extract(epoch FROM min(created_at) - statement_timestamp())) + ${keptMs / 1_000}, 0)::text
    FROM ${table} WHERE caller = $1 AND ${isKept}`;
  const prune = `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE created_at <= ${forgotten} LIMIT 1000))`;
  return {
    async tryLock(manager, { caller, key }) {
      const name = JSON.stringify(['idempotency', schema, caller, key]);
      const [row] = await readTexts(manager, 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))', [name]);
      return row?.text(0) === 't';
    },
    async find(manager, { caller, key, step, operation }) {
      const rows = await readTexts(manager, find, [caller, key, step]);
      const found = rows.find((row) => !row.isNull(1));
      return {
        count: rows.length,
        isReused: rows.some((row) => row.text(0) !== operation),
        found: found === undefined ? null : storedStep(found.text(1)!, found.text(2)),
      };
    },
    insertion: ({ caller, key, step, operation }, value, hasAppended) => ({
      ...preparedStatement(insert),
      values: [caller, key, step, operation, value, hasAppended],
    }),
    async keep(manager, { caller, key, step, operation }, value) {
      const [row] = await manager.query<{ value: Buffer }[]>(keep, [caller, key, step, operation, value]);
      return row?.value ?? value;
    },
    async countKeys(manager, caller) {
      const [row] = await readTexts(manager, count, [caller]);
      return { keys: Number(row?.text(0)), seconds: Math.max(1, Number(row?.text(1))) };
    },
    prune: (manager) => manager.query(prune),
  };
}

function storedStep(value: string, position: string | null): StoredStep {
  return { value: Buffer.from(value, 'base64'), position: position === null ? null : Number(position) };
}
