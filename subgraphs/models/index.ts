import { referenceBy } from '#platform/federation/reference.js';
import type { ResolveReference, SubgraphDefinition } from '#platform/federation/subgraph-definition.js';
import { LedgerResolver } from '#platform/ledger/ledger.resolver.js';
import { AddedLocation } from '#values/locations/added-location.entity.js';
import { ModelVersionLocationResolver } from './added-location/added-location.resolver.js';
import { AliasChangeResolver, ModelAliasResolver, ModelVersionAliasResolver } from './alias/alias.resolver.js';
import { AliasChange } from './alias/alias-change.entity.js';
import {
  AnnotatedModelResolver,
  AnnotatedVersionResolver,
  ModelOwnersResolver,
} from './annotation/annotated.resolver.js';
import { Annotation } from './annotation/annotation.entity.js';
import { AnnotationResolver } from './annotation/annotation.resolver.js';
import { Approval } from './approval/approval.entity.js';
import { ApprovalResolver } from './approval/approval.resolver.js';
import { ArchivalResolver } from './archival/archival.resolver.js';
import { ModelArchival } from './archival/model-archival.entity.js';
import { ComparisonResolver } from './comparison/comparison.resolver.js';
import { createContext, type ModelsContext } from './context.js';
import { Contradiction } from './contradiction/contradiction.entity.js';
import {
  ContradictionResolver,
  ModelContradictionResolver,
  ModelVersionContradictionResolver,
} from './contradiction/contradiction.resolver.js';
import { ContradictionResolution } from './contradiction/contradiction-resolution.entity.js';
import { CreationResolver } from './creation/creation.resolver.js';
import { Deployment } from './deployment/deployment.entity.js';
import {
  DeploymentResolver,
  ModelDeploymentResolver,
  ModelVersionDeploymentResolver,
} from './deployment/deployment.resolver.js';
import { DeploymentEnd } from './deployment/deployment-end.entity.js';
import { DeploymentTargetResolver } from './deployment/deployment-target.resolver.js';
import { DisplayNameResolver } from './display-name/display-name.resolver.js';
import { Evaluation } from './evaluation/evaluation.entity.js';
import {
  EvaluationResolver,
  ModelTrendResolver,
  ModelVersionEvaluationResolver,
} from './evaluation/evaluation.resolver.js';
import { FollowedSource } from './followed-source/followed-source.entity.js';
import { FollowedSourceResolver } from './followed-source/followed-source.resolver.js';
import { ListingResolver } from './listing/listing.resolver.js';
import { CreateModels1764000000000 } from './migrations/1764000000000-create-models.js';
import { GovernModels1764300000000 } from './migrations/1764300000000-govern-models.js';
import { AppendToLedger1764600000000 } from './migrations/1764600000000-append-to-ledger.js';
import { NoteRowsInLedger1795974740000 } from './migrations/1795974740000-note-rows-in-ledger.js';
import { NoteUnfinishedRegistrations1795976670000 } from './migrations/1795976670000-note-unfinished-registrations.js';
import { FindEqualEvaluations1795988149000 } from './migrations/1795988149000-find-equal-evaluations.js';
import { RememberIdempotencyKeys1795999395000 } from './migrations/1795999395000-remember-idempotency-keys.js';
import { NameAndArchiveModels1796012339000 } from './migrations/1796012339000-name-and-archive-models.js';
import { AttachRuns1796018176000 } from './migrations/1796018176000-attach-runs.js';
import { FindVersionsOfRuns1796021932000 } from './migrations/1796021932000-find-versions-of-runs.js';
import { NoteRolesOfApprovers1796030280000 } from './migrations/1796030280000-note-roles-of-approvers.js';
import { PinLoggedModels1796033145000 } from './migrations/1796033145000-pin-logged-models.js';
import { ListDeployments1796045800000 } from './migrations/1796045800000-list-deployments.js';
import { FindPromotionsOfMoves1796046800000 } from './migrations/1796046800000-find-promotions-of-moves.js';
import { DateMovesFromElsewhere1796050000000 } from './migrations/1796050000000-date-moves-from-elsewhere.js';
import { ReportContradictions1796054400000 } from './migrations/1796054400000-report-contradictions.js';
import { FollowSources1796055000000 } from './migrations/1796055000000-follow-sources.js';
import { CheckReach1796055600000 } from './migrations/1796055600000-check-reach.js';
import { RecordSources1796056200000 } from './migrations/1796056200000-record-sources.js';
import { AddLocations1796094900000 } from './migrations/1796094900000-add-locations.js';
import { DisplayNameChange } from './model/display-name-change.entity.js';
import { Model } from './model/model.entity.js';
import { ModelResolver } from './model/model.resolver.js';
import { ModelViewerResolver } from './model/model-viewer.resolver.js';
import { ModelVersionContentResolver, RecipeResolver } from './model-version/content/model-version-content.resolver.js';
import { ModelVersion, type ModelVersionRow } from './model-version/model-version.entity.js';
import { ModelVersionResolver } from './model-version/model-version.resolver.js';
import { ModelVersionViewerResolver } from './model-version/model-version-viewer.resolver.js';
import { RegistrationResolver } from './model-version/registration/registration.resolver.js';
import { RunAttachment } from './model-version/run-attachment/run-attachment.entity.js';
import { RunAttachmentResolver } from './model-version/run-attachment/run-attachment.resolver.js';
import { seenVersion } from './model-version/seen-version.js';
import { VersionsOfModelResolver } from './model-version/versions-of-model.resolver.js';
import { Policy } from './policy/policy.entity.js';
import { PolicyResolver } from './policy/policy.resolver.js';
import { PolicyRulesResolver } from './policy/policy-rules.resolver.js';
import { Promotion } from './promotion/promotion.entity.js';
import {
  AliasChangePromotionResolver,
  ModelPromotionResolver,
  PromotionResolver,
} from './promotion/promotion.resolver.js';
import { QuarantineResolver } from './quarantine/quarantine.resolver.js';
import { ReachCheck } from './reach-check/reach-check.entity.js';
import { ModelVersionReachResolver, ResolvableResolver } from './reach-check/reach-check.resolver.js';
import { moveViews } from './reporting/move-views.js';
import { versionViews } from './reporting/version-views.js';
import { ReviewQueueResolver } from './review/review-queue.resolver.js';
import { Rollback } from './rollback/rollback.entity.js';
import { AliasChangeRollbackResolver, ModelRollbackResolver, RollbackResolver } from './rollback/rollback.resolver.js';
import type { SameAsCandidate } from './source-record/same-as.type.js';
import { SourceRecord } from './source-record/source-record.entity.js';
import { SameAsResolver, SourceRecordResolver } from './source-record/source-record.resolver.js';
import {
  DatasetVersionSourcesResolver,
  ModelVersionSourcesResolver,
  RunSourcesResolver,
} from './source-record/sources-of.resolver.js';
import { subjectOfStub } from './source-record/subject-of-stub.js';
import { StatusResolver } from './status/status.resolver.js';
import { StatusChange } from './status/status-change.entity.js';
import { SetStatusResolver } from './status-transition/set-status.resolver.js';
import { tables } from './tables.js';
import {
  type UnfinishedPart,
  UnfinishedRegistration,
} from './unfinished-registration/unfinished-registration.entity.js';
import { UnfinishedRegistrationResolver } from './unfinished-registration/unfinished-registration.resolver.js';
import { VersionListingResolver } from './version-listing/version-listing.resolver.js';
import type { VersionRow } from './version-table/version-row.type.js';
import { UnknownColumnsResolver, VersionTableResolver } from './version-table/version-table.resolver.js';
import { Waiver } from './waiver/waiver.entity.js';
import { WaiverResolver } from './waiver/waiver.resolver.js';

