import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import type { QueryNode, QueryTerm } from '../grammar/query-node.js';
import { createdCondition, type Match, TEXT_MATCHES, textCondition } from './document-condition.js';
import { metricCondition, parameterCondition } from './measured-condition.js';
import { type Members, type Membership, memberCondition } from './membership.js';
import { packageCondition } from './package-condition.js';
import { noteCondition, ownerCondition, tagCondition } from './tag-condition.js';
import { wordsQuestion } from './words-match.js';

/** What is known of the terms of a query before it is asked: where lineage leads to, and the members that were looked up. */
export type KnownMembers = ReadonlyMap<QueryTerm, Members>;

/**
 * The SQL of a query as a condition on a row `d` of `search_document`. All of it is constants of these files; what a
 * client typed is among the parameters.
 * @throws {PedigraphError} BAD_USER_INPUT for a value that does not fit its field, with its column.
 */
export function queryCondition(node: QueryNode, known: KnownMembers, parameters: SqlParameters): string {
  switch (node.type) {
    case 'and':
    case 'or': {
      const conditions = node.nodes.map((part) => queryCondition(part, known, parameters));
      return `(${conditions.join(node.type === 'and' ? ' AND ' : ' OR ')})`;
    }
    case 'not':
      // A document without a status is not archived either.
      return `((${queryCondition(node.node, known, parameters)}) IS NOT TRUE)`;
    case 'text':
      return `d.words @@ ${wordsQuestion(node.value, parameters)}`;
    case 'term':
      return termCondition(node, known, parameters);
  }
}

function termCondition(term: QueryTerm, known: KnownMembers, parameters: SqlParameters): string {
  const members = known.get(term);
  // Where members are named, what they were found by is no longer part of the statement.
  const membership = membershipOf(term, Array.isArray(members) ? new SqlParameters() : parameters);
  if (membership !== null) return memberCondition(membership, members, parameters);
  switch (term.field) {
    case 'created':
      return createdCondition(term, parameters);
    case 'downstreamOf':
    case 'upstreamOf':
      return `d.id = ANY (${parameters.add(known.get(term) ?? [])}::uuid[])`;
    default: {
      const match: Match = TEXT_MATCHES[term.field as keyof typeof TEXT_MATCHES];
      return textCondition(term, match, parameters);
    }
  }
}

/**
 * What a term asks of other tables than that of documents; null for a term of another kind.
 * @throws {PedigraphError} BAD_USER_INPUT for a value that does not fit its field, with its column.
 */
export function membershipOf(term: QueryTerm, parameters: SqlParameters): Membership | null {
  switch (term.field) {
    case 'metric':
      return metricCondition(term, parameters);
    case 'parameter':
      return parameterCondition(term, parameters);
    case 'tag':
      return tagCondition(term, parameters);
    case 'note':
      return noteCondition(term, parameters);
    case 'owner':
      return ownerCondition(term, parameters);
    case 'package':
      return packageCondition(term, parameters);
    default:
      return null;
  }
}
