import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { queryError, quoted } from '../grammar/query-error.js';
import type { Comparison, QueryTerm, QueryValue } from '../grammar/query-node.js';
import type { SearchField } from '../grammar/search-fields.js';
import { SearchKind } from '../search.enums.js';
import { periodOf } from './period.js';
import { anyOf, boundsOf, wantedOf } from './test-parts.js';
import { beginsWith, isPattern, textMatch } from './text-match.js';

/** The SQL of "it is, or is like, this value" for one field. */
export type Match = (value: QueryValue, parameters: SqlParameters) => string;

/** The fields that are columns of the document itself, or of one it points to. */
export const TEXT_MATCHES = {
  name: (value, parameters) => named('d', value, parameters),
  model: (value, parameters) => `(d.kind = 'MODEL_VERSION' AND ${named('d', value, parameters)})`,
  namespace: (value, parameters) =>
    isPattern(value)
      ? textMatch('d.namespace', value, parameters)
      : `(${textMatch('d.namespace', value, parameters)} OR ${beginsWith('d.namespace', `${value.text}/`, parameters)})`,
  author: (value, parameters) => textMatch('d.author', value, parameters),
  status: (value, parameters) => textMatch('d.status', { ...value, text: asEnum(value.text) }, parameters),
  kind: (value, parameters) => textMatch('d.kind', { ...value, text: knownKind(value) }, parameters),
  architecture: (value, parameters) => textMatch('d.architecture', value, parameters),
  alias: (value, parameters) =>
    `d.id IN (SELECT document_id FROM search_alias WHERE ${textMatch('alias', value, parameters)})`,
  commit: (value, parameters) => hexadecimal('d.commit', value, '', parameters),
  digest: (value, parameters) => hexadecimal('d.digest', value, 'sha256:', parameters),
  experiment: (value, parameters) =>
    `d.run_id IN (SELECT id FROM search_document WHERE kind = 'RUN' AND (${path('experiment', value, parameters)}
       OR experiment IN (SELECT n.experiment FROM search_experiment_name n WHERE ${textMatch('n.display_name', value, parameters)})))`,
  dataset: (value, parameters) =>
    `d.id IN (WITH sources AS (SELECT s.id FROM search_document s WHERE s.kind = 'DATASET_VERSION'
       AND ${value.text.includes('@') ? refOf(value, parameters) : named('s', value, parameters)})
     SELECT id FROM sources
     UNION ALL SELECT downstream_id FROM lineage_edge WHERE upstream_id IN (SELECT id FROM sources))`,
} as const satisfies Partial<Record<SearchField, Match>>;

/** The SQL of a term whose field is a text of the document. */
export function textCondition(term: QueryTerm, match: Match, parameters: SqlParameters): string {
  const { values, negated } = wantedOf(term);
  const condition = anyOf(values.map((value) => match(value, parameters)));
  return negated ? `((${condition}) IS NOT TRUE)` : condition;
}

/** The SQL of a term about when something was recorded. */
export function createdCondition({ test }: QueryTerm, parameters: SqlParameters): string {
  const alternatives = boundsOf(test).map((bounds) =>
    bounds.map((comparison) => createdWithin(comparison, parameters)).join(' AND '),
  );
  return anyOf(alternatives.map((condition) => `(${condition})`));
}

function createdWithin({ operator, value }: Comparison, parameters: SqlParameters): string {
  const period = periodOf(value);
  const from = () => `${parameters.add(period.from)}::timestamptz`;
  const until = () => `${parameters.add(period.until)}::timestamptz`;
  switch (operator) {
    case '>':
      return `d.created >= ${until()}`;
    case '>=':
      return `d.created >= ${from()}`;
    case '<':
      return `d.created < ${from()}`;
    case '<=':
      return `d.created < ${until()}`;
    case '=':
      return `d.created >= ${from()} AND d.created < ${until()}`;
    case '!=':
      return `(d.created < ${from()} OR d.created >= ${until()})`;
  }
}

/** By the whole name or by its last part. */
function named(row: 'd' | 's', value: QueryValue, parameters: SqlParameters): string {
  if (value.text.includes('/')) return textMatch(`${row}.name`, value, parameters);
  return `(${textMatch(`${row}.name`, value, parameters)} OR ${textMatch(`${row}.last_name`, value, parameters)})`;
}

/** A dataset version by its ref, found by its name, which has an index. */
function refOf(value: QueryValue, parameters: SqlParameters): string {
  const name = { ...value, text: value.text.slice(0, value.text.indexOf('@')) };
  return `${textMatch('s.name', name, parameters)} AND ${textMatch('s.ref', value, parameters)}`;
}

/** A name with slashes; of one without, the last part may be given alone. */
function path(column: string, value: QueryValue, parameters: SqlParameters): string {
  if (value.text.includes('/')) return textMatch(column, value, parameters);
  const last = `substring(${column} FROM '[^/]*$')`;
  return `(${textMatch(column, value, parameters)} OR ${textMatch(last, value, parameters)})`;
}

/** `In review` and `in-review` are `IN_REVIEW`. */
function asEnum(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '_');
}

function knownKind(value: QueryValue): string {
  const kind = asEnum(value.text);
  if (isPattern(value) || Object.hasOwn(SearchKind, kind)) return kind;
  throw queryError(`one of ${Object.keys(SearchKind).join(', ')}`, `${quoted(value.text)} came`, value.column);
}

const HEXADECIMAL = /^[0-9a-f]{4,64}$/;

/** As in Git, the beginning is enough. */
function hexadecimal(column: string, value: QueryValue, prefix: string, parameters: SqlParameters): string {
  if (!value.literal && value.text === '*') return `${column} IS NOT NULL`;
  const text = value.text.toLowerCase();
  const digits = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  if (!HEXADECIMAL.test(digits)) {
    throw queryError(
      `${prefix === '' ? '' : `${prefix} and `}at least 4 hexadecimal digits`,
      `${quoted(value.text)} came`,
      value.column,
    );
  }
  return beginsWith(column, prefix + digits, parameters);
}
