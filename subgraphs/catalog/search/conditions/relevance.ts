import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import type { QueryNode, QueryText } from '../grammar/query-node.js';
import { wordsQuestion } from './words-match.js';

/** The SQL of how well a document answers to the free text of a query; null where there is none. */
export function relevance(node: QueryNode | null, parameters: SqlParameters): string | null {
  const texts = node === null ? [] : textsOf(node);
  if (texts.length === 0) return null;
  const question = texts.map(({ value }) => wordsQuestion(value, parameters)).join(' || ');
  return `ts_rank(d.words, ${question})`;
}

/** What is not wanted does not make anything more relevant. */
function textsOf(node: QueryNode): QueryText[] {
  if (node.type === 'text') return [node];
  return node.type === 'and' || node.type === 'or' ? node.nodes.flatMap(textsOf) : [];
}
