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

export type LoggedModelStatus =
  | 'PENDING'
  | 'READY'
  | 'FAILED';

export type RunStatus =
  | 'RUNNING'
  | 'FINISHED'
  | 'FAILED'
  | 'KILLED';

export type RunQueryVariables = Exact<{
  id: string | number;
  asOf?: string | null | undefined;
}>;


export type RunQuery = { readonly run: { readonly id: string, readonly name: string, readonly status: RunStatus, readonly startedAt: string, readonly endedAt: string | null, readonly user: string | null, readonly createdBy: string, readonly digest: string | null, readonly archivedAt: string | null, readonly tags: Readonly<Record<string, unknown>>, readonly parameters: Readonly<Record<string, unknown>>, readonly parametersAfterEnd: Readonly<Record<string, unknown>>, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string, readonly step: number }>, readonly metricsAfterEnd: ReadonlyArray<{ readonly key: string, readonly value: number | string, readonly step: number }>, readonly experiment: { readonly id: string, readonly displayName: string }, readonly code: { readonly repository: string | null, readonly commit: string, readonly path: string | null, readonly dirty: boolean } | null, readonly environment: { readonly ref: string } | null, readonly inputs: ReadonlyArray<{ readonly role: DatasetRole, readonly context: string | null, readonly columns: ReadonlyArray<string> | null, readonly afterEnd: boolean, readonly datasetVersion: { readonly ref: string, readonly rowCount: number | null } | null }>, readonly artifacts: ReadonlyArray<{ readonly path: string, readonly uri: string, readonly digest: string | null, readonly sizeBytes: number | null }>, readonly loggedModels: ReadonlyArray<{ readonly loggedModel: { readonly id: string, readonly name: string, readonly status: LoggedModelStatus } }>, readonly continuation: { readonly status: RunStatus } | null, readonly parent: { readonly id: string, readonly name: string } | null, readonly children: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly status: RunStatus }> }, readonly downstream: { readonly complete: boolean, readonly incompleteReason: string | null, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly redacted: boolean }> } | null } | null };

/** Run, as it is sent. */
export const RunDocument: Document<RunQuery, RunQueryVariables> = {
  name: 'Run',
  hash: '49d3b3ac3a974a0ed37cf152b41517c3e612c5224e3be1042cefab69ae986646',
  text: `query Run(\$id: ID!, \$asOf: DateTime) {
  run(id: \$id) {
    id
    name
    status
    startedAt
    endedAt
    user
    createdBy
    digest
    archivedAt
    tags(asOf: \$asOf)
    parameters
    parametersAfterEnd
    metrics {
      key
      value
      step
    }
    metricsAfterEnd {
      key
      value
      step
    }
    experiment {
      id
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
    loggedModels {
      loggedModel {
        id
        name
        status
      }
    }
    continuation {
      status
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
