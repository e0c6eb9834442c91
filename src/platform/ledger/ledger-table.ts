import type { QueryRunner } from 'typeorm';
import { sealTable } from '../database/schema/seal-table.js';

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

/**
 * Creates the function with which `appendEvents` adds to the ledger of the current schema, and which returns the place
 * of the last event added. It takes the ledger's lock,
 * gives the events their places behind the last one and hashes them: all of it in one statement, which a commit can
 * follow without waiting for the client, so that the lock is held no longer than PostgreSQL itself needs.
 *
 * The text under a hash is the RFC 8785 form of the row: its keys in order, with what only the lock decides (moment,
 * position, previous hash) set in here. Each query of the function sees what was committed before it began.
 */
export async function createLedgerAppend(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION append_events(actor text, ids uuid[], types text[], subjects text[], payloads text[], json_actor text, json_tails text[])
    RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE
      last record;
      place bigint;
      previous text;
      moment timestamptz;
      moment_text text;
      hashed text;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || '.ledger', 0));
      SELECT position, hash INTO last FROM ledger_event ORDER BY position DESC LIMIT 1;
      place := coalesce(last.position, 0);
      previous := last.hash;
      moment := date_trunc('milliseconds', clock_timestamp());
      moment_text := to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
      FOR i IN 1..cardinality(ids) LOOP
        place := place + 1;
        hashed := 'sha256:' || encode(sha256(convert_to(
          '{"actor":' || json_actor || ',"at":"' || moment_text || '","id":"' || ids[i] || '","payload":' || payloads[i]
          || ',"position":' || place || ',"previousHash":' || coalesce('"' || previous || '"', 'null') || json_tails[i],
          'UTF8')), 'hex');
        INSERT INTO ledger_event (position, id, type, subject, actor, at, payload, hash, previous_hash)
        VALUES (place, ids[i], types[i], subjects[i], actor, moment, payloads[i]::jsonb, hashed, previous);
        previous := hashed;
      END LOOP;
      RETURN place;
    END $$`);
}

/** Drops it. */
export async function dropLedgerAppend(runner: QueryRunner): Promise<void> {
  await runner.query('DROP FUNCTION append_events(text, uuid[], text[], text[], text[], text, text[])');
}

/** Drops the ledger. */
export async function dropLedgerTable(runner: QueryRunner): Promise<void> {
  await runner.query('DROP TABLE ledger_event');
}
