import type { QueryNode, QueryTerm } from '../grammar/query-node.js';
import { createdCondition, type Match, TEXT_MATCHES, textCondition } from './document-condition.js';
import { metricCondition, parameterCondition } from './measured-condition.js';
import { packageCondition } from './package-condition.js';
import type { SqlParameters } from './sql-parameters.js';
import { noteCondition, tagCondition } from './tag-condition.js';
import { wordsQuestion } from './words-match.js';

/** What each lineage term of a query leads to: ids of nodes. */
export type Reached = ReadonlyMap<QueryTerm, readonly string[]>;

/**
 * The SQL of a query as a condition on a row `d` of `search_document`. All of it is constants of these files; what a
 * client typed is among the parameters.
 * @throws {PedigraphError} BAD_USER_INPUT for a value that does not fit its field, with its column.
 */
export function queryCondition(node: QueryNode, reached: Reached, parameters: SqlParameters): string {
  switch (node.type) {
    case 'and':
    case 'or': {
      const conditions = node.nodes.map((part) => queryCondition(part, reached, parameters));
      return `(${conditions.join(node.type === 'and' ? ' AND ' : ' OR ')})`;
    }
    case 'not':
      // A document without a status is not archived either.
      return `((${queryCondition(node.node, reached, parameters)}) IS NOT TRUE)`;
    case 'text':
      return `d.words @@ ${wordsQuestion(node.value, parameters)}`;
    case 'term':
      return termCondition(node, reached, parameters);
  }
}

function termCondition(term: QueryTerm, reached: Reached, parameters: SqlParameters): string {
  switch (term.field) {
    case 'created':
      return createdCondition(term, parameters);
    case 'metric':
      return metricCondition(term, parameters);
    case 'parameter':
      return parameterCondition(term, parameters);
    case 'tag':
      return tagCondition(term, parameters);
    case 'note':
      return noteCondition(term, parameters);
    case 'package':
      return packageCondition(term, parameters);
    case 'downstreamOf':
    case 'upstreamOf':
      return `d.id = ANY (${parameters.add(reached.get(term) ?? [])}::uuid[])`;
    default: {
      const match: Match = TEXT_MATCHES[term.field];
      return textCondition(term, match, parameters);
    }
  }
}
