// Written by npm run documents of version.graphql.
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

export type BumpLevel =
  | 'INITIAL'
  | 'MAJOR'
  | 'MINOR'
  | 'PATCH';

export type DatasetRole =
  | 'TRAINING'
  | 'VALIDATION'
  | 'TEST'
  | 'EVALUATION'
  | 'REFERENCE'
  | 'OTHER';

export type RunStatus =
  | 'RUNNING'
  | 'FINISHED'
  | 'FAILED'
  | 'KILLED';

export type AnnotationFacet =
  | 'TAG'
  | 'NOTE'
  | 'OWNERS'
  | 'DESCRIPTION';

export type ContradictionKind =
  | 'TAG_MOVED'
  | 'TAG_DELETED'
  | 'DIGEST_DIFFERS'
  | 'RUN_DELETED'
  | 'VERSION_DELETED';

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

export type VersionQueryVariables = Exact<{
  ref: string;
  asOf?: string | null | undefined;
}>;


export type VersionQuery = { readonly modelVersion: { readonly ref: string, readonly digest: string, readonly description: string | null, readonly createdAt: string, readonly createdBy: string, readonly createdElsewhereAt: string | null, readonly createdElsewhereBy: string | null, readonly externalVersion: string | null, readonly architecture: string | null, readonly status: ModelVersionStatus, readonly tags: Readonly<Record<string, unknown>>, readonly config: unknown, readonly viewerCan: ReadonlyArray<Action>, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> }, readonly aliases: ReadonlyArray<{ readonly name: string }>, readonly code: { readonly repository: string | null, readonly commit: string, readonly path: string | null, readonly dirty: boolean } | null, readonly artifacts: ReadonlyArray<{ readonly path: string, readonly uri: string, readonly digest: string | null, readonly sizeBytes: number | null }>, readonly datasets: ReadonlyArray<{ readonly role: DatasetRole, readonly columns: ReadonlyArray<string> | null, readonly datasetVersion: { readonly ref: string, readonly rowCount: number | null } | null }>, readonly environment: { readonly ref: string, readonly image: string | null, readonly runtime: { readonly name: string, readonly version: string } | null } | null, readonly run: { readonly id: string, readonly name: string, readonly status: RunStatus, readonly digest: string | null, readonly parameters: Readonly<Record<string, unknown>>, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string, readonly step: number }> } | null, readonly parents: ReadonlyArray<{ readonly ref: string }>, readonly build: { readonly system: string, readonly buildId: string | null, readonly url: string | null } | null, readonly reproducibility: { readonly verdict: ReproducibilityVerdict, readonly missing: ReadonlyArray<string>, readonly recipe: string }, readonly approvals: ReadonlyArray<{ readonly id: string, readonly actor: string, readonly createdAt: string, readonly comment: string | null }>, readonly deployments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly target: string, readonly active: boolean, readonly startedAt: string, readonly endedAt: string | null, readonly endReason: string | null, readonly actor: string }> }, readonly evaluations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly slice: string | null, readonly evaluatedAt: string, readonly actor: string, readonly note: string | null, readonly datasetVersion: { readonly ref: string } | null, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string }> }> }, readonly annotations: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly facet: AnnotationFacet, readonly key: string, readonly value: unknown, readonly createdAt: string, readonly actor: string }> }, readonly contradictions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: ContradictionKind, readonly subject: string, readonly source: string, readonly place: string, readonly known: string | null, readonly found: string | null, readonly createdAt: string }> }, readonly model: { readonly name: string, readonly viewerCan: ReadonlyArray<Action> }, readonly upstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean }> } | null, readonly downstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean }> } | null } | null };

export type NearbyFragment = { readonly complete: boolean, readonly incompleteReason: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean }> };

/** Version, as it is sent. */
export const VersionDocument: Document<VersionQuery, VersionQueryVariables> = {
  name: 'Version',
  hash: '16e94cfe827163f566660adf597cffe580d0bdd481d2a412b9e64252d7922ca5',
  text: `query Version(\$ref: String!, \$asOf: DateTime) {
  modelVersion(ref: \$ref, asOf: \$asOf) {
    ref
    digest
    description(asOf: \$asOf)
    createdAt
    createdBy
    createdElsewhereAt
    createdElsewhereBy
    externalVersion
    architecture
    status(asOf: \$asOf)
    tags(asOf: \$asOf)
    config
    bump {
      level
      reasons
    }
    aliases(asOf: \$asOf) {
      name
    }
    code {
      repository
      commit
      path
      dirty
    }
    artifacts {
      path
      uri
      digest
      sizeBytes
    }
    datasets {
      role
      columns
      datasetVersion {
        ref
        rowCount
      }
    }
    environment {
      ref
      image
      runtime {
        name
        version
      }
    }
    run {
      id
      name
      status
      digest
      parameters
      metrics {
        key
        value
        step
      }
    }
    parents {
      ref
    }
    build {
      system
      buildId
      url
    }
    reproducibility {
      verdict
      missing
      recipe
    }
    approvals(asOf: \$asOf) {
      id
      actor
      createdAt
      comment
    }
    deployments(activeAt: \$asOf, first: 50) {
      totalCount
      nodes {
        id
        target
        active
        startedAt
        endedAt
        endReason
        actor
      }
    }
    evaluations(first: 20) {
      totalCount
      nodes {
        id
        slice
        evaluatedAt
        actor
        note
        datasetVersion {
          ref
        }
        metrics {
          key
          value
        }
      }
    }
    annotations(first: 20) {
      nodes {
        id
        facet
        key
        value
        createdAt
        actor
      }
    }
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
    viewerCan
    model {
      name
      viewerCan
    }
    upstream: lineage(direction: UPSTREAM, first: 60, asOf: \$asOf) {
      ...Nearby
    }
    downstream: lineage(direction: DOWNSTREAM, first: 60, asOf: \$asOf) {
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
