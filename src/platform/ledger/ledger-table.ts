import type { QueryRunner } from 'typeorm';
import { sealTable } from '../database/seal-table.js';

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

/** Drops it. */
export async function dropLedgerTable(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE ledger_event');
}
