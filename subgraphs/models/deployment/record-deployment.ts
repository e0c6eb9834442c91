import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import { resolvePins } from '../../../src/platform/ports/resolve-pins.js';
import type { ModelsContext } from '../context.js';
import { ModelRepository } from '../model/model.repository.js';
import type { RecordDeploymentInput, RecordDeploymentPayload } from './deployment.inputs.js';
import { DeploymentRepository } from './deployment.repository.js';
import { startDeployments } from './start-deployments.js';

/**
 * Records that a version now runs on a target; what ran there of the same model has ended by it.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND where the version or the environment does not exist.
 */
export async function recordDeployment(
  { modelVersion, target, environment: environmentRef }: RecordDeploymentInput,
  { database, caller, ports, loaders }: ModelsContext,
): Promise<RecordDeploymentPayload> {
  const [version, [environment]] = await Promise.all([
    loaders.versionByRef.load(modelVersion),
    resolvePins<{ digest: string }>(ports, {
      subgraph: 'environments',
      type: 'EnvironmentVersion',
      key: 'ref',
      keys: environmentRef == null ? [] : [environmentRef],
    }),
  ]);
  if (version === null) {
    throw new PedigraphError(
      'REFERENCE_NOT_FOUND',
      `Expected ${JSON.stringify(modelVersion)} to be a registered model version, but there is none. Nothing was written.`,
    );
  }
  const pin =
    environment === undefined ? null : { id: environment.id, ref: environment.ref, digest: environment.digest };
  const { deployment, superseded } = await database.transact(caller, async (transaction) => {
    const { manager, clock } = transaction;
    await new ModelRepository(manager).lockById(version.modelId);
    const superseded = await new DeploymentRepository(manager).liveOn(version.modelId, target);
    const [deployment] = await startDeployments(
      [{ target, environment: pin, supersedes: superseded }],
      { version, at: await clock(), by: caller.actor },
      transaction,
    );
    return { deployment: deployment!, superseded };
  });
  for (const { id } of superseded) loaders.deploymentEnd.clear(id);
  return { deployment };
}