/** The owner answers whether there is such a thing; this subgraph knows its sources. */
const byId: ResolveReference<ModelsContext> = ({ id }) => ({ id });

/** Registered models, their sealed versions, aliases and deployments. */
export const models: SubgraphDefinition<ModelsContext> = {
  name: 'models',
  resolvers: [
    ModelResolver,
    CreationResolver,
    ListingResolver,
    VersionListingResolver,
    DisplayNameResolver,
    ArchivalResolver,
    VersionsOfModelResolver,
    ModelVersionResolver,
    RegistrationResolver,
    RunAttachmentResolver,
    ModelVersionContentResolver,
    RecipeResolver,
    StatusResolver,
    SetStatusResolver,
    ModelAliasResolver,
    ModelVersionAliasResolver,
    AliasChangeResolver,
    ModelRollbackResolver,
    RollbackResolver,
    AliasChangeRollbackResolver,
    DeploymentResolver,
    ModelVersionDeploymentResolver,
    ModelDeploymentResolver,
    DeploymentTargetResolver,
    ComparisonResolver,
    QuarantineResolver,
    PolicyResolver,
    PolicyRulesResolver,
    ApprovalResolver,
    WaiverResolver,
    PromotionResolver,
    ModelPromotionResolver,
    AliasChangePromotionResolver,
    ReviewQueueResolver,
    EvaluationResolver,
    ModelVersionEvaluationResolver,
    ModelTrendResolver,
    VersionTableResolver,
    UnknownColumnsResolver,
    AnnotationResolver,
    AnnotatedModelResolver,
    AnnotatedVersionResolver,
    ModelOwnersResolver,
    ContradictionResolver,
    ModelContradictionResolver,
    ModelVersionContradictionResolver,
    FollowedSourceResolver,
    ResolvableResolver,
    ModelVersionReachResolver,
    ModelVersionLocationResolver,
    SourceRecordResolver,
    SameAsResolver,
    ModelVersionSourcesResolver,
    DatasetVersionSourcesResolver,
    RunSourcesResolver,
    UnfinishedRegistrationResolver,
    ModelViewerResolver,
    ModelVersionViewerResolver,
    LedgerResolver,
  ],
  references: {
    Model: referenceBy(({ loaders }) => ({ id: loaders.modelById, name: loaders.modelByName })),
    ModelVersion: referenceBy(({ loaders }) => ({ id: loaders.versionById, ref: loaders.versionByRef })),
    Deployment: referenceBy(({ loaders }) => ({ id: loaders.deploymentById })),
    DatasetVersion: byId,
    Run: byId,
  },
  redact: { ModelVersion: (row: ModelVersionRow, rights) => seenVersion(row, rights) },
  names: {
    Deployment: async ({ modelVersionId }: Deployment, { loaders }) =>
      (await loaders.versionById.load(modelVersionId)) !== null,
    Contradiction: ({ subject }: Contradiction) => subject,
    FollowedSource: ({ namespace }: FollowedSource) => `${namespace}/`,
    DatasetVersion: subjectOfStub,
    Run: subjectOfStub,
    SourceRecord: ({ subject }: SourceRecord) => subject,
    SameAsCandidate: ({ subject }: SameAsCandidate) => subject,
    ModelVersionRow: ({ ref }: VersionRow) => ref,
    UnfinishedRegistration: ({ model }: UnfinishedRegistration) => model,
    UnfinishedPart: ({ name }: UnfinishedPart) => name,
  },
  entities: [
    Model,
    DisplayNameChange,
    ModelArchival,
    RunAttachment,
    ModelVersion,
    StatusChange,
    AliasChange,
    Rollback,
    Deployment,
    DeploymentEnd,
    Annotation,
    Evaluation,
    Policy,
    Approval,
    Waiver,
    Promotion,
    Contradiction,
    ContradictionResolution,
    FollowedSource,
    ReachCheck,
    AddedLocation,
    SourceRecord,
    UnfinishedRegistration,
  ],
  migrations: [
    CreateModels1764000000000,
    GovernModels1764300000000,
    AppendToLedger1764600000000,
    NoteRowsInLedger1795974740000,
    NoteUnfinishedRegistrations1795976670000,
    FindEqualEvaluations1795988149000,
    RememberIdempotencyKeys1795999395000,
    NameAndArchiveModels1796012339000,
    AttachRuns1796018176000,
    FindVersionsOfRuns1796021932000,
    NoteRolesOfApprovers1796030280000,
    PinLoggedModels1796033145000,
    ListDeployments1796045800000,
    FindPromotionsOfMoves1796046800000,
    DateMovesFromElsewhere1796050000000,
    ReportContradictions1796054400000,
    FollowSources1796055000000,
    CheckReach1796055600000,
    RecordSources1796056200000,
    AddLocations1796094900000,
  ],
  tables,
  reporting: [...versionViews, ...moveViews],
  pinnable: { ModelVersion: 'SELECT id, ref, digest FROM models.model_version' },
  pins: [
    { table: 'models.model_version', column: 'dataset_pins', type: 'DatasetVersion' },
    { table: 'models.model_version', column: 'environment_pin', type: 'EnvironmentVersion' },
    { table: 'models.model_version', column: 'run_pin', type: 'Run' },
    { table: 'models.model_version', column: 'logged_model_pin', type: 'LoggedModel' },
    { table: 'models.run_attachment', column: 'run_pin', type: 'Run', of: 'model_version_id' },
    { table: 'models.model_version', column: 'parent_pins', type: 'ModelVersion' },
    { table: 'models.deployment', column: 'environment_pin', type: 'EnvironmentVersion' },
    { table: 'models.evaluation', column: 'dataset_pin', type: 'DatasetVersion' },
  ],
  createContext,
};
