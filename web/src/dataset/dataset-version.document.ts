// Written by npm run documents of dataset-version.graphql.
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

export type DatasetVersionQueryVariables = Exact<{
  ref: string;
  asOf?: string | null | undefined;
}>;


export type DatasetVersionQuery = { readonly datasetVersion: { readonly ref: string, readonly digest: string, readonly description: string | null, readonly createdAt: string, readonly createdBy: string, readonly rowCount: number | null, readonly license: string | null, readonly source: string | null, readonly statistics: Readonly<Record<string, unknown>> | null, readonly dataset: { readonly name: string }, readonly schema: ReadonlyArray<{ readonly name: string, readonly type: string, readonly nullable: boolean, readonly description: string | null }>, readonly columnLineage: ReadonlyArray<{ readonly column: string, readonly from: ReadonlyArray<string> }> | null, readonly files: ReadonlyArray<{ readonly path: string, readonly uri: string, readonly digest: string | null, readonly sizeBytes: number | null }>, readonly splits: ReadonlyArray<{ readonly name: string, readonly rowCount: number | null, readonly files: ReadonlyArray<string> }>, readonly externalDigest: { readonly algorithm: string, readonly value: string } | null, readonly upstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean }> } | null, readonly downstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean }> } | null } | null };

export type NearbyFragment = { readonly complete: boolean, readonly incompleteReason: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean }> };

/** DatasetVersion, as it is sent. */
export const DatasetVersionDocument: Document<DatasetVersionQuery, DatasetVersionQueryVariables> = {
  name: 'DatasetVersion',
  hash: '447d68f6bff16e91bf051d6e225da03a86f3055e180c08e1643977812292d27b',
  text: `query DatasetVersion(\$ref: String!, \$asOf: DateTime) {
  datasetVersion(ref: \$ref) {
    ref
    digest
    description
    createdAt
    createdBy
    rowCount
    license
    source
    statistics
    dataset {
      name
    }
    schema {
      name
      type
      nullable
      description
    }
    columnLineage {
      column
      from
    }
    files {
      path
      uri
      digest
      sizeBytes
    }
    splits {
      name
      rowCount
      files
    }
    externalDigest {
      algorithm
      value
    }
    upstream: lineage(
      direction: UPSTREAM
      first: 60
      asOf: \$asOf
      kinds: [DATASET_VERSION]
    ) {
      ...Nearby
    }
    downstream: lineage(
      direction: DOWNSTREAM
      first: 60
      asOf: \$asOf
      kinds: [DATASET_VERSION, RUN, MODEL_VERSION, ENVIRONMENT_VERSION, DEPLOYMENT]
    ) {
      ...Nearby
    }
  }
}

fragment Nearby on Lineage {
  complete
  incompleteReason
  nodes {
    id
    ref
    kind
    depth
    redacted
  }
}`,
};
