import type { EntityManager } from 'typeorm';
import { lacksFeature } from '../database/lacks-feature.js';
import { entityColumns } from '../database/rows/entity-rows.js';
import { readTexts } from '../database/rows/read-texts.js';
import { LedgerEvent } from './ledger-event.js';
import type { LedgerServer } from './ledger-server.js';

/** The database behind a manager, as the keeper of its schema's ledger. */
export async function readLedgerServer(manager: EntityManager): Promise<LedgerServer> {
  const { table } = entityColumns(manager, LedgerEvent);
  try {
    const [row] = await readTexts(manager, serverSql(table), []);
    const [id, written, standby] = row!.fields as (string | null)[];
    return { id: id ?? null, written: written == null ? null : Number(written), isStandby: standby === 'standby' };
  } catch (error) {
    if (!lacksFeature(error)) throw error;
    return { id: null, written: null, isStandby: false };
  }
}

/** A server in recovery has no timeline of its own, and writes no log. */
function serverSql(table: string): string {
  return `
    SELECT CASE WHEN NOT standby THEN
        (SELECT system_identifier FROM pg_control_system()) || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/'
        || (SELECT oid FROM pg_database WHERE datname = current_database()) || '/' || '${table}'::regclass::oid END,
      CASE WHEN NOT standby THEN pg_current_wal_flush_lsn() - '0/0'::pg_lsn END::text,
      CASE WHEN standby THEN 'standby' END
    FROM pg_is_in_recovery() AS recovery (standby)`;
}
