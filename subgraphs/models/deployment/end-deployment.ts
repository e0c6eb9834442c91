import { deploymentEnded } from '#events/deployment.events.js';
import { ModelRepository } from '../model/model.repository.js';
import type { DeploymentContext } from './deployment.context.js';
import type { EndDeploymentInput } from './deployment.inputs.js';
import type { EndDeploymentPayload } from './deployment.payloads.js';
import { DeploymentRepository } from './deployment.repository.js';
import { requireDeployment } from './deployment-targets.js';

/**
 * Records that a deployment no longer runs. Of one that has ended already nothing changes: its first end is the one that counts.
 * @throws {PedigraphError} NOT_FOUND where there is no such deployment.
 */
export async function endDeployment(
  input: EndDeploymentInput,
  context: DeploymentContext,
): Promise<EndDeploymentPayload> {
  const { reason = null } = input;
  const { database, caller, loaders } = context;
  const deployment = await requireDeployment(input, context);
  // Before the transaction: within it a second connection might never come free.
  const version = await loaders.versionById.load(deployment.modelVersionId);
  await database.transact(caller, async ({ manager, record, clock }) => {
    await new ModelRepository(manager).lockById(deployment.modelId);
    const deployments = new DeploymentRepository(manager);
    if ((await deployments.endsOf([deployment.id])).length > 0) return;
    const at = await clock();
    await deployments.insertEnds([{ deploymentId: deployment.id, endedAt: at, actor: caller.actor, reason }]);
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
  return { deployment };
}
