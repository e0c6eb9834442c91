// Written by npm run documents of overview.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type LedgerEntityKind =
  | 'MODEL'
  | 'MODEL_VERSION'
  | 'DATASET_VERSION'
  | 'ENVIRONMENT_VERSION'
  | 'EXPERIMENT'
  | 'RUN'
  | 'LOGGED_MODEL';

export type ModelVersionStatus =
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'REJECTED'
  | 'PRODUCTION'
  | 'ARCHIVED'
  | 'QUARANTINED';

export type ReproducibilityVerdict =
  | 'REPRODUCIBLE'
  | 'PARTIAL'
  | 'NOT_REPRODUCIBLE';

export type PromotionVerdict =
  | 'PROMOTED'
  | 'REFUSED';

export type RuleVerdict =
  | 'MET'
  | 'UNMET'
  | 'WAIVED';

export type OverviewQueryVariables = Exact<{
  asOf?: string | null | undefined;
  isNow: boolean;
}>;


export type OverviewQuery = { readonly models: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly displayName: string, readonly owners: ReadonlyArray<string>, readonly aliases: ReadonlyArray<{ readonly name: string, readonly validFrom: string, readonly modelVersion: { readonly id: string, readonly ref: string, readonly version: string, readonly status: ModelVersionStatus, readonly reproducibility: { readonly verdict: ReproducibilityVerdict, readonly missing: ReadonlyArray<string> }, readonly deployments: { readonly nodes: ReadonlyArray<{ readonly target: string }> } } }>, readonly latest: { readonly id: string, readonly ref: string, readonly version: string, readonly status: ModelVersionStatus, readonly reproducibility: { readonly verdict: ReproducibilityVerdict, readonly missing: ReadonlyArray<string> }, readonly deployments: { readonly nodes: ReadonlyArray<{ readonly target: string }> } } | null }> }, readonly ledger: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly subject: string, readonly actor: string, readonly createdAt: string, readonly typeName: string, readonly entity: { readonly kind: LedgerEntityKind, readonly ref: string } | null }> }, readonly reviewQueue?: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly modelVersion: { readonly id: string, readonly ref: string, readonly createdAt: string, readonly createdBy: string }, readonly check: { readonly verdict: PromotionVerdict, readonly results: ReadonlyArray<{ readonly rule: string, readonly verdict: RuleVerdict }> } }> }, readonly registryInsight: { readonly modelVersions: number, readonly reproducibleShare: number | null, readonly rollbacks: { readonly count: number, readonly medianSeconds: number | null, readonly p95Seconds: number | null }, readonly leadTime: { readonly count: number, readonly medianSeconds: number | null }, readonly overTime: ReadonlyArray<{ readonly modelVersions: number, readonly reproducibleShare: number | null, readonly rollbacks: number }> } };

export type OverviewVersionFragment = { readonly id: string, readonly ref: string, readonly version: string, readonly status: ModelVersionStatus, readonly reproducibility: { readonly verdict: ReproducibilityVerdict, readonly missing: ReadonlyArray<string> }, readonly deployments: { readonly nodes: ReadonlyArray<{ readonly target: string }> } };

/** Overview, as it is sent. */
export const OverviewDocument: Document<OverviewQuery, OverviewQueryVariables> = {
  name: 'Overview',
  hash: '31239d026e510f108a8b7257be4ecd6e4da923ccb5307955a5a9dd1a503dcd26',
  text: `query Overview(\$asOf: DateTime, \$isNow: Boolean!) {
  models(first: 50, orderBy: [{field: UPDATED_AT, direction: DESC}]) {
    totalCount
    nodes {
      id
      name
      displayName(asOf: \$asOf)
      owners(asOf: \$asOf)
      aliases(asOf: \$asOf) {
        name
        validFrom
        modelVersion {
          ...OverviewVersion
        }
      }
      latest {
        ...OverviewVersion
      }
    }
  }
  ledger(first: 12) {
    nodes {
      id
      subject
      actor
      createdAt
      typeName
      entity {
        kind
        ref
      }
    }
  }
  reviewQueue(first: 5) @include(if: \$isNow) {
    totalCount
    nodes {
      modelVersion {
        id
        ref
        createdAt
        createdBy
      }
      check {
        verdict
        results {
          rule
          verdict
        }
      }
    }
  }
  registryInsight(until: \$asOf) {
    modelVersions
    reproducibleShare
    rollbacks {
      count
      medianSeconds
      p95Seconds
    }
    leadTime {
      count
      medianSeconds
    }
    overTime(interval: MONTH) {
      modelVersions
      reproducibleShare
      rollbacks
    }
  }
}

fragment OverviewVersion on ModelVersion {
  id
  ref
  version
  status(asOf: \$asOf)
  reproducibility {
    verdict
    missing
  }
  deployments(activeAt: \$asOf, first: 20) {
    nodes {
      target
    }
  }
}`,
};
