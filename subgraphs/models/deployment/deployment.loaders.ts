import DataLoader from 'dataloader';
import type { NamedView } from '#platform/auth/row-view.js';
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
export function createDeploymentLoaders(
  deployments: DeploymentRepository,
  versionById: RowLoader<object>,
  sealed: SealedRows,
  view: NamedView,
): DeploymentLoaders {
  const deploymentById = createIdLoader<Deployment>(
    (ids) => deployments.findByIds(ids),
    (row) => row.id,
    sealed.of('deployment'),
  );
  return {
    deploymentById: view === undefined ? deploymentById : ofSeenVersions(deploymentById, versionById),
    deploymentEnd: createLoader(
      (ids) => deployments.endsOf(ids),
      (row) => row.deploymentId,
      sealed.of('deployment end'),
    ),
  };
}

/** A deployment has no name of its own: it may be seen where its version may. */
function ofSeenVersions(byId: RowLoader<Deployment>, versionById: RowLoader<object>): RowLoader<Deployment> {
  return new DataLoader((ids) =>
    Promise.all(
      ids.map(async (id) => {
        const deployment = await byId.load(id);
        const isSeen = deployment !== null && (await versionById.load(deployment.modelVersionId)) !== null;
        return isSeen ? deployment : null;
      }),
    ),
  );
}
