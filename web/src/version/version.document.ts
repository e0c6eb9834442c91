// Written by npm run documents of version.graphql.
import type { Document } from '../api/document';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** What a node of the lineage is. */
export type LineageKind =
  /** A version of a model. */
  | 'MODEL_VERSION'
  /** A version of a dataset. */
  | 'DATASET_VERSION'
  /** A column of a dataset version, where something says that it read it. */
  | 'COLUMN'
  /** A version of an environment. */
  | 'ENVIRONMENT_VERSION'
  /** A run of an experiment. */
  | 'RUN'
  /** A model version put to work on a target. */
  | 'DEPLOYMENT';

/** How far a version number moves. */
export type BumpLevel =
  /** The first version of a name: 1.0.0. */
  | 'INITIAL'
  /** What rests on the version before may have to change. */
  | 'MAJOR'
  /** New content of the same shape. */
  | 'MINOR'
  /** Everything else. */
  | 'PATCH';

/** What a dataset version is used for. */
export type DatasetRole =
  /** The model learned from it; only this role moves a MAJOR or MINOR version. */
  | 'TRAINING'
  /** Choices were made by it during training. */
  | 'VALIDATION'
  /** The result was measured on it once. */
  | 'TEST'
  /** The result is measured on it again and again. */
  | 'EVALUATION'
  /** It was looked up, such as a dictionary or an index. */
  | 'REFERENCE'
  /** Anything else. */
  | 'OTHER';

/** Where a run stands. Whatever ended is sealed. */
export type RunStatus =
  /** Open: it takes parameters and metrics. */
  | 'RUNNING'
  /** It ended as it should. */
  | 'FINISHED'
  /** It ended with an error. */
  | 'FAILED'
  /** It was stopped from outside. */
  | 'KILLED';

/** The kind of an annotation. */
export type AnnotationFacet =
  /** A tag: a text under a key. */
  | 'TAG'
  /** A note; notes are added, never removed. */
  | 'NOTE'
  /** The owners of a model. */
  | 'OWNERS'
  /** The description. */
  | 'DESCRIPTION';

/** Where a model version stands in its life. The version itself never changes; its status is a fact beside it. */
export type ModelVersionStatus =
  /** Registered and not yet judged; every version begins here. */
  | 'IN_REVIEW'
  /** Judged fit to be used. */
  | 'APPROVED'
  /** Judged unfit to be used. */
  | 'REJECTED'
  /** In use: the one version that the alias `production` points to. */
  | 'PRODUCTION'
  /** No longer in use; still there to be read. */
  | 'ARCHIVED'
  /** Suspected to be harmful, such as through bad data; not to be used until cleared. */
  | 'QUARANTINED';

/** Whether a version can be made again from what it pins. */
export type ReproducibilityVerdict =
  /** Code, data, configuration and environment are all pinned by digest. */
  | 'REPRODUCIBLE'
  /** It can be attempted, but something is pinned loosely. */
  | 'PARTIAL'
  /** Code, data or environment is not pinned at all. */
  | 'NOT_REPRODUCIBLE';

export type VersionQueryVariables = Exact<{
  ref: string;
  asOf?: string | null | undefined;
}>;


export type VersionQuery = { readonly modelVersion: { readonly id: string, readonly ref: string, readonly version: string, readonly digest: string, readonly description: string | null, readonly createdAt: string, readonly createdBy: string, readonly createdElsewhereAt: string | null, readonly createdElsewhereBy: string | null, readonly externalVersion: string | null, readonly architecture: string | null, readonly status: ModelVersionStatus, readonly tags: Readonly<Record<string, unknown>>, readonly config: unknown, readonly manifest: Readonly<Record<string, unknown>>, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> }, readonly aliases: ReadonlyArray<{ readonly name: string, readonly validFrom: string, readonly actor: string }>, readonly code: { readonly repository: string | null, readonly commit: string, readonly path: string | null, readonly dirty: boolean } | null, readonly artifacts: ReadonlyArray<{ readonly path: string, readonly uri: string, readonly digest: string | null, readonly sizeBytes: number | null, readonly mediaType: string | null }>, readonly datasets: ReadonlyArray<{ readonly role: DatasetRole, readonly columns: ReadonlyArray<string> | null, readonly datasetVersion: { readonly ref: string, readonly digest: string, readonly rowCount: number | null } | null }>, readonly environment: { readonly ref: string, readonly digest: string, readonly image: string | null, readonly runtime: { readonly name: string, readonly version: string } | null } | null, readonly run: { readonly id: string, readonly name: string, readonly status: RunStatus, readonly startedAt: string, readonly endedAt: string | null, readonly digest: string | null, readonly parameters: Readonly<Record<string, unknown>>, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string, readonly step: number }> } | null, readonly runAttachment: { readonly createdAt: string, readonly actor: string } | null, readonly parents: ReadonlyArray<{ readonly ref: string }>, readonly build: { readonly system: string, readonly buildId: string | null, readonly url: string | null } | null, readonly reproducibility: { readonly verdict: ReproducibilityVerdict, readonly missing: ReadonlyArray<string>, readonly recipe: string }, readonly approvals: ReadonlyArray<{ readonly id: string, readonly actor: string, readonly createdAt: string, readonly comment: string | null }>, readonly deployments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly target: string, readonly active: boolean, readonly startedAt: string, readonly endedAt: string | null, readonly endReason: string | null, readonly actor: string }> }, readonly evaluations: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly slice: string | null, readonly evaluatedAt: string, readonly actor: string, readonly note: string | null, readonly datasetVersion: { readonly ref: string } | null, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string }> }> }, readonly annotations: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly facet: AnnotationFacet, readonly key: string, readonly value: unknown, readonly createdAt: string, readonly actor: string }> }, readonly model: { readonly name: string, readonly displayName: string, readonly owners: ReadonlyArray<string> }, readonly upstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly redacted: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean, readonly createdAt: string | null }> } | null, readonly downstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly redacted: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean, readonly createdAt: string | null }> } | null } | null };

export type NearbyFragment = { readonly complete: boolean, readonly incompleteReason: string | null, readonly redacted: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean, readonly createdAt: string | null }> };

/** Version, as it is sent. */
export const VersionDocument: Document<VersionQuery, VersionQueryVariables> = {
  name: 'Version',
  hash: 'b9db4326fc0be01903430f1a2edd3620565cc18b933d49987da15a9c27075060',
  text: `query Version(\$ref: String!, \$asOf: DateTime) {
  modelVersion(ref: \$ref, asOf: \$asOf) {
    id
    ref
    version
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
    manifest
    bump {
      level
      reasons
    }
    aliases(asOf: \$asOf) {
      name
      validFrom
      actor
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
      mediaType
    }
    datasets {
      role
      columns
      datasetVersion {
        ref
        digest
        rowCount
      }
    }
    environment {
      ref
      digest
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
      startedAt
      endedAt
      digest
      parameters
      metrics {
        key
        value
        step
      }
    }
    runAttachment {
      createdAt
      actor
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
    model {
      name
      displayName(asOf: \$asOf)
      owners(asOf: \$asOf)
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
  redacted
  nodes {
    id
    ref
    kind
    depth
    redacted
    createdAt
  }
}`,
};
