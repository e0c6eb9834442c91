import type { RevisionSql } from './revision.js';

/** The SQL that reads the revisions of some subgraphs in one row. Each text stays the same, so it is prepared once. */
export interface RevisionStatements {
  /** The server, then each revision. */
  readonly now: string;
  /**
   * The server, then each revision and, where it has places, the mark at one: `$1` for the first of those, and so on.
   */
  readonly withMarks: string;
}

/**
 * The statements of some subgraphs. To look up marks takes PostgreSQL as long again as all else, so they are asked for
 * only where a ledger has grown.
 */
export function revisionStatements(
  subgraphs: readonly { readonly revision: RevisionSql }[],
  serverSql: string,
): RevisionStatements {
  let parameters = 0;
  const marked = subgraphs.flatMap(({ revision: { now, markAt } }) =>
    markAt === undefined ? [now] : [now, markAt(`$${++parameters}::bigint`)],
  );
  return {
    now: select([serverSql, ...subgraphs.map(({ revision }) => revision.now)]),
    withMarks: select([serverSql, ...marked]),
  };
}

function select(columns: readonly string[]): string {
  return `SELECT ${columns.join(',\n')}`;
}
