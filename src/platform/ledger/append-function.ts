/** What the function notes beside its events. */
export interface AppendFunctionOptions {
  /** Whether the transaction's last event records which rows it wrote; see `createLedgerRows`. */
  readonly withRows: boolean;
}

/**
 * SQL that makes `append_events`, which appends events to the ledger of its schema and returns the position of the last
 * one. It takes the ledger's lock, gives the events their positions behind the last one and hashes them: all of it in
 * one statement, which a commit can follow without waiting for the client, so that the lock is held no longer than
 * PostgreSQL itself needs.
 *
 * The text under a hash is the RFC 8785 form of the row: its keys in order, with what only the lock decides (moment,
 * position, previous hash) set in here. Each query of the function sees what was committed before it began.
 *
 * The rows stand on the last event of the transaction, so that none of its events can be cut off unseen.
 */
export function appendFunctionSql({ withRows }: AppendFunctionOptions): string {
  const only = (sql: string) => (withRows ? sql : '');
  const isLast = 'i = cardinality(ids)';
  return `
    CREATE OR REPLACE FUNCTION append_events(actor text, ids uuid[], types text[], subjects text[], payloads text[], json_actor text, json_tails text[])
    RETURNS bigint LANGUAGE plpgsql AS $$
    DECLARE
      last record;
      place bigint;
      previous text;
      moment timestamptz;
      moment_text text;
      hashed text;${only(`
      written text;`)}
    BEGIN${only(TAKE_WRITTEN_ROWS)}
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
          || ',"position":' || place || ',"previousHash":' || coalesce('"' || previous || '"', 'null')
          ${only(`|| CASE WHEN ${isLast} AND written IS NOT NULL THEN ',"rows":' || written ELSE '' END`)}
          || json_tails[i],
          'UTF8')), 'hex');
        INSERT INTO ledger_event (position, id, type, subject, actor, at, payload, ${only('rows, ')}hash, previous_hash)
        VALUES (place, ids[i], types[i], subjects[i], actor, moment, payloads[i]::jsonb,
          ${only(`CASE WHEN ${isLast} THEN written::jsonb END, `)}hashed, previous);
        previous := hashed;
      END LOOP;
      RETURN place;
    END $$`;
}

/** Reads what `note_rows` has noted in this transaction, as JSON in the order of the tables' names, and forgets it. */
const TAKE_WRITTEN_ROWS = `
      SELECT '{' || string_agg(to_json(noted.name) || ':[' || noted.entries || ']', ',' ORDER BY noted.name COLLATE "C") || '}' INTO written
      FROM (
        SELECT split_part(line, E'\\t', 1) AS name, string_agg(split_part(line, E'\\t', 2), ',' ORDER BY number) AS entries
        FROM unnest(string_to_array(current_setting('pedigraph.rows', true), E'\\n')) WITH ORDINALITY AS lines (line, number)
        WHERE line <> '' GROUP BY 1
      ) noted;
      IF written IS NOT NULL THEN PERFORM set_config('pedigraph.rows', '', true); END IF;`;
