import { queryError } from '../grammar/query-error.js';
import type { Comparison, QueryTerm, QueryTest, QueryValue } from '../grammar/query-node.js';

/** The values of a test for equality, any of which is enough; `*` alone asks whether there is one. */
export interface Wanted {
  readonly values: readonly QueryValue[];
  /** Whether it asks for all that do not have one of them. */
  readonly negated: boolean;
}

/**
 * What a term of a field without an order asks for.
 * @throws {PedigraphError} BAD_USER_INPUT for a range, a greater or a less.
 */
export function wantedOf({ field, test, column }: QueryTerm): Wanted {
  if (test.type === 'in') return { values: test.values, negated: false };
  if (test.type === 'compare' && (test.operator === '=' || test.operator === '!=')) {
    return { values: [test.value], negated: test.operator === '!=' };
  }
  const found =
    test.type === 'compare' ? `${test.operator} came` : test.type === 'range' ? 'a range came' : 'more came';
  throw queryError(`${field}:value, ${field}!=value or ${field} in (a, b), for ${field} has no order`, found, column);
}

/** What a term of a field with an order asks for: alternatives, each of which is all of its comparisons together. */
export function boundsOf(test: QueryTest): readonly (readonly Comparison[])[] {
  switch (test.type) {
    case 'compare':
      return [[test]];
    case 'in':
      return test.values.map((value) => [{ operator: '=', value }]);
    case 'range':
      return [
        [
          ...(test.from === null ? [] : [{ operator: '>=' as const, value: test.from }]),
          ...(test.to === null ? [] : [{ operator: '<=' as const, value: test.to }]),
        ],
      ];
    case 'pair':
      return [test.comparisons];
  }
}

/** Conditions any of which is enough. */
export function anyOf(conditions: readonly string[]): string {
  return conditions.length === 1 ? (conditions[0] ?? 'false') : `(${conditions.join(' OR ')})`;
}
