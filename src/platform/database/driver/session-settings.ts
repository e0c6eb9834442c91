import type { Timeouts } from '#platform/config/config.js';

/** What every connection to PostgreSQL is set to. */
export interface SessionSettings {
  /** Where names without a schema resolve, and nowhere else; none do where it is empty. */
  readonly searchPath: string;
  readonly timeouts: Pick<Timeouts, 'statement' | 'lock'>;
}

/**
 * SQL that sets a session up. It is the first thing that is sent on a connection and no startup option, for what stands
 * between (PgBouncer) refuses those or passes them over.
 */
export function sessionStatement({ searchPath, timeouts }: SessionSettings): string {
  const settings = {
    search_path: searchPath,
    statement_timeout: timeouts.statement,
    lock_timeout: timeouts.lock,
    idle_in_transaction_session_timeout: timeouts.statement,
    synchronous_commit: 'on',
    TimeZone: 'UTC',
  };
  return Object.entries(settings)
    .map(([name, value]) => `SET ${name} = '${value}'`)
    .join('; ');
}

/** Milliseconds by which this side waits longer than PostgreSQL's own time-out, whose error says more. */
const CLIENT_GRACE_MS = 1_000;

/** Milliseconds until a kernel asks whether the other side of an idle connection is there. */
const KEEP_ALIVE = 10_000;

/**
 * How every connection of ours is made and how long it is waited for: to be made, and for each answer. One that misses
 * its time is closed, and the next statement has another.
 */
export function connectionSettings(settings: SessionSettings) {
  const { statement } = settings.timeouts;
  return {
    session: sessionStatement(settings),
    connectionTimeoutMillis: statement,
    query_timeout: statement + CLIENT_GRACE_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE,
    pipeline: true,
  } as const;
}
