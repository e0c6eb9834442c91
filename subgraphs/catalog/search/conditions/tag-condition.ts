import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { queryError } from '../grammar/query-error.js';
import type { QueryTerm } from '../grammar/query-node.js';
import { MAX_MEMBERS, type Membership } from './membership.js';
import { wantedOf } from './test-parts.js';
import { isPattern, textMatch } from './text-match.js';
import { wordsQuestion } from './words-match.js';

/** The SQL of a term about a tag: that it is there, or what it says. */
export function tagCondition(term: QueryTerm, parameters: SqlParameters): Membership {
  const { test } = term;
  if (test.type !== 'pair') {
    const { values, negated } = wantedOf(term);
    const keys = values.map((value) => textMatch('key', value, parameters)).join(' OR ');
    return saidOf('search_tag', keys, negated);
  }
  const conditions = test.comparisons.map(({ operator, value }) => {
    if (operator === '=') return textMatch('value', value, parameters);
    if (operator === '!=') return `NOT (${textMatch('value', value, parameters)})`;
    throw queryError('= or != behind the key of a tag', `${operator} came`, value.column);
  });
  return saidOf('search_tag', [textMatch('key', test.name, parameters), ...conditions].join(' AND '), false);
}

/** The SQL of a term about what notes say. */
export function noteCondition(term: QueryTerm, parameters: SqlParameters): Membership {
  const { values, negated } = wantedOf(term);
  const conditions = values.map((value) =>
    isPattern(value) && value.text === '*' ? 'true' : `words @@ ${wordsQuestion(value, parameters)}`,
  );
  return saidOf('search_note', conditions.join(' OR '), negated);
}

/** The SQL of a term about who owns something. */
export function ownerCondition(term: QueryTerm, parameters: SqlParameters): Membership {
  const { values, negated } = wantedOf(term);
  return saidOf('search_owner', values.map((value) => textMatch('owner', value, parameters)).join(' OR '), negated);
}

/** What is said of a model is said of each of its versions. */
function saidOf(table: 'search_tag' | 'search_note' | 'search_owner', condition: string, negated: boolean): Membership {
  return {
    column: 'd.id',
    members: `WITH said AS (SELECT document_id FROM ${table} WHERE ${condition} LIMIT ${MAX_MEMBERS + 1})
      SELECT document_id AS id FROM said
      UNION ALL
      SELECT v.id FROM said JOIN search_document m ON m.id = said.document_id AND m.kind = 'MODEL'
        JOIN search_document v ON v.name = m.name AND v.kind = 'MODEL_VERSION'`,
    test: `EXISTS (SELECT FROM ${table} WHERE (${condition}) AND document_id = ANY (ARRAY[d.id,
      (SELECT m.id FROM search_document m WHERE d.kind = 'MODEL_VERSION' AND m.kind = 'MODEL' AND m.name = d.name LIMIT 1)]) OFFSET 0)`,
    negated,
  };
}
