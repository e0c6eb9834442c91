import { deploymentEnded } from '#events/deployment.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { MAX_REASON, refuseLongText } from '#platform/validation/refuse-long-text.js';
import type { ModelsContext } from '../context.js';
import { ModelRepository } from '../model/model.repository.js';
import type { Deployment } from './deployment.entity.js';
import { DeploymentRepository } from './deployment.repository.js';

/**
 * Records that a deployment no longer runs. Of one that has ended already nothing changes: its first end stands.
 * @throws {PedigraphError} NOT_FOUND, or BAD_USER_INPUT for a reason that is too long.
 */
export async function endDeployment(
  id: string,
  reason: string | null,
  { database, caller, loaders }: ModelsContext,
): Promise<Deployment> {
  refuseLongText('reason', reason, MAX_REASON);
  const deployment = await loaders.deploymentById.load(id);
  if (deployment === null) {
    throw new PedigraphError(
      'NOT_FOUND',
      `Expected the id of a deployment, but there is no deployment ${JSON.stringify(id)}: deployments(target:) lists them. Nothing was written.`,
    );
  }
  // Before the transaction: within it a second connection might never come free.
  const version = await loaders.versionById.load(deployment.modelVersionId);
  await database.transact(caller, async ({ manager, record, clock }) => {
    await new ModelRepository(manager).lockById(deployment.modelId);
    const deployments = new DeploymentRepository(manager);
    if ((await deployments.endsOf([deployment.id])).length > 0) return;
    const at = await clock();
    await deployments.insertEnds([{ deploymentId: deployment.id, at, by: caller.actor, reason }]);
    record(
      deploymentEnded(version?.ref ?? deployment.id, {
        id: deployment.id,
        target: deployment.target,
        model: version?.name ?? null,
        modelVersionId: deployment.modelVersionId,
        endedAt: at,
        reason,
      }),
    );
  });
  loaders.deploymentEnd.clear(deployment.id);
  return deployment;
}
