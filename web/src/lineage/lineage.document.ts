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
  kinds?: ReadonlyArray<LineageKind> | LineageKind | null | undefined;
  asOf?: string | null | undefined;
}>;


export type LineageQuery = { readonly lineage: { readonly complete: boolean, readonly incompleteReason: string | null, readonly root: { readonly id: string }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean, readonly createdAt: string | null }>, readonly edges: ReadonlyArray<{ readonly fromId: string, readonly toId: string, readonly relation: LineageRelation | null }> } };

/** Lineage, as it is sent. */
export const LineageDocument: Document<LineageQuery, LineageQueryVariables> = {
  name: 'Lineage',
  hash: '698a8674609b2aaeef2f5695b3d5e45c741d69bfe89217fd917b4d5ff9994464',
  text: `query Lineage(\$of: String!, \$direction: LineageDirection!, \$depth: Int!, \$kinds: [LineageKind!], \$asOf: DateTime) {
  lineage(
    of: \$of
    direction: \$direction
    depth: \$depth
    first: 1000
    kinds: \$kinds
    asOf: \$asOf
  ) {
    complete
    incompleteReason
    root {
      id
    }
    nodes {
      id
      ref
      kind
      depth
      redacted
      createdAt
    }
    edges {
      fromId
      toId
      relation
    }
  }
}`,
};
