import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { MAX_MEMBERS, type Members } from './conditions/membership.js';
import { type KnownMembers, membershipOf } from './conditions/query-condition.js';
import type { QueryNode, QueryTerm } from './grammar/query-node.js';
import type { SearchQueryRepository } from './search-query.repository.js';

/**
 * Who the members are of each term that PostgreSQL could not plan well for: as one of several alternatives, behind a
 * `not`, and of what is said of a model it would have to read all members, or all documents. Few are named to it; of many
 * it is told to look documents up one by one. Other terms it plans best by itself.
 * @throws {PedigraphError} BAD_USER_INPUT for a value that does not fit its field, with its column.
 */
export async function lookUpMembers(query: QueryNode | null, repository: SearchQueryRepository): Promise<KnownMembers> {
  const terms = query === null ? [] : termsOf(query, false);
  const known = new Map<QueryTerm, Members>();
  await Promise.all(
    terms.map(async (term) => {
      const parameters = new SqlParameters();
      const membership = membershipOf(term, parameters);
      if (membership !== null) known.set(term, await membersOf(membership.members, parameters, repository));
    }),
  );
  return known;
}

async function membersOf(
  query: string,
  parameters: SqlParameters,
  repository: SearchQueryRepository,
): Promise<Members> {
  const ids = await repository.ids(query, parameters, MAX_MEMBERS + 1);
  return ids.length > MAX_MEMBERS ? 'many' : ids;
}

/** What is said of a model is said of its versions. */
const SAID: ReadonlySet<QueryTerm['field']> = new Set(['tag', 'note', 'owner']);

function termsOf(node: QueryNode, apart: boolean): QueryTerm[] {
  switch (node.type) {
    case 'term':
      return apart || SAID.has(node.field) || isNegated(node) ? [node] : [];
    case 'text':
      return [];
    case 'not':
      return termsOf(node.node, true);
    default:
      return node.nodes.flatMap((part) => termsOf(part, apart || node.type === 'or'));
  }
}

function isNegated({ test }: QueryTerm): boolean {
  return test.type === 'compare' && test.operator === '!=';
}
