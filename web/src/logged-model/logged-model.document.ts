// Written by npm run documents of logged-model.graphql.
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

export type LoggedModelStatus =
  | 'PENDING'
  | 'READY'
  | 'FAILED';

export type RunStatus =
  | 'RUNNING'
  | 'FINISHED'
  | 'FAILED'
  | 'KILLED';

export type LoggedModelQueryVariables = Exact<{
  id: string | number;
  asOf?: string | null | undefined;
}>;


export type LoggedModelQuery = { readonly loggedModel: { readonly id: string, readonly name: string, readonly modelType: string | null, readonly status: LoggedModelStatus, readonly statusMessage: string | null, readonly createdAt: string, readonly createdBy: string, readonly createdElsewhereAt: string | null, readonly finishedAt: string | null, readonly digest: string | null, readonly archivedAt: string | null, readonly externalId: string | null, readonly artifactLocation: string | null, readonly parameters: Readonly<Record<string, unknown>>, readonly tags: Readonly<Record<string, unknown>>, readonly experiment: { readonly id: string, readonly displayName: string }, readonly run: { readonly id: string, readonly name: string, readonly status: RunStatus } | null, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string, readonly step: number, readonly datasetName: string | null, readonly dataset: { readonly ref: string } | null }>, readonly artifacts: ReadonlyArray<{ readonly path: string, readonly uri: string, readonly digest: string | null, readonly sizeBytes: number | null }>, readonly upstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean }> } | null, readonly downstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean }> } | null } | null };

/** LoggedModel, as it is sent. */
export const LoggedModelDocument: Document<LoggedModelQuery, LoggedModelQueryVariables> = {
  name: 'LoggedModel',
  hash: 'fd322b358df10ad88801612bbbb46e816f860f577224dec6599da8fe18545aad',
  text: `query LoggedModel(\$id: ID!, \$asOf: DateTime) {
  loggedModel(id: \$id) {
    id
    name
    modelType
    status
    statusMessage
    createdAt
    createdBy
    createdElsewhereAt
    finishedAt
    digest
    archivedAt
    externalId
    artifactLocation
    parameters
    tags(asOf: \$asOf)
    experiment {
      id
      displayName
    }
    run {
      id
      name
      status
    }
    metrics {
      key
      value
      step
      datasetName
      dataset {
        ref
      }
    }
    artifacts {
      path
      uri
      digest
      sizeBytes
    }
    upstream: lineage(direction: UPSTREAM, first: 60, asOf: \$asOf) {
      complete
      incompleteReason
      nodes {
        id
        ref
        kind
        depth
        redacted
      }
    }
    downstream: lineage(direction: DOWNSTREAM, first: 60, asOf: \$asOf) {
      complete
      incompleteReason
      nodes {
        id
        ref
        kind
        depth
        redacted
      }
    }
  }
}`,
};
