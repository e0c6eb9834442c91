import type { Timeouts } from '../config/config.js';

/** What every connection to PostgreSQL is set to, as its `options` tell it. */
export interface SessionSettings {
  /** Where names without a schema resolve, and nowhere else; none do where it is empty. */
  readonly searchPath: string;
  readonly timeouts: Pick<Timeouts, 'statement' | 'lock'>;
}

/** The settings as PostgreSQL takes them when a connection begins: `-c search_path=models -c …`. */
export function sessionOptions({ searchPath, timeouts }: SessionSettings): string {
  const settings = {
    search_path: searchPath,
    statement_timeout: timeouts.statement,
    lock_timeout: timeouts.lock,
    idle_in_transaction_session_timeout: timeouts.statement,
    synchronous_commit: 'on',
    TimeZone: 'UTC',
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}
