/** How to read the revision of a subgraph's data, in SQL that names its tables with their schema. */
export interface RevisionSql {
  /** A text that differs after every commit which changes what the subgraph can answer. Of a ledger: `place/mark`. */
  readonly now: string;
  /**
   * The mark at a place (an SQL parameter), as `now` gave it when that place was the last one: whether the past is
   * still the one that was seen. Left out where `now` has no places.
   */
  readonly markAt?: ((place: string) => string) | undefined;
}

/**
 * The revision of a subgraph whose every write goes to its ledger: the position and hash of the last event, which
 * covers all before it, and the oid of the table, which is another one after a restore.
 */
export function ledgerRevision(schema: string): RevisionSql {
  const events = `${schema}.ledger_event`;
  return {
    now: `(SELECT position || '/' || tableoid || '/' || hash FROM ${events} ORDER BY position DESC LIMIT 1)`,
    markAt: (place) => `(SELECT tableoid || '/' || hash FROM ${events} WHERE position = ${place})`,
  };
}

/**
 * The start and the timeline of the server that answers. Another server has another start, and so has the same one
 * after a restart: a standby that was promoted, a folder that was restored. It may lack rows that this process has
 * read, although its ledger still holds the revision that was read last: a row may have been read after that.
 */
export const SERVER_SQL =
  "(SELECT extract(epoch FROM pg_postmaster_start_time()) || '/' || CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END)";

/** The same of a server that has no timeline to read, as some that only speak PostgreSQL's protocol. */
export const SERVER_SQL_WITHOUT_TIMELINE = '(SELECT extract(epoch FROM pg_postmaster_start_time())::text)';
