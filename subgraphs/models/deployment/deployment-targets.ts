import type { ActionTarget } from '#platform/auth/action-rule.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { DeploymentContext } from './deployment.context.js';
import type { Deployment } from './deployment.entity.js';
import type { EndDeploymentInput, RecordDeploymentInput } from './deployment.inputs.js';

/**
 * The version that is deployed.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND where the ref selects none that the caller may see.
 */
export async function requireDeployed(
  { modelVersion: ref }: RecordDeploymentInput,
  { loaders }: DeploymentContext,
): Promise<ModelVersionRow> {
  const version = await loaders.versionByRef.load(ref);
  if (version !== null) return version;
  throw new PedigraphError(
    'REFERENCE_NOT_FOUND',
    `Expected ${JSON.stringify(ref)} to be a registered model version, but there is none. Nothing was written.`,
  );
}

/**
 * The deployment that ends.
 * @throws {PedigraphError} NOT_FOUND where there is none of that id that the caller may see.
 */
export async function requireDeployment(
  { deployment: id }: EndDeploymentInput,
  { loaders }: DeploymentContext,
): Promise<Deployment> {
  const deployment = await loaders.deploymentById.load(id);
  if (deployment !== null) return deployment;
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected the id of a deployment, but there is no deployment ${JSON.stringify(id)}: deployments(target:) lists them. Nothing was written.`,
  );
}

/** What `recordDeployment` is done to. */
export async function targetOfDeployment(
  input: RecordDeploymentInput,
  context: DeploymentContext,
): Promise<ActionTarget[]> {
  return [await requireDeployed(input, context)];
}

/** What `endDeployment` is done to: the version that runs. */
export async function targetOfEnd(input: EndDeploymentInput, context: DeploymentContext): Promise<ActionTarget[]> {
  const { modelVersionId } = await requireDeployment(input, context);
  const version = await context.loaders.versionById.load(modelVersionId);
  return version === null ? [] : [version];
}
