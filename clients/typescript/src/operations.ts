// Written by npm run documents of operations/*.graphql.
import { type TypedDocument, typedDocument } from './typed-document.js';

/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type CallerKind =
  | 'ANONYMOUS'
  | 'USER'
  | 'SERVICE'
  | 'SYSTEM';

export type Role =
  | 'VIEWER'
  | 'CONTRIBUTOR'
  | 'MAINTAINER'
  | 'ADMIN';

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

export type SearchKind =
  | 'MODEL_VERSION'
  | 'RUN'
  | 'DATASET_VERSION'
  | 'ENVIRONMENT_VERSION'
  | 'MODEL'
  | 'DATASET'
  | 'EXPERIMENT';

export type RefPart =
  | 'FORM'
  | 'NAME'
  | 'VERSION'
  | 'ALIAS'
  | 'DIGEST'
  | 'COLUMN'
  | 'ID';

export type SearchFacetField =
  | 'KIND'
  | 'NAMESPACE'
  | 'STATUS'
  | 'ARCHITECTURE'
  | 'AUTHOR'
  | 'OWNER';

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

export type ArchivedFilter =
  | 'ACTIVE'
  | 'ARCHIVED'
  | 'ALL';

export type ConditionOperator =
  | 'EQ'
  | 'NE'
  | 'GT'
  | 'GE'
  | 'LT'
  | 'LE'
  | 'LIKE'
  | 'ILIKE'
  | 'IN'
  | 'NOT_IN'
  | 'IS_NULL'
  | 'IS_NOT_NULL';

export type OrderDirection =
  | 'ASC'
  | 'DESC';

export type RunEndStatus =
  | 'FINISHED'
  | 'FAILED'
  | 'KILLED';

export type MetricDirection =
  | 'HIGHER'
  | 'LOWER'
  | 'UNKNOWN';

export type RunStatus =
  | 'RUNNING'
  | 'FINISHED'
  | 'FAILED'
  | 'KILLED';

export type RunSubject =
  | 'METRIC'
  | 'PARAMETER'
  | 'TAG'
  | 'ATTRIBUTE'
  | 'DATASET';

export type ComparisonPart =
  | 'ARCHITECTURE'
  | 'CODE'
  | 'CONFIG'
  | 'DATA'
  | 'PARAMETER'
  | 'ARTIFACT'
  | 'ENVIRONMENT'
  | 'RUN'
  | 'PARENT';

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

export type ArtifactInput = {
  readonly path: string;
  readonly uri: string;
  readonly digest?: string | null | undefined;
  readonly sizeBytes?: number | null | undefined;
  readonly mediaType?: string | null | undefined;
};

export type ColumnInput = {
  readonly name: string;
  readonly type: string;
  readonly nullable?: boolean;
  readonly description?: string | null | undefined;
};

export type ColumnLineageInput = {
  readonly column: string;
  readonly from: ReadonlyArray<string>;
};

export type ExternalDatasetInput = {
  readonly name: string;
  readonly sourceType?: string | null | undefined;
  readonly source?: string | null | undefined;
  readonly schema?: string | null | undefined;
  readonly profile?: string | null | undefined;
};

export type ExternalDigestInput = {
  readonly algorithm: string;
  readonly value: string;
};

export type RegisterDatasetVersionInput = {
  readonly dataset: string;
  readonly version?: string | null | undefined;
  readonly files?: ReadonlyArray<ArtifactInput>;
  readonly schema?: ReadonlyArray<ColumnInput>;
  readonly rowCount?: number | null | undefined;
  readonly license?: string | null | undefined;
  readonly statistics?: Readonly<Record<string, unknown>> | null | undefined;
  readonly splits?: ReadonlyArray<SplitInput>;
  readonly derivedFrom?: ReadonlyArray<string>;
  readonly columnLineage?: ReadonlyArray<ColumnLineageInput> | null | undefined;
  readonly externalDigest?: ExternalDigestInput | null | undefined;
  readonly external?: ExternalDatasetInput | null | undefined;
  readonly source?: string | null | undefined;
  readonly description?: string | null | undefined;
};

export type SplitInput = {
  readonly name: string;
  readonly rowCount?: number | null | undefined;
  readonly files?: ReadonlyArray<string>;
};

export type LockInput = {
  readonly path: string;
  readonly digest: string;
};

export type PackageInput = {
  readonly manager: string;
  readonly name: string;
  readonly version?: string | null | undefined;
};

export type RegisterEnvironmentVersionInput = {
  readonly environment: string;
  readonly version?: string | null | undefined;
  readonly image?: string | null | undefined;
  readonly runtime?: RuntimeInput | null | undefined;
  readonly os?: string | null | undefined;
  readonly packages?: ReadonlyArray<PackageInput>;
  readonly lock?: LockInput | null | undefined;
  readonly hardware?: string | null | undefined;
  readonly seed?: number | null | undefined;
  readonly variables?: ReadonlyArray<string>;
  readonly description?: string | null | undefined;
};

export type RuntimeInput = {
  readonly name: string;
  readonly version: string;
};

export type BatchMetricInput = {
  readonly key: string;
  readonly value: number | string;
  readonly step?: number | null | undefined;
  readonly timestamp?: Date | string | null | undefined;
  readonly datasetName?: string | null | undefined;
  readonly datasetDigest?: string | null | undefined;
  readonly loggedModel?: string | number | null | undefined;
};

