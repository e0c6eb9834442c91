// Written by npm run documents of lineage.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type LineageDirection =
  | 'UPSTREAM'
  | 'DOWNSTREAM'
  | 'BOTH';

export type LineageKind =
  | 'MODEL_VERSION'
  | 'DATASET_VERSION'
  | 'COLUMN'
  | 'ENVIRONMENT_VERSION'
  | 'RUN'
  | 'LOGGED_MODEL'
  | 'DEPLOYMENT';

export type LineageRelation =
  | 'TRAINED_ON'
  | 'DERIVED_FROM'
  | 'PRODUCED'
  | 'RAN_IN'
  | 'FINE_TUNED_FROM'
  | 'DEPLOYED_AS'
  | 'COLUMN_OF'
  | 'READ'
  | 'CHILD_OF'
  | 'REGISTERED_FROM';

export type LineageQueryVariables = Exact<{
  of: string;
  direction: LineageDirection;
  depth: number;
  first: number;
  kinds?: ReadonlyArray<LineageKind> | LineageKind | null | undefined;
  asOf?: string | null | undefined;
}>;


export type LineageQuery = { readonly lineage: { readonly complete: boolean, readonly incompleteReason: string | null, readonly redacted: number, readonly root: { readonly id: string, readonly entity:
        | { readonly __typename: 'ModelVersion', readonly digest: string }
        | { readonly __typename: 'DatasetVersion', readonly digest: string }
        | { readonly __typename: 'DatasetColumn' }
        | { readonly __typename: 'EnvironmentVersion', readonly digest: string }
        | { readonly __typename: 'Run' }
        | { readonly __typename: 'LoggedModel' }
        | { readonly __typename: 'Deployment' }
       | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean, readonly createdAt: string | null, readonly label: string, readonly group: string | null, readonly status: string | null, readonly active: boolean | null, readonly aliases: ReadonlyArray<string>, readonly upstreamCount: number | null, readonly downstreamCount: number | null }>, readonly edges: ReadonlyArray<{ readonly fromId: string, readonly toId: string, readonly relation: LineageRelation | null }> } };

/** Lineage, as it is sent. */
export const LineageDocument: Document<LineageQuery, LineageQueryVariables> = {
  name: 'Lineage',
  hash: '9aa74af4b8f43322744901af2b11475e7db356c2fe4a2c8fda0e92c53b8218ed',
  text: `query Lineage(\$of: String!, \$direction: LineageDirection!, \$depth: Int!, \$first: Int!, \$kinds: [LineageKind!], \$asOf: DateTime) {
  lineage(
    of: \$of
    direction: \$direction
    depth: \$depth
    first: \$first
    kinds: \$kinds
    asOf: \$asOf
  ) {
    complete
    incompleteReason
    redacted
    root {
      id
      entity {
        __typename
        ... on ModelVersion {
          digest
        }
        ... on DatasetVersion {
          digest
        }
        ... on EnvironmentVersion {
          digest
        }
      }
    }
    nodes {
      id
      ref
      kind
      depth
      redacted
      createdAt
      label
      group
      status
      active
      aliases
      upstreamCount
      downstreamCount
    }
    edges {
      fromId
      toId
      relation
    }
  }
}`,
};
