// Written by npm run documents of run.graphql.
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

export type RunQueryVariables = Exact<{
  id: string | number;
}>;


export type RunQuery = { readonly run: { readonly id: string, readonly name: string, readonly status: RunStatus, readonly startedAt: string, readonly endedAt: string | null, readonly user: string | null, readonly createdBy: string, readonly digest: string | null, readonly externalId: string | null, readonly archivedAt: string | null, readonly tags: Readonly<Record<string, unknown>>, readonly parameters: Readonly<Record<string, unknown>>, readonly parametersAfterEnd: Readonly<Record<string, unknown>>, readonly names: ReadonlyArray<{ readonly displayName: string }>, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string, readonly step: number, readonly timestamp: string }>, readonly metricsAfterEnd: ReadonlyArray<{ readonly key: string, readonly value: number | string, readonly step: number, readonly timestamp: string }>, readonly experiment: { readonly id: string, readonly name: string, readonly displayName: string }, readonly code: { readonly repository: string | null, readonly commit: string, readonly path: string | null, readonly dirty: boolean } | null, readonly environment: { readonly ref: string, readonly image: string | null } | null, readonly inputs: ReadonlyArray<{ readonly role: DatasetRole, readonly context: string | null, readonly columns: ReadonlyArray<string> | null, readonly afterEnd: boolean, readonly datasetVersion: { readonly ref: string, readonly rowCount: number | null } | null }>, readonly artifacts: ReadonlyArray<{ readonly path: string, readonly uri: string, readonly digest: string | null, readonly sizeBytes: number | null }>, readonly continuation: { readonly status: RunStatus, readonly startedAt: string, readonly endedAt: string | null } | null, readonly parent: { readonly id: string, readonly name: string } | null, readonly children: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly status: RunStatus }> }, readonly downstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly redacted: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean, readonly createdAt: string | null }> } | null } | null };

/** Run, as it is sent. */
export const RunDocument: Document<RunQuery, RunQueryVariables> = {
  name: 'Run',
  hash: '51f1f76ca6d1ff431b9e665d30195181edc14e3fcb0b5722947955a78bce8efb',
  text: `query Run(\$id: ID!) {
  run(id: \$id) {
    id
    name
    names {
      displayName
    }
    status
    startedAt
    endedAt
    user
    createdBy
    digest
    externalId
    archivedAt
    tags
    parameters
    parametersAfterEnd
    metrics {
      key
      value
      step
      timestamp
    }
    metricsAfterEnd {
      key
      value
      step
      timestamp
    }
    experiment {
      id
      name
      displayName
    }
    code {
      repository
      commit
      path
      dirty
    }
    environment {
      ref
      image
    }
    inputs {
      role
      context
      columns
      afterEnd
      datasetVersion {
        ref
        rowCount
      }
    }
    artifacts {
      path
      uri
      digest
      sizeBytes
    }
    continuation {
      status
      startedAt
      endedAt
    }
    parent {
      id
      name
    }
    children(first: 20) {
      totalCount
      nodes {
        id
        name
        status
      }
    }
    downstream: lineage(direction: DOWNSTREAM, first: 60) {
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
    }
  }
}`,
};
