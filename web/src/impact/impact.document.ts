// Written by npm run documents of impact.graphql.
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

export type Action =
  | 'REGISTER'
  | 'START_RUN'
  | 'CREATE_EXPERIMENT'
  | 'LOG_TO_RUN'
  | 'CREATE_LOGGED_MODEL'
  | 'LOG_TO_LOGGED_MODEL'
  | 'ARCHIVE_LOGGED_MODEL'
  | 'ARCHIVE_RUN'
  | 'ANNOTATE'
  | 'EVALUATE'
  | 'REPORT_CONTRADICTION'
  | 'RESOLVE_CONTRADICTION'
  | 'RECORD_SOURCE'
  | 'FOLLOW_SOURCE'
  | 'ADD_LOCATION'
  | 'CHECK_REACH'
  | 'MOVE_ALIAS'
  | 'RENAME_EXPERIMENT'
  | 'ARCHIVE_EXPERIMENT'
  | 'PROMOTE'
  | 'APPROVE'
  | 'SET_STATUS'
  | 'ROLL_BACK'
  | 'DEPLOY'
  | 'RENAME_MODEL'
  | 'ARCHIVE_MODEL'
  | 'SET_OWNERS'
  | 'QUARANTINE'
  | 'SET_POLICY'
  | 'WAIVE_RULE'
  | 'REMOVE_GUARDED_ALIAS'
  | 'MANAGE_ACCESS';

export type ModelVersionStatus =
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'REJECTED'
  | 'PRODUCTION'
  | 'ARCHIVED'
  | 'QUARANTINED';

export type ImpactQueryVariables = Exact<{
  of: string;
  kinds?: ReadonlyArray<LineageKind> | LineageKind | null | undefined;
}>;


export type ImpactQuery = { readonly impact: { readonly complete: boolean, readonly incompleteReason: string | null, readonly redactedModelVersions: number, readonly redactedDeployments: number, readonly owners: ReadonlyArray<string>, readonly root: { readonly id: string, readonly ref: string }, readonly modelVersions: ReadonlyArray<{ readonly ref: string, readonly viewerCan: ReadonlyArray<Action>, readonly status: ModelVersionStatus } | null>, readonly deployments: ReadonlyArray<{ readonly target: string, readonly active: boolean, readonly startedAt: string, readonly endedAt: string | null, readonly owners: ReadonlyArray<string>, readonly modelVersion: { readonly ref: string } | null, readonly safeRollback: { readonly ref: string } | null }> }, readonly lineage: { readonly complete: boolean, readonly incompleteReason: string | null, readonly redacted: number, readonly root: { readonly id: string, readonly entity:
        | { readonly __typename: 'ModelVersion', readonly digest: string }
        | { readonly __typename: 'DatasetVersion', readonly digest: string }
        | { readonly __typename: 'DatasetColumn' }
        | { readonly __typename: 'EnvironmentVersion', readonly digest: string }
        | { readonly __typename: 'Run' }
        | { readonly __typename: 'LoggedModel' }
        | { readonly __typename: 'Deployment' }
       | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean, readonly createdAt: string | null, readonly label: string, readonly group: string | null, readonly status: string | null, readonly active: boolean | null, readonly aliases: ReadonlyArray<string>, readonly upstreamCount: number | null, readonly downstreamCount: number | null }>, readonly edges: ReadonlyArray<{ readonly fromId: string, readonly toId: string, readonly relation: LineageRelation | null }> } };

/** Impact, as it is sent. */
export const ImpactDocument: Document<ImpactQuery, ImpactQueryVariables> = {
  name: 'Impact',
  hash: '26737ddd9b37ac6f80d785d8aa1e6e98f371e365eae84f9a0f204175cbbd677f',
  text: `query Impact(\$of: String!, \$kinds: [LineageKind!]) {
  impact(of: \$of) {
    root {
      id
      ref
    }
    complete
    incompleteReason
    modelVersions {
      ref
      viewerCan
      status
    }
    redactedModelVersions
    deployments {
      target
      active
      startedAt
      endedAt
      modelVersion {
        ref
      }
      safeRollback {
        ref
      }
      owners
    }
    redactedDeployments
    owners
  }
  lineage(of: \$of, direction: BOTH, depth: 10, first: 1000, kinds: \$kinds) {
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
