import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { printable } from '#platform/errors/printable.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { SqlConnection } from './sql-connection.js';

/** What is reported of a database that cannot be opened; a message of the driver may hold the URL. */
export function unreachable(kind: string, url: string, error: unknown): PedigraphError {
  return new PedigraphError(
    'UNAVAILABLE',
    `Expected a ${kind} database of MLflow at ${placeOfDatabase(url)}, but it cannot be opened: ${messageOf(error)}. Nothing was written.`,
  );
}

/** The connection, whose errors are those of a database that was opened and then could not be read. */
export function withReadErrors(connection: SqlConnection): SqlConnection {
  const fail = (error: unknown): never => {
    throw new PedigraphError(
      'UNAVAILABLE',
      `Expected to read the database of MLflow at ${printable(connection.place)}, but it gave: ${messageOf(error)}. Nothing was changed in it; give the same command again, and the import goes on from there.`,
    );
  };
  return {
    ...connection,
    rows: (sql, values) => connection.rows(sql, values).catch(fail),
    columns: () => connection.columns().catch(fail),
  };
}

/** A driver's message may hold the URL, and bytes of the database. */
function messageOf(error: unknown): string {
  const { message, code } = error as Error & { code?: string };
  return printable(withoutCredentials(message || String(code)).slice(0, MOST_QUOTED)).replace(/\.$/, '');
}

const MOST_QUOTED = 300;

/**
 * Where a database is, as a report names it: user, password and what stands behind `?`, a password perhaps, are none of
 * it. Passwords hold `/`, `#` and `@` that were not escaped, so all before the last `@` counts as one; where that stands
 * behind a `?`, either side of it may be secret, and the scheme alone is named.
 */
export function placeOfDatabase(url: string): string {
  const [, scheme = '', rest = ''] = /^([a-z0-9+.-]+:\/\/)?(.*)$/is.exec(url) ?? [];
  if (/\?.*@/s.test(rest)) return `${scheme}…`;
  return scheme + rest.replace(/^.*@/s, '').replace(/[?#].*$/s, '');
}
