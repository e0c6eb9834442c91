// Written by npm run documents of compare.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type LineageKind =
  | 'MODEL_VERSION'
  | 'DATASET_VERSION'
  | 'COLUMN'
  | 'ENVIRONMENT_VERSION'
  | 'RUN'
  | 'LOGGED_MODEL'
  | 'DEPLOYMENT';

export type MetricDirection =
  | 'HIGHER'
  | 'LOWER'
  | 'UNKNOWN';

export type ComparisonPart =
  | 'ARCHITECTURE'
  | 'CODE'
  | 'CONFIG'
  | 'DATA'
  | 'PARAMETER'
  | 'ARTIFACT'
  | 'ENVIRONMENT'
  | 'RUN'
  | 'PARENT';

export type CompareQueryVariables = Exact<{
  refs: ReadonlyArray<string> | string;
}>;


export type CompareQuery = { readonly compareModelVersions: { readonly complete: boolean, readonly incompleteReason: string | null, readonly versions: ReadonlyArray<{ readonly id: string, readonly ref: string }>, readonly changes: ReadonlyArray<{ readonly ref: string, readonly part: ComparisonPart, readonly path: string, readonly before: unknown, readonly after: unknown }>, readonly metrics: ReadonlyArray<{ readonly key: string, readonly values: ReadonlyArray<number | string | null>, readonly better: MetricDirection }>, readonly lineage: ReadonlyArray<{ readonly ref: string, readonly kind: LineageKind, readonly versions: ReadonlyArray<string> }> | null } };

/** Compare, as it is sent. */
export const CompareDocument: Document<CompareQuery, CompareQueryVariables> = {
  name: 'Compare',
  hash: '94805c7ec0134899ee3e2579a344650f45eb3475665d59853c114be0b572e269',
  text: `query Compare(\$refs: [String!]!) {
  compareModelVersions(refs: \$refs) {
    complete
    incompleteReason
    versions {
      id
      ref
    }
    changes {
      ref
      part
      path
      before
      after
    }
    metrics {
      key
      values
      better
    }
    lineage {
      ref
      kind
      versions
    }
  }
}`,
};
