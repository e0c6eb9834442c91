import { viewOf } from '#platform/auth/row-view.js';
import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { createAddedLocationLoaders } from '#values/locations/added-location.loaders.js';
import { AddedLocationRepository } from '#values/locations/added-location.repository.js';
import type { AddedLocationContext } from './added-location/added-location.context.js';
import type { AliasContext } from './alias/alias.context.js';
import { createAliasLoaders } from './alias/alias.loaders.js';
import { AliasRepository } from './alias/alias.repository.js';
import type { AnnotationContext } from './annotation/annotation.context.js';
import { createAnnotationLoaders } from './annotation/annotation.loaders.js';
import { AnnotationRepository } from './annotation/annotation.repository.js';
import type { ApprovalContext } from './approval/approval.context.js';
import { createApprovalLoaders } from './approval/approval.loaders.js';
import { ApprovalRepository } from './approval/approval.repository.js';
import type { ArchivalContext } from './archival/archival.context.js';
import { createArchivalLoaders } from './archival/archival.loaders.js';
import { ArchivalRepository } from './archival/archival.repository.js';
import type { ContradictionContext } from './contradiction/contradiction.context.js';
import { createContradictionLoaders } from './contradiction/contradiction.loaders.js';
import { ContradictionRepository } from './contradiction/contradiction.repository.js';
import { createDeploymentLoaders } from './deployment/deployment.loaders.js';
import { DeploymentRepository } from './deployment/deployment.repository.js';
import { DeploymentListRepository } from './deployment/deployment-list.repository.js';
import type { DisplayNameContext } from './display-name/display-name.context.js';
import { createDisplayNameLoaders } from './display-name/display-name.loaders.js';
import type { EvaluationContext } from './evaluation/evaluation.context.js';
import { EvaluationRepository } from './evaluation/evaluation.repository.js';
import type { FollowedSourceContext } from './followed-source/followed-source.context.js';
import { FollowedSourceRepository } from './followed-source/followed-source.repository.js';
import { DisplayNameRepository } from './model/display-name.repository.js';
import { createModelLoaders } from './model/model.loaders.js';
import { ModelRepository } from './model/model.repository.js';
import { createModelVersionLoaders } from './model-version/model-version.loaders.js';
import { ModelVersionRepository } from './model-version/model-version.repository.js';
import type { RunAttachmentContext } from './model-version/run-attachment/run-attachment.context.js';
import { createRunAttachmentLoaders } from './model-version/run-attachment/run-attachment.loaders.js';
import { RunAttachmentRepository } from './model-version/run-attachment/run-attachment.repository.js';
import { versionView } from './model-version/seen-version.js';
import type { PolicyContext } from './policy/policy.context.js';
import { PolicyRepository } from './policy/policy.repository.js';
import type { PromotionContext } from './promotion/promotion.context.js';
import { createPromotionLoaders } from './promotion/promotion.loaders.js';
import { PromotionRepository } from './promotion/promotion.repository.js';
import { createReachCheckLoaders, type ReachCheckContext } from './reach-check/reach-check.context.js';
import { ReachCheckRepository } from './reach-check/reach-check.repository.js';
import type { RollbackContext } from './rollback/rollback.context.js';
import { createRollbackLoaders } from './rollback/rollback.loaders.js';
import { RollbackRepository } from './rollback/rollback.repository.js';
import type { SourceRecordContext } from './source-record/source-record.context.js';
import { createSourceRecordLoaders } from './source-record/source-record.loaders.js';
import { SourceRecordRepository } from './source-record/source-record.repository.js';
import { createStatusLoaders } from './status/status.loaders.js';
import { StatusRepository } from './status/status.repository.js';
import type { UnfinishedRegistrationContext } from './unfinished-registration/unfinished-registration.context.js';
import { UnfinishedRegistrationRepository } from './unfinished-registration/unfinished-registration.repository.js';
import type { VersionTableContext } from './version-table/version-table.context.js';
import { createVersionTableLoaders } from './version-table/version-table.loaders.js';
import type { WaiverContext } from './waiver/waiver.context.js';
import { WaiverRepository } from './waiver/waiver.repository.js';

/** What a resolver of this subgraph has at hand: all that its nouns need. Made anew for each request. */
export type ModelsContext = AddedLocationContext &
  AliasContext &
  AnnotationContext &
  ApprovalContext &
  ArchivalContext &
  ContradictionContext &
  DisplayNameContext &
  EvaluationContext &
  FollowedSourceContext &
  PolicyContext &
  PromotionContext &
  ReachCheckContext &
  RollbackContext &
  RunAttachmentContext &
  SourceRecordContext &
  UnfinishedRegistrationContext &
  VersionTableContext &
  WaiverContext;

/** Puts the context of one request together from what each noun brings. */
export function createContext(base: SubgraphContext): ModelsContext {
  const { caller, database, sealedRows, ports } = base;
  const { rights } = caller;
  const view = viewOf(rights);
  const ofVersions = versionView(rights);
  const { manager } = database;
  const models = new ModelRepository(manager);
  const versions = new ModelVersionRepository(manager, ofVersions);
  const statuses = new StatusRepository(manager);
  const aliases = new AliasRepository(manager);
  const annotations = new AnnotationRepository(manager);
  const approvals = new ApprovalRepository(manager);
  const contradictions = new ContradictionRepository(manager);
  const displayNames = new DisplayNameRepository(manager);
  const deployments = new DeploymentRepository(manager);
  const evaluations = new EvaluationRepository(manager);
  const promotions = new PromotionRepository(manager);
  const reachChecks = new ReachCheckRepository(manager);
  const rollbacks = new RollbackRepository(manager);
  const sourceRecords = new SourceRecordRepository(manager);
  const versionLoaders = createModelVersionLoaders(versions, sealedRows, ofVersions, view);
  const attachmentLoaders = createRunAttachmentLoaders(new RunAttachmentRepository(manager));
  return {
    ...base,
    models,
    versions,
    statuses,
    aliases,
    annotations,
    approvals,
    contradictions,
    displayNames,
    deployments,
    evaluations,
    followedSources: new FollowedSourceRepository(manager),
    policies: new PolicyRepository(manager),
    promotions,
    reachChecks,
    rollbacks,
    sourceRecords,
    unfinished: new UnfinishedRegistrationRepository(manager),
    waivers: new WaiverRepository(manager),
    loaders: {
      ...createModelLoaders(models, sealedRows, view),
      ...versionLoaders,
      ...createStatusLoaders(statuses),
      ...createAliasLoaders(aliases, versionLoaders.versionById),
      ...createAnnotationLoaders(annotations),
      ...createApprovalLoaders(approvals),
      ...createArchivalLoaders(new ArchivalRepository(manager)),
      ...createContradictionLoaders(contradictions, rights),
      ...createDisplayNameLoaders(displayNames),
      ...attachmentLoaders,
      ...createDeploymentLoaders(
        deployments,
        new DeploymentListRepository(manager, rights),
        versionLoaders.versionById,
        sealedRows,
        view,
      ),
      ...createPromotionLoaders(promotions),
      ...createReachCheckLoaders(reachChecks),
      ...createAddedLocationLoaders(new AddedLocationRepository(manager)),
      ...createRollbackLoaders(rollbacks),
      ...createSourceRecordLoaders(sourceRecords, rights),
      ...createVersionTableLoaders({ versions, evaluations, ports, caller, loaders: attachmentLoaders }),
    },
  };
}
