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
  experiment?: string | number | null | undefined;
  withExperiment: boolean;
}>;


export type RunsQuery = { readonly experiments?: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly displayName: string }> }, readonly experiment?: { readonly id: string, readonly metricKeys: ReadonlyArray<string>, readonly parameterKeys: ReadonlyArray<string> } | null, readonly runs: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly status: RunStatus, readonly startedAt: string, readonly parameters: Readonly<Record<string, unknown>>, readonly experiment: { readonly displayName: string }, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

/** Runs, as it is sent. */
export const RunsDocument: Document<RunsQuery, RunsQueryVariables> = {
  name: 'Runs',
  hash: '1bf076b368e2c26ba644599d61df7c995e8230fc775945653099b89087b05585',
  text: `query Runs(\$filter: RunFilter!, \$orderBy: [RunOrder!]!, \$after: String, \$isFirst: Boolean!, \$experiment: ID, \$withExperiment: Boolean!) {
  experiments(first: 100, orderBy: [{field: UPDATED_AT, direction: DESC}]) @include(if: \$isFirst) {
    nodes {
      id
      displayName
    }
  }
  experiment(id: \$experiment) @include(if: \$withExperiment) {
    id
    metricKeys
    parameterKeys
  }
  runs(filter: \$filter, orderBy: \$orderBy, first: 100, after: \$after) {
    totalCount
    nodes {
      id
      name
      status
      startedAt
      experiment {
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
