import pg from 'pg';

/** The schema of the views that reports are made of, of all subgraphs. */
export const REPORTING = 'reporting';

/**
 * The version of the views. What is added, a view or a column at the end of one, leaves it; what goes or is renamed
 * raises it.
 */
export const REPORTING_VERSION = 1;

/** How the description of each of our views begins, in the database; others may have views of their own beside them. */
export const OF_PEDIGRAPH = 'Pedigraph: ';

/** A view of a subgraph's own tables for reports in SQL: it names no other schema. */
export interface ReportingView {
  /** Of its own among all subgraphs: `model_versions`. */
  readonly name: string;
  /** What a row is. */
  readonly description: string;
  /** Its columns in their order: the SQL of each, and what it is. */
  readonly columns: Readonly<Record<string, readonly [sql: string, description: string]>>;
  /** What follows FROM. */
  readonly from: string;
}

/** A view as SQL names it. */
export function viewName(name: string): string {
  return `${REPORTING}.${pg.escapeIdentifier(name)}`;
}

/** The statements that make a view, or make it anew with columns added at its end, and describe it in the database. */
export function viewSql({ name, description, columns, from }: ReportingView): string {
  const selected = Object.entries(columns).map(([column, [sql]]) => `${sql} AS ${pg.escapeIdentifier(column)}`);
  const comments = Object.entries(columns).map(
    ([column, [, what]]) =>
      `COMMENT ON COLUMN ${viewName(name)}.${pg.escapeIdentifier(column)} IS ${pg.escapeLiteral(what)}`,
  );
  return [
    `CREATE OR REPLACE VIEW ${viewName(name)} AS SELECT ${selected.join(', ')} FROM ${from}`,
    `COMMENT ON VIEW ${viewName(name)} IS ${pg.escapeLiteral(OF_PEDIGRAPH + description)}`,
    ...comments,
  ].join(';\n');
}
