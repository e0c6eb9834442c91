/** How to read what a subgraph has to say of its data, in SQL that names its tables with their schema. */
export interface RevisionSql {
  /** One text, another one after every commit that changes what the subgraph can answer. Of a ledger: `place/mark`. */
  readonly now: string;
  /**
   * The mark at a place (an SQL parameter), as `now` told it when that was the last one: whether the past is still the one
   * that was seen. Left out where `now` has no places.
   */
  readonly markAt?: ((place: string) => string) | undefined;
}

/**
 * The revision of a subgraph whose every write goes to its ledger: the last event's place and hash, which covers all that
 * came before, and the table itself, which is another one after a restore.
 */
export function ledgerRevision(schema: string): RevisionSql {
  const events = `${schema}.ledger_event`;
  return {
    now: `(SELECT position || '/' || tableoid || '/' || hash FROM ${events} ORDER BY position DESC LIMIT 1)`,
    markAt: (place) => `(SELECT tableoid || '/' || hash FROM ${events} WHERE position = ${place})`,
  };
}

/**
 * The server that answers, and its timeline. Another server has another start, and so has the same one after a restart:
 * a standby that was promoted, a folder that was restored. What it holds may be less than what its ledgers say was seen,
 * where a row was read and the revision was not.
 */
export const SERVER_SQL =
  "(SELECT extract(epoch FROM pg_postmaster_start_time()) || '/' || CASE WHEN pg_is_in_recovery() THEN 'standby' ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END)";

/** The same of a server that tells no timeline, as some that only speak like PostgreSQL. */
export const SERVER_SQL_WITHOUT_TIMELINE = '(SELECT extract(epoch FROM pg_postmaster_start_time())::text)';
