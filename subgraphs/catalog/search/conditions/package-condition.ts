import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { queryError, quoted } from '../grammar/query-error.js';
import type { Comparison, QueryTerm } from '../grammar/query-node.js';
import { packageName } from '../package-name.js';
import { behindLocals, versionKey } from '../version-key.js';
import type { Membership } from './membership.js';
import { wantedOf } from './test-parts.js';
import { isPattern, textMatch } from './text-match.js';

/** The SQL of a term about the packages of the environment: that one is there, and which version it has. */
export function packageCondition(term: QueryTerm, parameters: SqlParameters): Membership {
  const { test } = term;
  if (test.type === 'pair') {
    const versions = test.comparisons.map((comparison) => versionCondition(comparison, parameters));
    const name = textMatch('name', { ...test.name, text: packageName(test.name.text) }, parameters);
    return holding([name, ...versions].join(' AND '), false);
  }
  const { values, negated } = wantedOf(term);
  const names = values.map((value) => textMatch('name', { ...value, text: packageName(value.text) }, parameters));
  return holding(names.join(' OR '), negated);
}

function holding(condition: string, negated: boolean): Membership {
  return {
    column: 'd.environment_id',
    members: `SELECT environment_id AS id FROM search_package WHERE ${condition}`,
    test: `EXISTS (SELECT FROM search_package WHERE environment_id = d.environment_id AND (${condition}) OFFSET 0)`,
    negated,
  };
}

/** As in PEP 440, a local version such as 2.1.0+cu118 counts as 2.1.0 unless the query names one itself. */
function versionCondition({ operator, value }: Comparison, parameters: SqlParameters): string {
  if (isPattern(value)) {
    if (operator === '=') return textMatch('version', value, parameters);
    if (operator === '!=') return `NOT (${textMatch('version', value, parameters)})`;
    throw queryError(`= or != before a version with a *`, `${operator} came`, value.column);
  }
  const key = versionKey(value.text);
  if (key === null) {
    if (operator === '=') return textMatch('version', value, parameters);
    throw queryError('a version that begins with a number, such as 1.26.4', `${quoted(value.text)} came`, value.column);
  }
  const from = () => `${parameters.add(key)}::text COLLATE "C"`;
  const until = () => `${parameters.add(behindLocals(key))}::text COLLATE "C"`;
  switch (operator) {
    case '=':
      return `version_key >= ${from()} AND version_key < ${until()}`;
    case '!=':
      return `(version_key < ${from()} OR version_key >= ${until()})`;
    case '>':
      return `version_key >= ${until()}`;
    case '>=':
      return `version_key >= ${from()}`;
    case '<':
      return `version_key < ${from()}`;
    case '<=':
      return `version_key < ${until()}`;
  }
}
