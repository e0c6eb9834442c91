import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { NodesByName } from '../lineage/find-root.js';
import type { KnownMembers } from './conditions/query-condition.js';
import { wantedOf } from './conditions/test-parts.js';
import { isPattern } from './conditions/text-match.js';
import { queryError, quoted } from './grammar/query-error.js';
import type { QueryNode, QueryTerm, QueryValue } from './grammar/query-node.js';
import type { SearchQueryRepository } from './search-query.repository.js';

/** The most things a lineage term may lead to. */
export const MAX_REACHED = 50_000;
/** The most lineage terms of a query. */
const MAX_LINEAGE_TERMS = 5;

/**
 * Where the lineage terms of a query lead to, by id; the things themselves are not among them.
 * @throws {PedigraphError} NOT_FOUND for a ref the catalog does not know; BAD_USER_INPUT where too much rests on it.
 */
export async function reachLineage(
  query: QueryNode | null,
  nodesByName: NodesByName,
  repository: SearchQueryRepository,
): Promise<KnownMembers> {
  const terms = query === null ? [] : lineageTermsOf(query);
  const excess = terms[MAX_LINEAGE_TERMS];
  if (excess !== undefined) {
    throw queryError(`at most ${MAX_LINEAGE_TERMS} of downstreamOf and upstreamOf`, 'another came', excess.column);
  }
  return new Map(
    await Promise.all(terms.map(async (term) => [term, await reachedBy(term, nodesByName, repository)] as const)),
  );
}

function lineageTermsOf(node: QueryNode): QueryTerm[] {
  switch (node.type) {
    case 'term':
      return node.field === 'downstreamOf' || node.field === 'upstreamOf' ? [node] : [];
    case 'not':
      return lineageTermsOf(node.node);
    case 'text':
      return [];
    default:
      return node.nodes.flatMap(lineageTermsOf);
  }
}

async function reachedBy(
  term: QueryTerm,
  nodesByName: NodesByName,
  repository: SearchQueryRepository,
): Promise<readonly string[]> {
  const { values, negated } = wantedOf(term);
  if (negated) throw queryError(`not ${term.field}:ref`, '!= came', term.column);
  const roots = (await Promise.all(values.map((value) => rootsOf(value, nodesByName)))).flat();
  const way = term.field === 'downstreamOf' ? 'DOWNSTREAM' : 'UPSTREAM';
  const reached = await repository.reach(roots, way, MAX_REACHED + 1);
  if (reached.length > MAX_REACHED) {
    throw queryError(
      `a thing with at most ${MAX_REACHED} others ${way.toLowerCase()}`,
      `more are there of the ${values.length === 1 ? 'one' : 'ones'} named`,
      term.column,
    );
  }
  return reached;
}

/** All kinds of things that have the ref, for a search may be for any of them. */
async function rootsOf(value: QueryValue, nodesByName: NodesByName): Promise<string[]> {
  if (isPattern(value)) throw queryError('a ref or an id', 'a * came', value.column);
  const nodes = await nodesByName.load(value.text);
  if (nodes.length > 0) return nodes.map(({ id }) => id);
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected the ref or the id of something that is recorded, such as fraud/transactions@1.0.0, but the catalog knows no ${quoted(value.text)} (column ${value.column} of the query). What was written a moment ago may still be on its way.`,
    { column: value.column },
  );
}
