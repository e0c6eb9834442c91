// Written by npm run documents of runs.graphql.
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

export type OrderDirection =
  | 'ASC'
  | 'DESC';

export type RunStatus =
  | 'RUNNING'
  | 'FINISHED'
  | 'FAILED'
  | 'KILLED';

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

export type RunOrder = {
  readonly subject: RunSubject;
  readonly key: string;
  readonly direction?: OrderDirection;
};

export type RunsQueryVariables = Exact<{
  filter: RunFilter;
  orderBy: ReadonlyArray<RunOrder> | RunOrder;
  after?: string | null | undefined;
  isFirst: boolean;
}>;


export type RunsQuery = { readonly experiments?: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly displayName: string, readonly metricKeys: ReadonlyArray<string>, readonly parameterKeys: ReadonlyArray<string> }> }, readonly runs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly status: RunStatus, readonly startedAt: string, readonly endedAt: string | null, readonly user: string | null, readonly createdBy: string, readonly archivedAt: string | null, readonly parameters: Readonly<Record<string, unknown>>, readonly experiment: { readonly name: string, readonly displayName: string }, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

/** Runs, as it is sent. */
export const RunsDocument: Document<RunsQuery, RunsQueryVariables> = {
  name: 'Runs',
  hash: '1bff923e93aa50717d3141a8eed8d5638227eb5853ba8ef14fcfea2480e4c775',
  text: `query Runs(\$filter: RunFilter!, \$orderBy: [RunOrder!]!, \$after: String, \$isFirst: Boolean!) {
  experiments(first: 100, orderBy: [{field: UPDATED_AT, direction: DESC}]) @include(if: \$isFirst) {
    totalCount
    nodes {
      id
      name
      displayName
      metricKeys
      parameterKeys
    }
  }
  runs(filter: \$filter, orderBy: \$orderBy, first: 100, after: \$after) {
    totalCount
    nodes {
      id
      name
      status
      startedAt
      endedAt
      user
      createdBy
      archivedAt
      experiment {
        name
        displayName
      }
      metrics(includeAfterEnd: true) {
        key
        value
      }
      parameters(includeAfterEnd: true)
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};
