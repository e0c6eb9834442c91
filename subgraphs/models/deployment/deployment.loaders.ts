import DataLoader from 'dataloader';
import type { NamedView } from '#platform/auth/row-view.js';
import { createIdLoader, createLoader, type RowLoader } from '#platform/loading/loader.js';
import { loaderBy } from '#platform/loading/loader-by.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import type { Deployment } from './deployment.entity.js';
import type { DeploymentRepository } from './deployment.repository.js';
import type { DeploymentEnd } from './deployment-end.entity.js';
import type { DeploymentListRepository, DeploymentLists } from './deployment-list.repository.js';

/** By-key reads of deployments. */
export interface DeploymentLoaders {
  readonly deploymentById: RowLoader<Deployment>;
  /** By the deployment's id; null while it runs. */
  readonly deploymentEnd: RowLoader<DeploymentEnd>;
  /**
   * A page of the deployments of a thing, by its key: those of many things are read together, and again after each write
   * of the request.
   */
  readonly deploymentPages: (
    lists: DeploymentLists & { readonly page: PageRequest },
  ) => DataLoader<string, readonly Deployment[]>;
  /** How many there are in all pages. */
  readonly deploymentCounts: (lists: DeploymentLists) => DataLoader<string, number>;
}

/** Any write of the request may change a list, whatever it is of. */
const BATCHED_ALONE = { cache: false } as const;

/** Those of one request. */
export function createDeploymentLoaders(
  deployments: DeploymentRepository,
  lists: DeploymentListRepository,
  versionById: RowLoader<object>,
  sealed: SealedRows,
  view: NamedView,
): DeploymentLoaders {
  const deploymentById = createIdLoader<Deployment>(
    (ids) => deployments.findByIds(ids),
    (row) => row.id,
    sealed.of('deployment'),
  );
  const seenById = view === undefined ? deploymentById : ofSeenVersions(deploymentById, versionById);
  return {
    deploymentById: seenById,
    deploymentPages: loaderBy(
      ({ page, ...listed }) =>
        new DataLoader(async (keys) => {
          const pages = await lists.pages(listed, keys, page);
          return Promise.all(pages.map((ids) => loadSeen(seenById, ids)));
        }, BATCHED_ALONE),
    ),
    deploymentCounts: loaderBy((listed) => new DataLoader((keys) => lists.counts(listed, keys), BATCHED_ALONE)),
    deploymentEnd: createLoader(
      (ids) => deployments.endsOf(ids),
      (row) => row.deploymentId,
      sealed.of('deployment end'),
    ),
  };
}

async function loadSeen(byId: RowLoader<Deployment>, ids: readonly string[]): Promise<readonly Deployment[]> {
  const rows = await Promise.all(ids.map((id) => byId.load(id)));
  return rows.filter((row) => row !== null);
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
