import { invalidParameter } from '../wire/mlflow-error.js';
import type { Condition, Operator } from './condition.js';
import { type Dialect, NUMERIC } from './dialect.js';
import { type Identifier, readIdentifier } from './identifier.js';
import { type Token, tokensOf } from './tokens.js';

/**
 * Reads a filter of MLflow's: comparisons with AND between them. There is no OR and no parenthesis but those of lists.
 * @throws {MlflowError} INVALID_PARAMETER_VALUE, in the words of MLflow's server where it has some
 */
export function parseFilter(filter: string | undefined, dialect: Dialect): readonly Condition[] {
  const tokens = tokensOf(filter ?? '');
  const conditions: Condition[] = [];
  let at = 0;
  while (at < tokens.length) {
    if (conditions.length > 0) {
      if (!isWord(tokens[at], 'AND')) throw invalidClause(tokens, at);
      at += 1;
    }
    const [identifier, length] = readIdentifier(tokens, at, dialect);
    const [operator, words] = readOperator(tokens, at + length);
    judgeOperator(identifier, operator, dialect);
    const valueAt = at + length + words;
    const [value, taken] = readValue(tokens, valueAt, identifier, operator, dialect);
    conditions.push({ ...identifier, operator, value });
    at = valueAt + taken;
  }
  return conditions;
}

const SIGNS: Readonly<Record<string, Operator>> = {
  '=': 'EQ',
  '!=': 'NE',
  '>': 'GT',
  '>=': 'GE',
  '<': 'LT',
  '<=': 'LE',
};

/** Operators of words, the longer before those they begin with. */
const WORDS: readonly (readonly [Operator, readonly string[]])[] = [
  ['LIKE', ['LIKE']],
  ['ILIKE', ['ILIKE']],
  ['IN', ['IN']],
  ['NOT_IN', ['NOT', 'IN']],
  ['IS_NOT_NULL', ['IS', 'NOT', 'NULL']],
  ['IS_NULL', ['IS', 'NULL']],
];

function readOperator(tokens: readonly Token[], at: number): readonly [Operator, number] {
  const token = tokens[at];
  if (token?.kind === 'sign' && Object.hasOwn(SIGNS, token.text)) return [SIGNS[token.text]!, 1];
  for (const [operator, words] of WORDS) {
    if (words.every((word, index) => isWord(tokens[at + index], word))) return [operator, words.length];
  }
  if (token === undefined) throw invalidParameter('Invalid comparison clause. Expected 3 tokens found 1');
  throw invalidParameter(
    `Invalid comparator '${token.source}'. Expected one of ${[...Object.keys(SIGNS), 'LIKE, ILIKE, IN, NOT IN, IS NULL, IS NOT NULL'].join(', ')}`,
  );
}

function judgeOperator({ subject, key }: Identifier, operator: Operator, dialect: Dialect): void {
  const isNumeric = subject === 'ATTRIBUTE' && dialect.numeric.has(key);
  const allowed = isNumeric ? NUMERIC : (dialect.operators[subject] ?? []);
  if (allowed.includes(operator)) return;
  const name = (one: Operator) =>
    Object.entries(SIGNS).find(([, sign]) => sign === one)?.[0] ?? one.replaceAll('_', ' ');
  throw invalidParameter(
    `Invalid comparator '${name(operator)}' of ${subject.toLowerCase()} '${key}': not one of '${allowed.map(name).join(', ')}'`,
  );
}

function readValue(
  tokens: readonly Token[],
  at: number,
  { subject, key }: Identifier,
  operator: Operator,
  dialect: Dialect,
): readonly [Condition['value'], number] {
  if (operator === 'IS_NULL' || operator === 'IS_NOT_NULL') return [null, 0];
  const token = tokens[at];
  if (operator === 'IN' || operator === 'NOT_IN') {
    if (subject !== 'DATASET' && dialect.listed?.has(key) === false) {
      const listed = [...dialect.listed].map((one) => `'${one}'`).join(', ');
      throw invalidParameter(`Only [${listed}] attributes support comparison with a list of quoted string values.`);
    }
    return readList(tokens, at);
  }
  if (token === undefined) throw invalidParameter('Invalid comparison clause. Expected 3 tokens found 2');
  if (subject === 'METRIC' || (subject === 'ATTRIBUTE' && dialect.numeric.has(key))) {
    const number = token.kind === 'number' ? Number(token.text) : Number.NaN;
    if (Number.isFinite(number)) return [number, 1];
    const of = subject === 'METRIC' ? 'metric' : `numeric attribute: ${key}`;
    throw invalidParameter(`Expected numeric value type for ${of}. Found ${token.source}`);
  }
  if (token.kind === 'text') return [token.text, 1];
  throw invalidParameter(
    `Expected a quoted string value for ${subject.toLowerCase()} (e.g. 'my-value'). Got value ${token.source}`,
  );
}

/** `('a', "b")`; a comma may stand behind the last. */
function readList(tokens: readonly Token[], from: number): readonly [readonly string[], number] {
  const values: string[] = [];
  let at = from;
  if (!isSign(tokens[at], '(')) throw illFormed();
  do {
    at += 1;
    if (isSign(tokens[at], ')') && values.length > 0) return [values, at + 1 - from];
    const value = tokens[at];
    if (value?.kind !== 'text') throw illFormed();
    values.push(value.text);
    at += 1;
  } while (isSign(tokens[at], ','));
  if (!isSign(tokens[at], ')')) throw illFormed();
  return [values, at + 1 - from];
}

function illFormed() {
  return invalidParameter(
    'While parsing a list in the query, expected a non-empty list of string values, but got ill-formed list.',
  );
}

function invalidClause(tokens: readonly Token[], at: number) {
  const rest = tokens.slice(at, at + 5).map(({ source }) => source);
  return invalidParameter(`Invalid clause(s) in filter string: '${rest.join(' ').slice(0, 100)}'`);
}

/** A word as it stands, not one in quotes. */
function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === 'name' && token.source.toUpperCase() === word;
}

function isSign(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.text === sign;
}
