import { createIdLoader, createLoader, type RowLoader } from '#platform/loading/loader.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import type { Deployment } from './deployment.entity.js';
import type { DeploymentRepository } from './deployment.repository.js';
import type { DeploymentEnd } from './deployment-end.entity.js';

/** By-key reads of deployments. */
export interface DeploymentLoaders {
  readonly deploymentById: RowLoader<Deployment>;
  /** By the deployment's id; null while it runs. */
  readonly deploymentEnd: RowLoader<DeploymentEnd>;
}

/** Those of one request. */
export function createDeploymentLoaders(deployments: DeploymentRepository, sealed: SealedRows): DeploymentLoaders {
  return {
    deploymentById: createIdLoader(
      (ids) => deployments.findByIds(ids),
      (row) => row.id,
      sealed.of('deployment'),
    ),
    deploymentEnd: createLoader(
      (ids) => deployments.endsOf(ids),
      (row) => row.deploymentId,
      sealed.of('deployment end'),
    ),
  };
}
