import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { readOrderedPage } from '#platform/paging/ordered-page.js';
import type { Page, PageArgs } from '#platform/paging/page.js';
import type { DeploymentContext } from './deployment.context.js';
import { type DeploymentFilter, deploymentConditions } from './deployment-conditions.js';
import type { DeploymentTarget } from './deployment-target.type.js';

/**
 * A page of the targets that have a deployment of the list, by name. The names are read from an index, one step a name: so
 * it costs what there are targets, however many deployments.
 */
export function listTargets(
  { first, after = null, ...filter }: PageArgs & Pick<DeploymentFilter, 'namespace' | 'active' | 'asOf'>,
  { database: { manager }, caller }: DeploymentContext,
): Promise<Page<DeploymentTarget>> {
  const parameters = new SqlParameters();
  const listed = deploymentConditions(filter, caller.rights, parameters);
  return readOrderedPage<DeploymentTarget>(
    manager,
    { first, after },
    {
      from: `FROM (
        WITH RECURSIVE next (name) AS (
          (SELECT target FROM models.deployment ORDER BY target LIMIT 1)
          UNION ALL
          SELECT (SELECT d.target FROM models.deployment d WHERE d.target > next.name ORDER BY d.target LIMIT 1)
          FROM next WHERE next.name IS NOT NULL)
        SELECT name FROM next) AS t
        WHERE EXISTS (SELECT FROM models.deployment d WHERE d.target = t.name AND ${listed})`,
      values: parameters.values,
      order: [{ sql: 't.name', type: 'text', direction: 'ASC' }],
      load: async (names) => names.map((name) => ({ name })),
    },
  );
}
