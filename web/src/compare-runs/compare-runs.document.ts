// Written by npm run documents of compare-runs.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type MetricDirection =
  | 'HIGHER'
  | 'LOWER'
  | 'UNKNOWN';

export type RunStatus =
  | 'RUNNING'
  | 'FINISHED'
  | 'FAILED'
  | 'KILLED';

export type RunPart =
  | 'CODE'
  | 'DATA'
  | 'ENVIRONMENT'
  | 'PARAMETER'
  | 'METRIC'
  | 'TAG';

export type CompareRunsQueryVariables = Exact<{
  runs: ReadonlyArray<string | number> | string | number;
  includeEqual: boolean;
}>;


export type CompareRunsQuery = { readonly compareRuns: { readonly complete: boolean, readonly incompleteReason: string | null, readonly runs: ReadonlyArray<{ readonly id: string, readonly name: string, readonly status: RunStatus, readonly startedAt: string, readonly experiment: { readonly displayName: string } }>, readonly rows: ReadonlyArray<{ readonly part: RunPart, readonly key: string, readonly values: ReadonlyArray<unknown>, readonly differs: boolean, readonly better: MetricDirection | null }> } };

/** CompareRuns, as it is sent. */
export const CompareRunsDocument: Document<CompareRunsQuery, CompareRunsQueryVariables> = {
  name: 'CompareRuns',
  hash: '46da5263853481ee53751f025c9baa26435f9fd004e0ad23ec22bcbf58ca54ff',
  text: `query CompareRuns(\$runs: [ID!]!, \$includeEqual: Boolean!) {
  compareRuns(runs: \$runs, includeEqual: \$includeEqual) {
    runs {
      id
      name
      status
      startedAt
      experiment {
        displayName
      }
    }
    rows {
      part
      key
      values
      differs
      better
    }
    complete
    incompleteReason
  }
}`,
};
