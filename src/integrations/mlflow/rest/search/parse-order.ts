import { invalidParameter } from '../wire/mlflow-error.js';
import type { OrderTerm } from './condition.js';
import type { Dialect } from './dialect.js';
import { readIdentifier } from './identifier.js';
import { type Token, tokensOf } from './tokens.js';

/**
 * Reads what to order by, the first term first: `metrics.loss DESC`, `start_time`, ``tags.`a b` asc``.
 * @throws {MlflowError} INVALID_PARAMETER_VALUE
 */
export function parseOrder(clauses: readonly string[], dialect: Dialect): readonly OrderTerm[] {
  return clauses.map((clause) => {
    const tokens = tokensOf(clause);
    const [identifier, length] = readIdentifier(tokens, 0, dialect);
    const direction = directionOf(tokens.slice(length), clause);
    if (identifier.subject === 'ATTRIBUTE' && dialect.orderable?.has(identifier.key) === false) {
      throw invalidParameter(`Invalid order_by clause '${clause}': nothing is ordered by '${identifier.key}'.`);
    }
    if (identifier.subject === 'DATASET') throw invalidParameter(`Invalid order_by entity type 'dataset'`);
    return { ...identifier, direction };
  });
}

function directionOf(rest: readonly Token[], clause: string): 'ASC' | 'DESC' {
  const [word, ...more] = rest;
  if (word === undefined) return 'ASC';
  const direction = word.source.toUpperCase();
  if (more.length > 0) throw invalidParameter(`Invalid order_by clause '${clause}'. Could not be parsed.`);
  if (direction === 'ASC' || direction === 'DESC') return direction;
  throw invalidParameter(`Invalid ordering key in order_by clause '${clause}'.`);
}
