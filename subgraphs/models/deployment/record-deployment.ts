import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { resolvePins } from '#platform/ports/resolve-pins.js';
import { ModelRepository } from '../model/model.repository.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { ModelVersionRepository } from '../model-version/model-version.repository.js';
import type { DeploymentContext } from './deployment.context.js';
import type { RecordDeploymentInput } from './deployment.inputs.js';
import type { RecordDeploymentPayload } from './deployment.payloads.js';
import { DeploymentRepository } from './deployment.repository.js';
import { requireDeployed } from './deployment-targets.js';
import { startDeployments } from './start-deployments.js';

/**
 * Records that a version now runs on a target; what ran there of the same model has ended by it. Where just that runs
 * there already, in the same environment, nothing changes.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND where the version or the environment does not exist, CONFLICT where
 * something else runs there than was expected.
 */
export async function recordDeployment(
  input: RecordDeploymentInput,
  context: DeploymentContext,
): Promise<RecordDeploymentPayload> {
  const { target, environment: environmentRef, expected } = input;
  const { database, caller, ports, loaders } = context;
  const [version, [environment]] = await Promise.all([
    requireDeployed(input, context),
    resolvePins<{ digest: string }>(ports, {
      subgraph: 'environments',
      type: 'EnvironmentVersion',
      key: 'ref',
      keys: environmentRef == null ? [] : [environmentRef],
    }),
  ]);
  const pin =
    environment === undefined ? null : { id: environment.id, ref: environment.ref, digest: environment.digest };
  const { deployment, superseded } = await database.transact(caller, async (transaction) => {
    const { manager, clock } = transaction;
    await new ModelRepository(manager).lockById(version.modelId);
    const superseded = await new DeploymentRepository(manager).liveOn(version.modelId, target);
    if (expected !== undefined) {
      const running = await new ModelVersionRepository(manager).findByIds(superseded.map((old) => old.modelVersionId));
      refuseUnexpected({ model: version.name, target, expected }, running);
    }
    const [same] = superseded;
    if (superseded.length === 1 && same?.modelVersionId === version.id && same.environmentPin?.id === pin?.id)
      return { deployment: same, superseded: [] };
    const [deployment] = await startDeployments(
      [{ target, environment: pin, supersedes: superseded }],
      { version, at: await clock(), actor: caller.actor },
      transaction,
    );
    return { deployment: deployment!, superseded };
  });
  for (const { id } of superseded) loaders.deploymentEnd.clear(id);
  return { deployment };
}

function refuseUnexpected(
  { model, target, expected }: { readonly model: string; readonly target: string; readonly expected: string | null },
  running: readonly ModelVersionRow[],
): void {
  const versions = running.map(({ version }) => version);
  if (expected === null ? versions.length === 0 : versions.includes(expected)) return;
  const found = versions.length === 0 ? 'none of it does' : `${versions.join(', ')} does`;
  throw new PedigraphError(
    'CONFLICT',
    `Expected ${expected === null ? 'no version' : expected} of ${model} to run on ${target}, but ${found}: read it again and decide. Nothing was written.`,
    { running: versions },
  );
}
