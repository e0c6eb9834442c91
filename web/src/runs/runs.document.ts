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

export type RunTableOrder = {
  readonly column: string;
  readonly direction?: OrderDirection;
};

export type RunsQueryVariables = Exact<{
  filter: RunFilter;
  columns: ReadonlyArray<string> | string;
  orderBy: ReadonlyArray<RunTableOrder> | RunTableOrder;
  after?: string | null | undefined;
}>;


export type RunsQuery = { readonly runTable: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly values: Readonly<Record<string, unknown>>, readonly run: { readonly id: string, readonly name: string, readonly status: RunStatus, readonly startedAt: string, readonly experiment: { readonly displayName: string } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

/** Runs, as it is sent. */
export const RunsDocument: Document<RunsQuery, RunsQueryVariables> = {
  name: 'Runs',
  hash: 'a08111fe89e57a9bdd819a25528cf85c4b05464bafd6914ef8f374d8cf181728',
  text: `query Runs(\$filter: RunFilter!, \$columns: [String!]!, \$orderBy: [RunTableOrder!]!, \$after: String) {
  runTable(
    filter: \$filter
    columns: \$columns
    orderBy: \$orderBy
    first: 100
    after: \$after
  ) {
    totalCount
    nodes {
      run {
        id
        name
        status
        startedAt
        experiment {
          displayName
        }
      }
      values
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
};