export type CodeVersionInput = {
  readonly repository?: string | null | undefined;
  readonly commit: string;
  readonly path?: string | null | undefined;
  readonly dirty?: boolean;
};

export type DatasetUseInput = {
  readonly role?: DatasetRole;
  readonly ref: string;
  readonly columns?: ReadonlyArray<string> | null | undefined;
};

export type FinishRunInput = {
  readonly run: string | number;
  readonly status: RunEndStatus;
  readonly endedAt?: Date | string | null | undefined;
  readonly artifacts?: ReadonlyArray<ArtifactInput>;
};

export type LogBatchInput = {
  readonly run: string | number;
  readonly metrics?: ReadonlyArray<BatchMetricInput>;
  readonly parameters?: Readonly<Record<string, unknown>> | null | undefined;
  readonly tags?: Readonly<Record<string, unknown>> | null | undefined;
  readonly afterEnd?: boolean;
  readonly whileArchived?: boolean;
};

export type MetricInput = {
  readonly key: string;
  readonly value: number | string;
  readonly step?: number | null | undefined;
  readonly timestamp?: Date | string | null | undefined;
};

export type RunCondition = {
  readonly subject: RunSubject;
  readonly key: string;
  readonly operator: ConditionOperator;
  readonly value?: unknown;
};

export type RunFilter = {
  readonly experiments?: ReadonlyArray<string | number> | null | undefined;
  readonly namespace?: string | null | undefined;
  readonly archived?: ArchivedFilter;
  readonly conditions?: ReadonlyArray<RunCondition>;
};

export type RunOrder = {
  readonly subject: RunSubject;
  readonly key: string;
  readonly direction?: OrderDirection;
};

export type RunTableOrder = {
  readonly column: string;
  readonly direction?: OrderDirection;
};

export type StartRunInput = {
  readonly experiment: string;
  readonly name: string;
  readonly externalId?: string | null | undefined;
  readonly id?: string | number | null | undefined;
  readonly code?: CodeVersionInput | null | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | null | undefined;
  readonly inputs?: ReadonlyArray<DatasetUseInput>;
  readonly environment?: string | null | undefined;
  readonly tags?: Readonly<Record<string, unknown>> | null | undefined;
  readonly parent?: string | number | null | undefined;
  readonly user?: string | null | undefined;
  readonly startedAt?: Date | string | null | undefined;
};

export type ApproveInput = {
  readonly modelVersion: string;
  readonly comment?: string | null | undefined;
};

export type BuildInput = {
  readonly system: string;
  readonly buildId?: string | null | undefined;
  readonly url?: string | null | undefined;
  readonly job?: string | null | undefined;
  readonly event?: string | null | undefined;
  readonly gitRef?: string | null | undefined;
};

export type EndDeploymentInput = {
  readonly deployment: string | number;
  readonly reason?: string | null | undefined;
};

export type EvaluationMetricInput = {
  readonly key: string;
  readonly value: number | string;
};

export type NewPartsInput = {
  readonly datasets?: ReadonlyArray<RegisterDatasetVersionInput>;
  readonly environment?: RegisterEnvironmentVersionInput | null | undefined;
  readonly run?: NewRunInput | null | undefined;
};

export type NewRunInput = {
  readonly experiment: string;
  readonly name: string;
  readonly parameters?: Readonly<Record<string, unknown>> | null | undefined;
  readonly metrics?: ReadonlyArray<MetricInput>;
  readonly tags?: Readonly<Record<string, unknown>> | null | undefined;
  readonly startedAt?: Date | string | null | undefined;
  readonly endedAt?: Date | string | null | undefined;
};

export type PromoteInput = {
  readonly modelVersion: string;
  readonly alias?: string;
  readonly expected?: string | null | undefined;
  readonly reason?: string | null | undefined;
};

export type RecordDeploymentInput = {
  readonly modelVersion: string;
  readonly target: string;
  readonly expected?: string | null | undefined;
  readonly environment?: string | null | undefined;
};

export type RecordEvaluationInput = {
  readonly modelVersion: string;
  readonly metrics: ReadonlyArray<EvaluationMetricInput>;
  readonly datasetVersion?: string | null | undefined;
  readonly slice?: string | null | undefined;
  readonly evaluatedAt?: Date | string | null | undefined;
  readonly note?: string | null | undefined;
};

export type RegisterModelVersionInput = {
  readonly model: string;
  readonly version?: string | null | undefined;
  readonly versionGivenElsewhere?: boolean;
  readonly externalVersion?: string | null | undefined;
  readonly architecture?: string | null | undefined;
  readonly code?: CodeVersionInput | null | undefined;
  readonly uncommitted?: ReadonlyArray<string>;
  readonly config?: unknown;
  readonly artifacts?: ReadonlyArray<ArtifactInput>;
  readonly datasets?: ReadonlyArray<DatasetUseInput>;
  readonly environment?: string | null | undefined;
  readonly run?: string | number | null | undefined;
  readonly loggedModel?: string | number | null | undefined;
  readonly parents?: ReadonlyArray<string>;
  readonly description?: string | null | undefined;
  readonly tags?: Readonly<Record<string, unknown>> | null | undefined;
  readonly verdictTag?: string | null | undefined;
  readonly createdElsewhereAt?: Date | string | null | undefined;
  readonly createdElsewhereBy?: string | null | undefined;
  readonly parts?: NewPartsInput | null | undefined;
  readonly build?: BuildInput | null | undefined;
};

