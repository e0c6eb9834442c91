import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';

/**
 * "The document is among those": the SQL of one condition in two forms over the same parameters. From `members`
 * PostgreSQL starts where they are few; `test` looks one document up, which is all there is to do where nearly every
 * document is among them.
 */
export interface Membership {
  /** What of the document is among the members. */
  readonly column: 'd.id' | 'd.environment_id';
  /** A query for their ids. */
  readonly members: string;
  /** Whether the row `d` is among them; with OFFSET, or PostgreSQL would read all members into memory first. */
  readonly test: string;
  /** Whether those are wanted that are not among them. */
  readonly negated: boolean;
}

/** More members than these are too many to name. */
export const MAX_MEMBERS = 5_000;

/** The ids of the members, `many` where they are too many to name, or undefined where nobody has asked. */
export type Members = readonly string[] | 'many' | undefined;

/** The condition in the form that fits how many members there are. */
export function memberCondition(membership: Membership, members: Members, parameters: SqlParameters): string {
  const condition = formOf(membership, members, parameters);
  return membership.negated ? `((${condition}) IS NOT TRUE)` : condition;
}

function formOf({ column, members: query, test }: Membership, members: Members, parameters: SqlParameters): string {
  if (members === undefined) return `${column} IN (${query})`;
  return members === 'many' ? test : `${column} = ANY (${parameters.add(members)}::uuid[])`;
}
