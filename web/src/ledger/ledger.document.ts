// Written by npm run documents of ledger.graphql.
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

export type LedgerEventType =
  | 'DatasetVersionRegistered'
  | 'EnvironmentVersionRegistered'
  | 'RunStarted'
  | 'ParametersLogged'
  | 'MetricsLogged'
  | 'RunInputsAdded'
  | 'RunFinished'
  | 'RunResumed'
  | 'RunEndedAgain'
  | 'RunRenamed'
  | 'RunArchived'
  | 'RunRestored'
  | 'LoggedModelCreated'
  | 'LoggedModelParametersLogged'
  | 'LoggedModelMeasured'
  | 'LoggedModelFinished'
  | 'LoggedModelArchived'
  | 'LoggedModelRestored'
  | 'RunOutputAdded'
  | 'RunDatasetProduced'
  | 'RunReadLoggedModels'
  | 'ExperimentCreated'
  | 'ExperimentRenamed'
  | 'ExperimentArchived'
  | 'ExperimentRestored'
  | 'ModelCreated'
  | 'ModelRenamed'
  | 'ModelArchived'
  | 'ModelRestored'
  | 'PartsAnnounced'
  | 'ModelVersionRegistered'
  | 'PartsNamed'
  | 'RunAttached'
  | 'StatusChanged'
  | 'AliasSet'
  | 'AliasRemoved'
  | 'TagsChanged'
  | 'NoteAdded'
  | 'DescriptionSet'
  | 'OwnersSet'
  | 'EvaluationRecorded'
  | 'PolicySet'
  | 'VersionApproved'
  | 'ApprovalWithdrawn'
  | 'RuleWaived'
  | 'PromotionDecided'
  | 'DeploymentRecorded'
  | 'DeploymentEnded'
  | 'RolledBack'
  | 'ContradictionReported'
  | 'ContradictionResolved'
  | 'ReachChecked'
  | 'LocationAdded'
  | 'SourceRecorded'
  | 'ApiKeyCreated'
  | 'ApiKeyRevoked'
  | 'RoleGranted'
  | 'RoleRevoked'
  | 'SessionEnded'
  | 'NamespaceClosed'
  | 'NamespaceOpened'
  | 'RowsSealed';

export type LedgerQueryVariables = Exact<{
  first: number;
  subject?: string | null | undefined;
  type?: LedgerEventType | null | undefined;
  after?: string | null | undefined;
}>;


export type LedgerQuery = { readonly ledger: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly subgraph: string, readonly position: number, readonly typeName: string, readonly subject: string, readonly actor: string, readonly createdAt: string, readonly payload: unknown, readonly hash: string, readonly redacted: boolean, readonly entity: { readonly kind: LedgerEntityKind, readonly ref: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly ledgerCheckpoint: { readonly size: number, readonly rootHash: string, readonly heads: ReadonlyArray<{ readonly subgraph: string }> } };

/** Ledger, as it is sent. */
export const LedgerDocument: Document<LedgerQuery, LedgerQueryVariables> = {
  name: 'Ledger',
  hash: 'a4a5c9bff7240db98de97223156d58f144ffa3aa6e0d308496bdd2096a937915',
  text: `query Ledger(\$first: Int!, \$subject: String, \$type: LedgerEventType, \$after: String) {
  ledger(first: \$first, subject: \$subject, type: \$type, after: \$after) {
    totalCount
    nodes {
      id
      subgraph
      position
      typeName
      subject
      actor
      createdAt
      payload
      hash
      redacted
      entity {
        kind
        ref
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
  ledgerCheckpoint {
    size
    rootHash
    heads {
      subgraph
    }
  }
}`,
};