export type RollbackInput = {
  readonly model: string;
  readonly alias: string;
  readonly to?: string | null | undefined;
  readonly expected?: string | null | undefined;
  readonly reason: string;
};

export type SetAliasInput = {
  readonly model: string;
  readonly alias: string;
  readonly version: string;
  readonly expected?: string | null | undefined;
  readonly movedElsewhereAt?: Date | string | null | undefined;
  readonly reason?: string | null | undefined;
};

export type SetStatusInput = {
  readonly modelVersion: string;
  readonly status: ModelVersionStatus;
  readonly reason?: string | null | undefined;
};

export type SetTagsInput = {
  readonly of: string;
  readonly set?: Readonly<Record<string, unknown>> | null | undefined;
  readonly remove?: ReadonlyArray<string>;
};

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { readonly me: { readonly actor: string, readonly kind: CallerKind, readonly authenticated: boolean, readonly expiresAt: string | null } };

export type ModelsQueryVariables = Exact<{
  namespace?: string | null | undefined;
  query?: string | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type ModelsQuery = { readonly models: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly name: string, readonly displayName: string, readonly description: string | null, readonly owners: ReadonlyArray<string>, readonly tags: Readonly<Record<string, unknown>>, readonly updatedAt: string, readonly aliases: ReadonlyArray<{ readonly name: string, readonly modelVersion: { readonly ref: string } }>, readonly latest: { readonly ref: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ModelQueryVariables = Exact<{
  name: string;
}>;


export type ModelQuery = { readonly model: { readonly id: string, readonly name: string, readonly displayName: string, readonly description: string | null, readonly owners: ReadonlyArray<string>, readonly tags: Readonly<Record<string, unknown>>, readonly archivedAt: string | null, readonly createdAt: string, readonly createdBy: string, readonly updatedAt: string, readonly metricKeys: ReadonlyArray<string>, readonly parameterKeys: ReadonlyArray<string>, readonly aliases: ReadonlyArray<{ readonly name: string, readonly validFrom: string, readonly actor: string, readonly modelVersion: { readonly ref: string, readonly version: string, readonly status: ModelVersionStatus } }>, readonly latest: { readonly id: string, readonly ref: string, readonly version: string, readonly status: ModelVersionStatus, readonly createdAt: string, readonly createdBy: string, readonly aliases: ReadonlyArray<{ readonly name: string }>, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> }, readonly reproducibility: { readonly verdict: ReproducibilityVerdict } } | null, readonly deployments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly target: string, readonly startedAt: string, readonly modelVersion: { readonly ref: string } }> }, readonly versions: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly version: string, readonly status: ModelVersionStatus, readonly createdAt: string, readonly createdBy: string, readonly aliases: ReadonlyArray<{ readonly name: string }>, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> }, readonly reproducibility: { readonly verdict: ReproducibilityVerdict } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type ModelVersionsQueryVariables = Exact<{
  model: string;
  first?: number;
  after?: string | null | undefined;
}>;


export type ModelVersionsQuery = { readonly model: { readonly versions: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly version: string, readonly status: ModelVersionStatus, readonly createdAt: string, readonly createdBy: string, readonly aliases: ReadonlyArray<{ readonly name: string }>, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> }, readonly reproducibility: { readonly verdict: ReproducibilityVerdict } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type ModelVersionQueryVariables = Exact<{
  ref: string;
  asOf?: Date | string | null | undefined;
}>;


export type ModelVersionQuery = { readonly modelVersion: { readonly digest: string, readonly description: string | null, readonly tags: Readonly<Record<string, unknown>>, readonly architecture: string | null, readonly config: unknown, readonly externalVersion: string | null, readonly id: string, readonly ref: string, readonly version: string, readonly status: ModelVersionStatus, readonly createdAt: string, readonly createdBy: string, readonly code: { readonly repository: string | null, readonly commit: string, readonly path: string | null, readonly dirty: boolean } | null, readonly artifacts: ReadonlyArray<{ readonly path: string, readonly uri: string, readonly digest: string | null, readonly sizeBytes: number | null, readonly mediaType: string | null }>, readonly datasets: ReadonlyArray<{ readonly role: DatasetRole, readonly datasetVersion: { readonly ref: string, readonly digest: string, readonly rowCount: number | null, readonly derivedFrom: ReadonlyArray<{ readonly ref: string }> } | null }>, readonly environment: { readonly ref: string, readonly digest: string, readonly image: string | null } | null, readonly run: { readonly id: string, readonly name: string, readonly status: RunStatus, readonly startedAt: string, readonly endedAt: string | null, readonly parameters: Readonly<Record<string, unknown>>, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string }>, readonly experiment: { readonly name: string } } | null, readonly reproducibility: { readonly verdict: ReproducibilityVerdict, readonly missing: ReadonlyArray<string>, readonly recipe: string }, readonly deployments: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly target: string, readonly startedAt: string, readonly actor: string }> }, readonly approvals: ReadonlyArray<{ readonly actor: string, readonly role: Role | null, readonly comment: string | null, readonly createdAt: string }>, readonly evaluations: { readonly nodes: ReadonlyArray<{ readonly slice: string | null, readonly evaluatedAt: string, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string }>, readonly datasetVersion: { readonly ref: string } | null }> }, readonly aliases: ReadonlyArray<{ readonly name: string }>, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> } } | null };

