import { type Page, readPage } from '#platform/paging/page.js';
import type { DeploymentContext } from './deployment.context.js';
import type { Deployment } from './deployment.entity.js';
import type { DeploymentListArgs } from './deployment-list.args.js';
import type { ListedOf } from './deployment-list.repository.js';

/** A page of the deployments of a thing, newest first; pages of many things in one answer are read together. */
export function listDeployments(
  of: ListedOf,
  key: string,
  { first, after = null, ...filter }: DeploymentListArgs,
  { loaders }: DeploymentContext,
): Promise<Page<Deployment>> {
  return readPage(
    { first, after },
    (row) => row.id,
    (page) => loaders.deploymentPages({ of, filter, page }).load(key),
    () => loaders.deploymentCounts({ of, filter }).load(key),
  );
}
