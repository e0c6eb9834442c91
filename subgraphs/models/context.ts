import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { AliasRepository } from './alias/alias.repository.js';
import { AnnotationRepository } from './annotation/annotation.repository.js';
import { ApprovalRepository } from './approval/approval.repository.js';
import { DeploymentRepository } from './deployment/deployment.repository.js';
import { EvaluationRepository } from './evaluation/evaluation.repository.js';
import { createModelsLoaders, type ModelsLoaders } from './loaders.js';
import { ModelRepository } from './model/model.repository.js';
import { ModelVersionRepository } from './model-version/model-version.repository.js';
import { PolicyRepository } from './policy/policy.repository.js';
import { PromotionRepository } from './promotion/promotion.repository.js';
import { RollbackRepository } from './rollback/rollback.repository.js';
import { StatusRepository } from './status/status.repository.js';
import { UnfinishedRegistrationRepository } from './unfinished-registration/unfinished-registration.repository.js';
import { WaiverRepository } from './waiver/waiver.repository.js';

/** What a resolver of this subgraph has at hand; born with the request. */
export interface ModelsContext extends SubgraphContext, Repositories {
  readonly loaders: ModelsLoaders;
}

/** The subgraph's repositories, outside a transaction. */
export interface Repositories {
  readonly models: ModelRepository;
  readonly versions: ModelVersionRepository;
  readonly statuses: StatusRepository;
  readonly aliases: AliasRepository;
  readonly rollbacks: RollbackRepository;
  readonly deployments: DeploymentRepository;
  readonly annotations: AnnotationRepository;
  readonly evaluations: EvaluationRepository;
  readonly policies: PolicyRepository;
  readonly approvals: ApprovalRepository;
  readonly waivers: WaiverRepository;
  readonly promotions: PromotionRepository;
  readonly unfinished: UnfinishedRegistrationRepository;
}

/** Makes the context of one request. */
export function createContext(base: SubgraphContext): ModelsContext {
  const { manager } = base.database;
  const repositories: Repositories = {
    models: new ModelRepository(manager),
    versions: new ModelVersionRepository(manager),
    statuses: new StatusRepository(manager),
    aliases: new AliasRepository(manager),
    rollbacks: new RollbackRepository(manager),
    deployments: new DeploymentRepository(manager),
    evaluations: new EvaluationRepository(manager),
    policies: new PolicyRepository(manager),
    approvals: new ApprovalRepository(manager),
    waivers: new WaiverRepository(manager),
    promotions: new PromotionRepository(manager),
    annotations: new AnnotationRepository(manager),
    unfinished: new UnfinishedRegistrationRepository(manager),
  };
  return { ...base, ...repositories, loaders: createModelsLoaders(repositories, base.sealedRows, base.ports) };
}