export type RefStatusQueryVariables = Exact<{
  ref: string;
}>;


export type RefStatusQuery = { readonly refStatus: { readonly found: boolean, readonly unknown: RefPart | null, readonly nearest: ReadonlyArray<string>, readonly message: string } };

export type SearchQueryVariables = Exact<{
  query: string;
  kinds?: ReadonlyArray<SearchKind> | SearchKind | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type SearchQuery = { readonly search: { readonly totalCount: number, readonly nodes: ReadonlyArray<
      | { readonly __typename: 'ModelVersion', readonly ref: string, readonly status: ModelVersionStatus, readonly createdAt: string }
      | { readonly __typename: 'Run', readonly id: string, readonly name: string, readonly startedAt: string, readonly runStatus: RunStatus }
      | { readonly __typename: 'DatasetVersion', readonly ref: string, readonly createdAt: string }
      | { readonly __typename: 'EnvironmentVersion', readonly ref: string, readonly createdAt: string }
      | { readonly __typename: 'Model', readonly name: string }
      | { readonly __typename: 'Dataset', readonly name: string }
      | { readonly __typename: 'Experiment', readonly name: string }
     | null>, readonly facets: ReadonlyArray<{ readonly field: SearchFacetField, readonly values: ReadonlyArray<{ readonly value: string, readonly count: number }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type LineageQueryVariables = Exact<{
  of: string;
  direction?: LineageDirection;
  depth?: number;
  asOf?: Date | string | null | undefined;
}>;


export type LineageQuery = { readonly lineage: { readonly complete: boolean, readonly incompleteReason: string | null, readonly root: { readonly id: string, readonly ref: string, readonly kind: LineageKind }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly ref: string, readonly kind: LineageKind, readonly depth: number, readonly label: string, readonly status: string | null, readonly aliases: ReadonlyArray<string>, readonly createdAt: string | null }>, readonly edges: ReadonlyArray<{ readonly fromId: string, readonly toId: string, readonly from: string, readonly to: string, readonly relation: LineageRelation | null }> } };

export type ImpactQueryVariables = Exact<{
  of: string;
}>;


export type ImpactQuery = { readonly impact: { readonly complete: boolean, readonly incompleteReason: string | null, readonly owners: ReadonlyArray<string>, readonly modelVersions: ReadonlyArray<{ readonly ref: string, readonly status: ModelVersionStatus } | null>, readonly deployments: ReadonlyArray<{ readonly target: string, readonly active: boolean, readonly startedAt: string, readonly endedAt: string | null, readonly owners: ReadonlyArray<string>, readonly modelVersion: { readonly ref: string } | null, readonly safeRollback: { readonly ref: string } | null }> } };

export type CompareQueryVariables = Exact<{
  refs: ReadonlyArray<string> | string;
}>;


export type CompareQuery = { readonly compareModelVersions: { readonly complete: boolean, readonly versions: ReadonlyArray<{ readonly ref: string }>, readonly changes: ReadonlyArray<{ readonly ref: string, readonly part: ComparisonPart, readonly path: string, readonly before: unknown, readonly after: unknown }>, readonly metrics: ReadonlyArray<{ readonly key: string, readonly values: ReadonlyArray<number | string | null>, readonly better: MetricDirection }> } };

export type RunsQueryVariables = Exact<{
  filter?: RunFilter;
  orderBy?: ReadonlyArray<RunOrder> | RunOrder;
  first?: number;
  after?: string | null | undefined;
}>;


export type RunsQuery = { readonly runs: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly status: RunStatus, readonly startedAt: string, readonly endedAt: string | null, readonly createdBy: string, readonly parameters: Readonly<Record<string, unknown>>, readonly metrics: ReadonlyArray<{ readonly key: string, readonly value: number | string }>, readonly experiment: { readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type RunTableQueryVariables = Exact<{
  filter?: RunFilter;
  columns: ReadonlyArray<string> | string;
  orderBy?: ReadonlyArray<RunTableOrder> | RunTableOrder;
  first?: number;
  after?: string | null | undefined;
}>;


export type RunTableQuery = { readonly runTable: { readonly nodes: ReadonlyArray<{ readonly values: Readonly<Record<string, unknown>>, readonly run: { readonly id: string, readonly name: string } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type MetricSeriesQueryVariables = Exact<{
  runs: ReadonlyArray<string | number> | string | number;
  keys: ReadonlyArray<string> | string;
  points?: number;
}>;


export type MetricSeriesQuery = { readonly metricSeries: ReadonlyArray<{ readonly run: string, readonly runName: string | null, readonly key: string, readonly total: number, readonly points: ReadonlyArray<{ readonly step: number, readonly value: number | string, readonly timestamp: string }> }> };

export type DeploymentsQueryVariables = Exact<{
  namespace?: string | null | undefined;
  target?: string | null | undefined;
  active?: boolean | null | undefined;
  asOf?: Date | string | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type DeploymentsQuery = { readonly deployments: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly target: string, readonly active: boolean, readonly startedAt: string, readonly endedAt: string | null, readonly endReason: string | null, readonly actor: string, readonly modelVersion: { readonly ref: string, readonly status: ModelVersionStatus }, readonly environment: { readonly ref: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type LedgerQueryVariables = Exact<{
  namespace?: string | null | undefined;
  types?: ReadonlyArray<LedgerEventType> | LedgerEventType | null | undefined;
  since?: Date | string | null | undefined;
  until?: Date | string | null | undefined;
  first?: number;
  after?: string | null | undefined;
}>;


export type LedgerQuery = { readonly ledger: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly type: LedgerEventType | null, readonly subject: string, readonly actor: string, readonly createdAt: string, readonly subgraph: string, readonly position: number, readonly payload: unknown, readonly hash: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type PreviewPromotionQueryVariables = Exact<{
  input: PromoteInput;
}>;


export type PreviewPromotionQuery = { readonly previewPromotion: { readonly verdict: PromotionVerdict, readonly results: ReadonlyArray<{ readonly rule: string, readonly verdict: RuleVerdict, readonly observed: string }> } };

export type PreviewModelVersionQueryVariables = Exact<{
  input: RegisterModelVersionInput;
}>;


export type PreviewModelVersionQuery = { readonly previewModelVersion: { readonly created: boolean, readonly version: string, readonly ref: string, readonly verdict: ReproducibilityVerdict, readonly missing: ReadonlyArray<string>, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> } } };

export type VersionFragment = { readonly id: string, readonly ref: string, readonly version: string, readonly status: ModelVersionStatus, readonly createdAt: string, readonly createdBy: string, readonly aliases: ReadonlyArray<{ readonly name: string }>, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> }, readonly reproducibility: { readonly verdict: ReproducibilityVerdict } };

export type RegisterDatasetVersionMutationVariables = Exact<{
  input: RegisterDatasetVersionInput;
}>;


export type RegisterDatasetVersionMutation = { readonly registerDatasetVersion: { readonly created: boolean, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> }, readonly datasetVersion: { readonly id: string, readonly ref: string, readonly digest: string } } };

export type RegisterEnvironmentVersionMutationVariables = Exact<{
  input: RegisterEnvironmentVersionInput;
}>;


export type RegisterEnvironmentVersionMutation = { readonly registerEnvironmentVersion: { readonly created: boolean, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> }, readonly environmentVersion: { readonly id: string, readonly ref: string, readonly digest: string } } };

export type RegisterModelVersionMutationVariables = Exact<{
  input: RegisterModelVersionInput;
}>;


export type RegisterModelVersionMutation = { readonly registerModelVersion: { readonly created: boolean, readonly bump: { readonly level: BumpLevel, readonly reasons: ReadonlyArray<string> }, readonly modelVersion: { readonly id: string, readonly ref: string, readonly digest: string, readonly reproducibility: { readonly verdict: ReproducibilityVerdict, readonly missing: ReadonlyArray<string> } } } };

export type StartRunMutationVariables = Exact<{
  input: StartRunInput;
}>;


export type StartRunMutation = { readonly startRun: { readonly created: boolean, readonly run: { readonly id: string, readonly name: string, readonly status: RunStatus } } };

export type LogBatchMutationVariables = Exact<{
  input: LogBatchInput;
}>;


export type LogBatchMutation = { readonly logBatch: { readonly metrics: number, readonly parameters: number, readonly tags: number, readonly afterEnd: boolean } };

export type FinishRunMutationVariables = Exact<{
  input: FinishRunInput;
}>;


export type FinishRunMutation = { readonly finishRun: { readonly run: { readonly id: string, readonly status: RunStatus, readonly endedAt: string | null, readonly digest: string | null } } };

export type RecordEvaluationMutationVariables = Exact<{
  input: RecordEvaluationInput;
}>;


export type RecordEvaluationMutation = { readonly recordEvaluation: { readonly evaluation: { readonly id: string, readonly evaluatedAt: string } } };

export type ApproveMutationVariables = Exact<{
  input: ApproveInput;
}>;


export type ApproveMutation = { readonly approve: { readonly approvals: ReadonlyArray<{ readonly actor: string, readonly role: Role | null, readonly createdAt: string }> } };

export type PromoteMutationVariables = Exact<{
  input: PromoteInput;
}>;


export type PromoteMutation = { readonly promote: { readonly promotion: { readonly id: string, readonly verdict: PromotionVerdict, readonly results: ReadonlyArray<{ readonly rule: string, readonly verdict: RuleVerdict, readonly observed: string }> }, readonly alias: { readonly name: string, readonly modelVersion: { readonly ref: string } }, readonly previous: { readonly ref: string } | null } };

export type SetAliasMutationVariables = Exact<{
  input: SetAliasInput;
}>;


export type SetAliasMutation = { readonly setAlias: { readonly alias: { readonly name: string, readonly modelVersion: { readonly ref: string } }, readonly previous: { readonly ref: string } | null } };

export type RollbackMutationVariables = Exact<{
  input: RollbackInput;
}>;


export type RollbackMutation = { readonly rollback: { readonly durationSeconds: number, readonly from: { readonly ref: string }, readonly to: { readonly ref: string }, readonly deployments: ReadonlyArray<{ readonly id: string, readonly target: string }> } };

export type SetStatusMutationVariables = Exact<{
  input: SetStatusInput;
}>;


export type SetStatusMutation = { readonly setStatus: { readonly previous: ModelVersionStatus, readonly modelVersion: { readonly ref: string, readonly status: ModelVersionStatus } } };

export type SetTagsMutationVariables = Exact<{
  input: SetTagsInput;
}>;


export type SetTagsMutation = { readonly setTags: { readonly model: { readonly name: string, readonly tags: Readonly<Record<string, unknown>> } | null, readonly modelVersion: { readonly ref: string, readonly tags: Readonly<Record<string, unknown>> } | null } };

export type RecordDeploymentMutationVariables = Exact<{
  input: RecordDeploymentInput;
}>;


export type RecordDeploymentMutation = { readonly recordDeployment: { readonly deployment: { readonly id: string, readonly target: string, readonly startedAt: string, readonly modelVersion: { readonly ref: string } } } };

export type EndDeploymentMutationVariables = Exact<{
  input: EndDeploymentInput;
}>;


export type EndDeploymentMutation = { readonly endDeployment: { readonly deployment: { readonly id: string, readonly target: string, readonly endedAt: string | null, readonly endReason: string | null } } };

/** The query Me. */
export const MeDocument: TypedDocument<MeQuery, MeQueryVariables> = typedDocument(
  `query Me {
  me {
    actor
    kind
    authenticated
    expiresAt
  }
}`,
);

/** The query Models. */
export const ModelsDocument: TypedDocument<ModelsQuery, ModelsQueryVariables> = typedDocument(
  `query Models(\$namespace: String, \$query: String, \$first: Int! = 100, \$after: String) {
  models(
    filter: {namespace: \$namespace, query: \$query}
    first: \$first
    after: \$after
  ) {
    nodes {
      name
      displayName
      description
      owners
      tags
      updatedAt
      aliases {
        name
        modelVersion {
          ref
        }
      }
      latest {
        ref
      }
    }
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
);

/** The query Model. */
export const ModelDocument: TypedDocument<ModelQuery, ModelQueryVariables> = typedDocument(
  `query Model(\$name: String!) {
  model(name: \$name) {
    id
    name
    displayName
    description
    owners
    tags
    archivedAt
    createdAt
    createdBy
    updatedAt
    metricKeys
    parameterKeys
    aliases {
      name
      validFrom
      actor
      modelVersion {
        ref
        version
        status
      }
    }
    latest {
      ...Version
    }
    deployments(active: true, first: 100) {
      nodes {
        id
        target
        startedAt
        modelVersion {
          ref
        }
      }
    }
    versions(first: 100) {
      nodes {
        ...Version
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}

fragment Version on ModelVersion {
  id
  ref
  version
  status
  createdAt
  createdBy
  aliases {
    name
  }
  bump {
    level
    reasons
  }
  reproducibility {
    verdict
  }
}`,
);

/** The query ModelVersions. */
export const ModelVersionsDocument: TypedDocument<ModelVersionsQuery, ModelVersionsQueryVariables> = typedDocument(
  `query ModelVersions(\$model: String!, \$first: Int! = 100, \$after: String) {
  model(name: \$model) {
    versions(first: \$first, after: \$after) {
      nodes {
        ...Version
      }
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}

fragment Version on ModelVersion {
  id
  ref
  version
  status
  createdAt
  createdBy
  aliases {
    name
  }
  bump {
    level
    reasons
  }
  reproducibility {
    verdict
  }
}`,
);

/** The query ModelVersion. */
export const ModelVersionDocument: TypedDocument<ModelVersionQuery, ModelVersionQueryVariables> = typedDocument(
  `query ModelVersion(\$ref: String!, \$asOf: DateTime) {
  modelVersion(ref: \$ref, asOf: \$asOf) {
    ...Version
    digest
    description(asOf: \$asOf)
    tags(asOf: \$asOf)
    architecture
    config
    externalVersion
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
      datasetVersion {
        ref
        digest
        rowCount
        derivedFrom {
          ref
        }
      }
    }
    environment {
      ref
      digest
      image
    }
    run {
      id
      name
      status
      startedAt
      endedAt
      parameters
      metrics {
        key
        value
      }
      experiment {
        name
      }
    }
    reproducibility {
      verdict
      missing
      recipe
    }
    deployments(active: true, first: 100, asOf: \$asOf) {
      nodes {
        id
        target
        startedAt
        actor
      }
    }
    approvals(asOf: \$asOf) {
      actor
      role
      comment
      createdAt
    }
    evaluations(first: 20) {
      nodes {
        slice
        evaluatedAt
        metrics {
          key
          value
        }
        datasetVersion {
          ref
        }
      }
    }
  }
}

fragment Version on ModelVersion {
  id
  ref
  version
  status
  createdAt
  createdBy
  aliases {
    name
  }
  bump {
    level
    reasons
  }
  reproducibility {
    verdict
  }
}`,
);

/** The query RefStatus. */
export const RefStatusDocument: TypedDocument<RefStatusQuery, RefStatusQueryVariables> = typedDocument(
  `query RefStatus(\$ref: String!) {
  refStatus(ref: \$ref) {
    found
    unknown
    nearest
    message
  }
}`,
);

/** The query Search. */
export const SearchDocument: TypedDocument<SearchQuery, SearchQueryVariables> = typedDocument(
  `query Search(\$query: String!, \$kinds: [SearchKind!], \$first: Int! = 20, \$after: String) {
  search(query: \$query, kinds: \$kinds, first: \$first, after: \$after) {
    nodes {
      __typename
      ... on Model {
        name
      }
      ... on ModelVersion {
        ref
        status
        createdAt
      }
      ... on Dataset {
        name
      }
      ... on DatasetVersion {
        ref
        createdAt
      }
      ... on EnvironmentVersion {
        ref
        createdAt
      }
      ... on Experiment {
        name
      }
      ... on Run {
        id
        name
        runStatus: status
        startedAt
      }
    }
    totalCount
    facets {
      field
      values {
        value
        count
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
);

/** The query Lineage. */
export const LineageDocument: TypedDocument<LineageQuery, LineageQueryVariables> = typedDocument(
  `query Lineage(\$of: String!, \$direction: LineageDirection! = UPSTREAM, \$depth: Int! = 10, \$asOf: DateTime) {
  lineage(of: \$of, direction: \$direction, depth: \$depth, asOf: \$asOf) {
    root {
      id
      ref
      kind
    }
    complete
    incompleteReason
    nodes {
      id
      ref
      kind
      depth
      label
      status
      aliases
      createdAt
    }
    edges {
      fromId
      toId
      from
      to
      relation
    }
  }
}`,
);

/** The query Impact. */
export const ImpactDocument: TypedDocument<ImpactQuery, ImpactQueryVariables> = typedDocument(
  `query Impact(\$of: String!) {
  impact(of: \$of) {
    complete
    incompleteReason
    owners
    modelVersions {
      ref
      status
    }
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
  }
}`,
);

/** The query Compare. */
export const CompareDocument: TypedDocument<CompareQuery, CompareQueryVariables> = typedDocument(
  `query Compare(\$refs: [String!]!) {
  compareModelVersions(refs: \$refs) {
    versions {
      ref
    }
    complete
    changes {
      ref
      part
      path
      before
      after
    }
    metrics {
      key
      values
      better
    }
  }
}`,
);

/** The query Runs. */
export const RunsDocument: TypedDocument<RunsQuery, RunsQueryVariables> = typedDocument(
  `query Runs(\$filter: RunFilter! = {}, \$orderBy: [RunOrder!]! = [], \$first: Int! = 100, \$after: String) {
  runs(filter: \$filter, orderBy: \$orderBy, first: \$first, after: \$after) {
    nodes {
      id
      name
      status
      startedAt
      endedAt
      createdBy
      parameters
      metrics {
        key
        value
      }
      experiment {
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
);

/** The query RunTable. */
export const RunTableDocument: TypedDocument<RunTableQuery, RunTableQueryVariables> = typedDocument(
  `query RunTable(\$filter: RunFilter! = {}, \$columns: [String!]!, \$orderBy: [RunTableOrder!]! = [], \$first: Int! = 100, \$after: String) {
  runTable(
    filter: \$filter
    columns: \$columns
    orderBy: \$orderBy
    first: \$first
    after: \$after
  ) {
    nodes {
      run {
        id
        name
      }
      values
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
);

/** The query MetricSeries. */
export const MetricSeriesDocument: TypedDocument<MetricSeriesQuery, MetricSeriesQueryVariables> = typedDocument(
  `query MetricSeries(\$runs: [ID!]!, \$keys: [String!]!, \$points: Int! = 200) {
  metricSeries(runs: \$runs, keys: \$keys, points: \$points) {
    run
    runName
    key
    total
    points {
      step
      value
      timestamp
    }
  }
}`,
);

/** The query Deployments. */
export const DeploymentsDocument: TypedDocument<DeploymentsQuery, DeploymentsQueryVariables> = typedDocument(
  `query Deployments(\$namespace: String, \$target: String, \$active: Boolean, \$asOf: DateTime, \$first: Int! = 100, \$after: String) {
  deployments(
    namespace: \$namespace
    target: \$target
    active: \$active
    asOf: \$asOf
    first: \$first
    after: \$after
  ) {
    nodes {
      id
      target
      active
      startedAt
      endedAt
      endReason
      actor
      modelVersion {
        ref
        status
      }
      environment {
        ref
      }
    }
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
);

/** The query Ledger. */
export const LedgerDocument: TypedDocument<LedgerQuery, LedgerQueryVariables> = typedDocument(
  `query Ledger(\$namespace: String, \$types: [LedgerEventType!], \$since: DateTime, \$until: DateTime, \$first: Int! = 100, \$after: String) {
  ledger(
    namespace: \$namespace
    types: \$types
    since: \$since
    until: \$until
    first: \$first
    after: \$after
  ) {
    nodes {
      id
      type
      subject
      actor
      createdAt
      subgraph
      position
      payload
      hash
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}`,
);

/** The query PreviewPromotion. */
export const PreviewPromotionDocument: TypedDocument<PreviewPromotionQuery, PreviewPromotionQueryVariables> = typedDocument(
  `query PreviewPromotion(\$input: PromoteInput!) {
  previewPromotion(input: \$input) {
    verdict
    results {
      rule
      verdict
      observed
    }
  }
}`,
);

/** The query PreviewModelVersion. */
export const PreviewModelVersionDocument: TypedDocument<PreviewModelVersionQuery, PreviewModelVersionQueryVariables> = typedDocument(
  `query PreviewModelVersion(\$input: RegisterModelVersionInput!) {
  previewModelVersion(input: \$input) {
    created
    version
    ref
    verdict
    missing
    bump {
      level
      reasons
    }
  }
}`,
);

/** The mutation RegisterDatasetVersion. */
export const RegisterDatasetVersionDocument: TypedDocument<RegisterDatasetVersionMutation, RegisterDatasetVersionMutationVariables> = typedDocument(
  `mutation RegisterDatasetVersion(\$input: RegisterDatasetVersionInput!) {
  registerDatasetVersion(input: \$input) {
    created
    bump {
      level
      reasons
    }
    datasetVersion {
      id
      ref
      digest
    }
  }
}`,
);

/** The mutation RegisterEnvironmentVersion. */
export const RegisterEnvironmentVersionDocument: TypedDocument<RegisterEnvironmentVersionMutation, RegisterEnvironmentVersionMutationVariables> = typedDocument(
  `mutation RegisterEnvironmentVersion(\$input: RegisterEnvironmentVersionInput!) {
  registerEnvironmentVersion(input: \$input) {
    created
    bump {
      level
      reasons
    }
    environmentVersion {
      id
      ref
      digest
    }
  }
}`,
);

/** The mutation RegisterModelVersion. */
export const RegisterModelVersionDocument: TypedDocument<RegisterModelVersionMutation, RegisterModelVersionMutationVariables> = typedDocument(
  `mutation RegisterModelVersion(\$input: RegisterModelVersionInput!) {
  registerModelVersion(input: \$input) {
    created
    bump {
      level
      reasons
    }
    modelVersion {
      id
      ref
      digest
      reproducibility {
        verdict
        missing
      }
    }
  }
}`,
);

/** The mutation StartRun. */
export const StartRunDocument: TypedDocument<StartRunMutation, StartRunMutationVariables> = typedDocument(
  `mutation StartRun(\$input: StartRunInput!) {
  startRun(input: \$input) {
    created
    run {
      id
      name
      status
    }
  }
}`,
);

/** The mutation LogBatch. */
export const LogBatchDocument: TypedDocument<LogBatchMutation, LogBatchMutationVariables> = typedDocument(
  `mutation LogBatch(\$input: LogBatchInput!) {
  logBatch(input: \$input) {
    metrics
    parameters
    tags
    afterEnd
  }
}`,
);

/** The mutation FinishRun. */
export const FinishRunDocument: TypedDocument<FinishRunMutation, FinishRunMutationVariables> = typedDocument(
  `mutation FinishRun(\$input: FinishRunInput!) {
  finishRun(input: \$input) {
    run {
      id
      status
      endedAt
      digest
    }
  }
}`,
);

/** The mutation RecordEvaluation. */
export const RecordEvaluationDocument: TypedDocument<RecordEvaluationMutation, RecordEvaluationMutationVariables> = typedDocument(
  `mutation RecordEvaluation(\$input: RecordEvaluationInput!) {
  recordEvaluation(input: \$input) {
    evaluation {
      id
      evaluatedAt
    }
  }
}`,
);

/** The mutation Approve. */
export const ApproveDocument: TypedDocument<ApproveMutation, ApproveMutationVariables> = typedDocument(
  `mutation Approve(\$input: ApproveInput!) {
  approve(input: \$input) {
    approvals {
      actor
      role
      createdAt
    }
  }
}`,
);

/** The mutation Promote. */
export const PromoteDocument: TypedDocument<PromoteMutation, PromoteMutationVariables> = typedDocument(
  `mutation Promote(\$input: PromoteInput!) {
  promote(input: \$input) {
    promotion {
      id
      verdict
      results {
        rule
        verdict
        observed
      }
    }
    alias {
      name
      modelVersion {
        ref
      }
    }
    previous {
      ref
    }
  }
}`,
);

/** The mutation SetAlias. */
export const SetAliasDocument: TypedDocument<SetAliasMutation, SetAliasMutationVariables> = typedDocument(
  `mutation SetAlias(\$input: SetAliasInput!) {
  setAlias(input: \$input) {
    alias {
      name
      modelVersion {
        ref
      }
    }
    previous {
      ref
    }
  }
}`,
);

/** The mutation Rollback. */
export const RollbackDocument: TypedDocument<RollbackMutation, RollbackMutationVariables> = typedDocument(
  `mutation Rollback(\$input: RollbackInput!) {
  rollback(input: \$input) {
    from {
      ref
    }
    to {
      ref
    }
    durationSeconds
    deployments {
      id
      target
    }
  }
}`,
);

/** The mutation SetStatus. */
export const SetStatusDocument: TypedDocument<SetStatusMutation, SetStatusMutationVariables> = typedDocument(
  `mutation SetStatus(\$input: SetStatusInput!) {
  setStatus(input: \$input) {
    modelVersion {
      ref
      status
    }
    previous
  }
}`,
);

/** The mutation SetTags. */
export const SetTagsDocument: TypedDocument<SetTagsMutation, SetTagsMutationVariables> = typedDocument(
  `mutation SetTags(\$input: SetTagsInput!) {
  setTags(input: \$input) {
    model {
      name
      tags
    }
    modelVersion {
      ref
      tags
    }
  }
}`,
);

/** The mutation RecordDeployment. */
export const RecordDeploymentDocument: TypedDocument<RecordDeploymentMutation, RecordDeploymentMutationVariables> = typedDocument(
  `mutation RecordDeployment(\$input: RecordDeploymentInput!) {
  recordDeployment(input: \$input) {
    deployment {
      id
      target
      startedAt
      modelVersion {
        ref
      }
    }
  }
}`,
);

/** The mutation EndDeployment. */
export const EndDeploymentDocument: TypedDocument<EndDeploymentMutation, EndDeploymentMutationVariables> = typedDocument(
  `mutation EndDeployment(\$input: EndDeploymentInput!) {
  endDeployment(input: \$input) {
    deployment {
      id
      target
      endedAt
      endReason
    }
  }
}`,
);
