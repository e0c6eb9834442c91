import { queryError, quoted } from './query-error.js';
import type { Comparison, QueryTerm, QueryTest, QueryValue } from './query-node.js';
import { fieldNamed, SEARCH_FIELDS, type SearchField } from './search-fields.js';
import type { TokenReader } from './token-reader.js';
import type { Operator } from './tokenise-query.js';

/** The most values of `in (…)`. */
export const MAX_VALUES = 200;

const ASPECTS: ReadonlySet<string> = new Set(['last', 'best', 'min', 'max']);

/** Whether a field with `:`, an operator or `in (` behind it comes next. */
export function isTermAhead(reader: TokenReader): boolean {
  if (reader.peek().type !== 'word') return false;
  let ahead = 1;
  // metric."validation loss".best
  if (isDotted(reader))
    while (reader.peek(ahead).glued && ['word', 'string'].includes(reader.peek(ahead).type)) ahead++;
  const { type, text } = reader.peek(ahead);
  return (
    reader.isMark(':', ahead) ||
    type === 'operator' ||
    (type === 'word' && text.toLowerCase() === 'in' && reader.isMark('(', ahead + 1))
  );
}

/**
 * Parses `field:value`, `field op value`, `field:from..to` or `field in (a, b)`.
 * @throws {PedigraphError} BAD_USER_INPUT with the column.
 */
export function parseTerm(reader: TokenReader): QueryTerm {
  const { column } = reader.peek();
  const named = parseField(reader);
  return { type: 'term', ...named, test: parseTest(reader, named.field), column };
}

function isDotted(reader: TokenReader): boolean {
  return reader.peek().text.endsWith('.');
}

function parseField(reader: TokenReader): Pick<QueryTerm, 'field' | 'key' | 'aspect'> {
  const dotted = isDotted(reader);
  const { text, column } = reader.next();
  const dot = text.indexOf('.');
  const field = fieldNamed(dot < 0 ? text : text.slice(0, dot), column);
  const keyed = SEARCH_FIELDS[field] === 'metric' || SEARCH_FIELDS[field] === 'parameter';
  if (keyed !== dot >= 0) {
    throw queryError(
      keyed ? `a key behind it, such as ${field}.x` : `${field} without a dot`,
      `${quoted(text)} came`,
      column,
    );
  }
  if (!keyed) return { field, key: null, aspect: 'last' };
  const spelled = dotted ? parseQuotedKey(reader, text, dot) : { key: text.slice(dot + 1), suffix: null };
  const { key, aspect } = field === 'metric' ? withAspect(spelled) : { key: spelled.key, aspect: 'last' as const };
  if (key === '') throw queryError(`a key behind ${field}.`, 'nothing came', column);
  return { field, key, aspect };
}

/** `metric."val loss"`, and what follows: `metric."val loss".best`. */
function parseQuotedKey(reader: TokenReader, text: string, dot: number): { key: string; suffix: string | null } {
  if (dot !== text.length - 1 || reader.peek().type !== 'string' || !reader.peek().glued) {
    reader.fail(`a key behind ${text}`);
  }
  const { text: key } = reader.next();
  const { type, text: suffix, glued } = reader.peek();
  if (!glued || type !== 'word') return { key, suffix: '' };
  if (!suffix.startsWith('.') || !ASPECTS.has(suffix.slice(1)))
    reader.fail('.last, .best, .min or .max behind the key');
  reader.next();
  return { key, suffix: suffix.slice(1) };
}

/** In quotes a key is what it is; without them an aspect may stand behind its last dot. */
function withAspect({
  key,
  suffix,
}: {
  key: string;
  suffix: string | null;
}): Pick<QueryTerm, 'aspect'> & { key: string } {
  if (suffix !== null) return { key, aspect: (suffix || 'last') as QueryTerm['aspect'] };
  const dot = key.lastIndexOf('.');
  const last = key.slice(dot + 1);
  return dot > 0 && ASPECTS.has(last)
    ? { key: key.slice(0, dot), aspect: last as QueryTerm['aspect'] }
    : { key, aspect: 'last' };
}

function parseTest(reader: TokenReader, field: SearchField): QueryTest {
  const sign = reader.next();
  if (sign.type === 'word') return parseIn(reader);
  if (sign.type === 'operator') {
    const operator = sign.text as Operator;
    return { type: 'compare', operator, value: parseValue(reader, `a value behind ${sign.text}`) };
  }
  if (reader.isMark('..')) {
    reader.next();
    return { type: 'range', from: null, to: parseValue(reader, 'the upper end of the range behind ..') };
  }
  const value = parseValue(reader, `a value behind ${field}:`);
  if (reader.isMark('..') && reader.peek().glued) {
    reader.next();
    return { type: 'range', from: value, to: isValueGlued(reader) ? parseValue(reader, 'a value') : null };
  }
  if (reader.peek().type === 'operator')
    return { type: 'pair', name: value, comparisons: parseComparisons(reader, field) };
  return { type: 'compare', operator: '=', value };
}

function parseComparisons(reader: TokenReader, field: SearchField): Comparison[] {
  const type = SEARCH_FIELDS[field];
  if (type !== 'package' && type !== 'tag') reader.fail(`a space before whatever follows the value of ${field}`);
  const comparisons: Comparison[] = [];
  do {
    if (comparisons.length > 0) reader.next();
    const { type: sign, text } = reader.peek();
    if (sign !== 'operator') reader.fail('one of = != > >= < <= and a version');
    reader.next();
    comparisons.push({ operator: text as Operator, value: parseValue(reader, `a value behind ${text}`) });
  } while (type === 'package' && reader.isMark(',') && reader.peek(1).type === 'operator');
  return comparisons;
}

function parseIn(reader: TokenReader): QueryTest {
  reader.expectMark('(', '( behind in');
  const values = [parseValue(reader, 'a value')];
  while (reader.isMark(',')) {
    const { column } = reader.next();
    if (values.length === MAX_VALUES) throw queryError(`at most ${MAX_VALUES} values in one list`, 'more came', column);
    values.push(parseValue(reader, 'a value behind the comma'));
  }
  reader.expectMark(')', ', or ) behind the values');
  return { type: 'in', values };
}

function isValueGlued(reader: TokenReader): boolean {
  const { type, glued } = reader.peek();
  return glued && (type === 'word' || type === 'string');
}

/** A text in quotes, or a word; colons within it belong to it: `sha256:9f2c…`, `12:30:00Z`. */
function parseValue(reader: TokenReader, expected: string): QueryValue {
  const { type, text, column } = reader.peek();
  if (type !== 'word' && type !== 'string') reader.fail(expected);
  reader.next();
  if (type === 'string') return { text, literal: true, column };
  let whole = text;
  while (reader.peek().glued && (reader.isMark(':') || (reader.peek().type === 'word' && whole.endsWith(':')))) {
    whole += reader.next().text;
  }
  return { text: whole, literal: false, column };
}
