// Written by npm run documents of model.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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

export type ContradictionKind =
  | 'TAG_MOVED'
  | 'TAG_DELETED'
  | 'DIGEST_DIFFERS'
  | 'RUN_DELETED'
  | 'VERSION_DELETED';

export type MetricSource =
  | 'RUN'
  | 'EVALUATION';

export type ModelVersionStatus =
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'REJECTED'
  | 'PRODUCTION'
  | 'ARCHIVED'
  | 'QUARANTINED';

export type PromotionVerdict =
  | 'PROMOTED'
  | 'REFUSED';

export type RuleVerdict =
  | 'MET'
  | 'UNMET'
  | 'WAIVED';

export type ModelQueryVariables = Exact<{
  name: string;
  asOf?: string | null | undefined;
  metrics: ReadonlyArray<string> | string;
  parameters: ReadonlyArray<string> | string;
  after?: string | null | undefined;
  trend: string;
  withTrend: boolean;
}>;


export type ModelQuery = { readonly model: { readonly name: string, readonly displayName: string, readonly description: string | null, readonly owners: ReadonlyArray<string>, readonly tags: Readonly<Record<string, unknown>>, readonly createdAt: string, readonly createdBy: string, readonly archivedAt: string | null, readonly viewerCan: ReadonlyArray<Action>, readonly metricKeys: ReadonlyArray<string>, readonly parameterKeys: ReadonlyArray<string>, readonly contradictions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: ContradictionKind, readonly subject: string, readonly source: string, readonly place: string, readonly known: string | null, readonly found: string | null, readonly createdAt: string }> }, readonly aliases: ReadonlyArray<{ readonly name: string, readonly validFrom: string, readonly actor: string, readonly modelVersion: { readonly ref: string, readonly version: string, readonly status: ModelVersionStatus } }>, readonly versionTable: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly version: string, readonly ref: string, readonly createdAt: string, readonly createdBy: string, readonly status: ModelVersionStatus, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string | null }>, readonly parameters: ReadonlyArray<{ readonly key: string, readonly value: unknown }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly aliasHistory: { readonly nodes: ReadonlyArray<{ readonly alias: string, readonly validFrom: string, readonly validTo: string | null, readonly actor: string, readonly reason: string | null, readonly modelVersion: { readonly ref: string, readonly version: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } }, readonly promotions: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly alias: string, readonly verdict: PromotionVerdict, readonly createdAt: string, readonly actor: string, readonly reason: string | null, readonly modelVersion: { readonly ref: string }, readonly results: ReadonlyArray<{ readonly rule: string, readonly verdict: RuleVerdict, readonly observed: string }> }> }, readonly rollbacks: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly alias: string, readonly createdAt: string, readonly actor: string, readonly reason: string, readonly durationSeconds: number, readonly from: { readonly ref: string }, readonly to: { readonly ref: string } }> }, readonly policy: { readonly scope: string, readonly createdAt: string, readonly actor: string, readonly rules: { readonly metrics: ReadonlyArray<string>, readonly reproducible: boolean, readonly approvals: number, readonly authorMayApprove: boolean, readonly requiredTags: ReadonlyArray<string> } | null } | null, readonly metricTrend?: { readonly nodes: ReadonlyArray<{ readonly value: number | string, readonly source: MetricSource, readonly createdAt: string, readonly modelVersion: { readonly ref: string, readonly version: string } }> } } | null };

/** Model, as it is sent. */
export const ModelDocument: Document<ModelQuery, ModelQueryVariables> = {
  name: 'Model',
  hash: '939309a7836196099b500866bec597e340d695d1f384bbd72a78d85e9965f0ef',
  text: `query Model(\$name: String!, \$asOf: DateTime, \$metrics: [String!]!, \$parameters: [String!]!, \$after: String, \$trend: String!, \$withTrend: Boolean!) {
  model(name: \$name) {
    name
    displayName(asOf: \$asOf)
    description(asOf: \$asOf)
    owners(asOf: \$asOf)
    tags(asOf: \$asOf)
    createdAt
    createdBy
    archivedAt
    viewerCan
    contradictions(filter: {open: true}, first: 5) {
      totalCount
      nodes {
        id
        kind
        subject
        source
        place
        known
        found
        createdAt
      }
    }
    metricKeys
    parameterKeys
    aliases(asOf: \$asOf) {
      name
      validFrom
      actor
      modelVersion {
        ref
        version
        status(asOf: \$asOf)
      }
    }
    versionTable(
      metrics: \$metrics
      parameters: \$parameters
      first: 50
      after: \$after
    ) {
      totalCount
      nodes {
        version
        ref
        createdAt
        createdBy
        status
        metrics {
          key
          value
        }
        parameters {
          key
          value
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
    aliasHistory(first: 50) {
      nodes {
        alias
        validFrom
        validTo
        actor
        reason
        modelVersion {
          ref
          version
        }
      }
      pageInfo {
        hasNextPage
      }
    }
    promotions(first: 10) {
      nodes {
        id
        alias
        verdict
        createdAt
        actor
        reason
        modelVersion {
          ref
        }
        results {
          rule
          verdict
          observed
        }
      }
    }
    rollbacks(first: 10) {
      nodes {
        id
        alias
        createdAt
        actor
        reason
        durationSeconds
        from {
          ref
        }
        to {
          ref
        }
      }
    }
    policy(asOf: \$asOf) {
      scope
      createdAt
      actor
      rules {
        metrics
        reproducible
        approvals
        authorMayApprove
        requiredTags
      }
    }
    metricTrend(key: \$trend, first: 100) @include(if: \$withTrend) {
      nodes {
        value
        source
        createdAt
        modelVersion {
          ref
          version
        }
      }
    }
  }
}`,
};
