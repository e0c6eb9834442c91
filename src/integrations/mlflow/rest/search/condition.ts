/** What a condition looks at. */
export type Subject = 'METRIC' | 'PARAMETER' | 'TAG' | 'ATTRIBUTE' | 'DATASET';

/** How it compares, by the names of the GraphQL API. */
export type Operator =
  | 'EQ'
  | 'NE'
  | 'GT'
  | 'GE'
  | 'LT'
  | 'LE'
  | 'LIKE'
  | 'ILIKE'
  | 'IN'
  | 'NOT_IN'
  | 'IS_NULL'
  | 'IS_NOT_NULL';

/** One comparison of a filter; all of them must hold. */
export interface Condition {
  readonly subject: Subject;
  readonly key: string;
  readonly operator: Operator;
  /** A number of metrics and of numeric attributes, a list of IN and NOT_IN, null of IS_NULL and IS_NOT_NULL. */
  readonly value: string | number | readonly string[] | null;
}

/** One term of an order. */
export interface OrderTerm {
  readonly subject: Subject;
  readonly key: string;
  readonly direction: 'ASC' | 'DESC';
}
