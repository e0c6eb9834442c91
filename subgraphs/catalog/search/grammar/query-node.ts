import type { SearchField } from './search-fields.js';
import type { Operator } from './tokenise-query.js';

/** A value as it was written. */
export interface QueryValue {
  readonly text: string;
  /** In quotes, where `*` is only a star. */
  readonly literal: boolean;
  /** Where it begins, counted from 1. */
  readonly column: number;
}

/** A comparison with one value. */
export interface Comparison {
  readonly operator: Operator;
  readonly value: QueryValue;
}

/** What a term asks of its field. */
export type QueryTest =
  | ({ readonly type: 'compare' } & Comparison)
  | { readonly type: 'range'; readonly from: QueryValue | null; readonly to: QueryValue | null }
  | { readonly type: 'in'; readonly values: readonly QueryValue[] }
  /** `tag:stage=final`, `package:numpy>=1.26,<2`: a name, and what its value must be. */
  | { readonly type: 'pair'; readonly name: QueryValue; readonly comparisons: readonly Comparison[] };

/** A field and what it has to be. */
export interface QueryTerm {
  readonly type: 'term';
  readonly field: SearchField;
  /** What stands behind the dot of `metric.auc` and `parameter.depth`. */
  readonly key: string | null;
  /** Which of a metric's values is meant. */
  readonly aspect: 'last' | 'best' | 'min' | 'max';
  readonly test: QueryTest;
  readonly column: number;
}

/** A word or a phrase that stands anywhere in a document. */
export interface QueryText {
  readonly type: 'text';
  readonly value: QueryValue;
}

/** A parsed query. */
export type QueryNode =
  | QueryTerm
  | QueryText
  | { readonly type: 'and' | 'or'; readonly nodes: readonly QueryNode[] }
  | { readonly type: 'not'; readonly node: QueryNode };
