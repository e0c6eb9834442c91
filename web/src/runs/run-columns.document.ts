// Written by npm run documents of run-columns.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type ArchivedFilter =
  | 'ACTIVE'
  | 'ARCHIVED'
  | 'ALL';

export type ConditionOperator =
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

export type RunSubject =
  | 'METRIC'
  | 'PARAMETER'
  | 'TAG'
  | 'ATTRIBUTE'
  | 'DATASET';

export type RunCondition = {
  readonly subject: RunSubject;
  readonly key: string;
  readonly operator: ConditionOperator;
  readonly value?: unknown;
};

export type RunFilter = {
  readonly experiments?: ReadonlyArray<string | number> | null | undefined;
  readonly namespace?: string | null | undefined;
  readonly archived?: ArchivedFilter;
  readonly conditions?: ReadonlyArray<RunCondition>;
};

export type RunColumnsQueryVariables = Exact<{
  filter: RunFilter;
}>;


export type RunColumnsQuery = { readonly experiments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly displayName: string }> }, readonly runKeys: { readonly metricKeys: ReadonlyArray<{ readonly key: string, readonly runCount: number }>, readonly parameterKeys: ReadonlyArray<{ readonly key: string, readonly runCount: number }>, readonly tagKeys: ReadonlyArray<{ readonly key: string, readonly runCount: number }> } };

/** RunColumns, as it is sent. */
export const RunColumnsDocument: Document<RunColumnsQuery, RunColumnsQueryVariables> = {
  name: 'RunColumns',
  hash: '7a3bff9059117990e4b729db3df11a2a6fee75bd7f27170b6b00bb1229b33f50',
  text: `query RunColumns(\$filter: RunFilter!) {
  experiments(first: 100, orderBy: [{field: UPDATED_AT, direction: DESC}]) {
    nodes {
      id
      displayName
    }
  }
  runKeys(filter: \$filter) {
    metricKeys {
      key
      runCount
    }
    parameterKeys {
      key
      runCount
    }
    tagKeys {
      key
      runCount
    }
  }
}`,
};
