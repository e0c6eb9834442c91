import type { QueryRunner } from 'typeorm';
import { sealTable } from '../database/schema/seal-table.js';
import { appendFunctionSql } from './append-function.js';

/** Creates the ledger of the current schema, sealed. */
export async function createLedgerTable(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE ledger_event (
      position bigint PRIMARY KEY,
      id uuid NOT NULL UNIQUE,
      type text NOT NULL,
      subject text NOT NULL,
      actor text NOT NULL,
      at timestamptz NOT NULL,
      payload jsonb NOT NULL,
      hash text NOT NULL,
      previous_hash text
    )`);
  await runner.query('CREATE INDEX ledger_event_subject ON ledger_event (subject, position)');
  await sealTable(runner, 'ledger_event');
}

/** Creates the function with which `appendEvents` adds to the ledger of the current schema. */
export async function createLedgerAppend(runner: QueryRunner): Promise<void> {
  await runner.query(appendFunctionSql({ withRows: false }));
}

/** Drops what `createLedgerAppend` made. */
export async function dropLedgerAppend(runner: QueryRunner): Promise<void> {
  await runner.query('DROP FUNCTION append_events(text, uuid[], text[], text[], text[], text, text[])');
}

/** Drops the ledger. */
export async function dropLedgerTable(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE ledger_event');
}
