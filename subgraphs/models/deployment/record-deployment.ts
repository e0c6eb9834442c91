import { v7 as uuid } from 'uuid';
import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import { resolvePins } from '../../../src/platform/ports/resolve-pins.js';
import { refOf } from '../../../src/platform/refs/ref.js';
import type { ModelsContext } from '../context.js';
import { ModelRepository } from '../model/model.repository.js';
import type { Deployment } from './deployment.entity.js';
import type { RecordDeploymentInput, RecordDeploymentPayload } from './deployment.inputs.js';
import { DeploymentRepository } from './deployment.repository.js';

/**
 * Records that a version now runs on a target; what ran there of the same model has ended by it.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND where the version or the environment does not exist.
 */
export async function recordDeployment(
  input: RecordDeploymentInput,
  { database, caller, ports, loaders }: ModelsContext,
): Promise<RecordDeploymentPayload> {
  const [version, [environment]] = await Promise.all([
    loaders.versionByRefAsOf(null).load(input.modelVersion),
    resolvePins(ports, {
      subgraph: 'environments',
      type: 'EnvironmentVersion',
      key: 'ref',
      keys: input.environment == null ? [] : [input.environment],
    }),
  ]);
  if (version === null) {
    throw new PedigraphError(
      'REFERENCE_NOT_FOUND',
      `Expected ${JSON.stringify(input.modelVersion)} to be a registered model version, but there is none. Nothing was written.`,
    );
  }
  return database.transact(caller, async ({ manager, record, clock }) => {
    await new ModelRepository(manager).lockExisting(version.name);
    const deployments = new DeploymentRepository(manager);
    const superseded = await deployments.liveOn(version.modelId, input.target);
    const at = await clock();
    const deployment: Deployment = {
      id: uuid(),
      target: input.target,
      modelId: version.modelId,
      modelVersionId: version.id,
      environmentVersionId: environment?.id ?? null,
      startedAt: at,
      by: caller.actor,
    };
    await deployments.insert(deployment);
    await deployments.insertEnds(
      superseded.map((old) => ({
        deploymentId: old.id,
        at,
        by: caller.actor,
        reason: `superseded by ${deployment.id}`,
      })),
    );
    record({
      type: 'DeploymentRecorded',
      subject: version.ref,
      payload: {
        id: deployment.id,
        target: input.target,
        modelVersionId: version.id,
        environment: environment?.ref ?? null,
        supersedes: superseded.map((old) => old.id),
        lineage: {
          node: { kind: 'DEPLOYMENT', id: deployment.id, ref: refOf(input.target, deployment.id) },
          upstream: [
            { kind: 'MODEL_VERSION', id: version.id, ref: version.ref, relation: 'DEPLOYED_AS' },
            ...(environment === undefined
              ? []
              : [{ kind: 'ENVIRONMENT_VERSION', id: environment.id, ref: environment.ref, relation: 'RAN_IN' }]),
          ],
        },
      },
    });
    return { deployment };
  });
}
