import { v7 as uuid } from 'uuid';
import { deploymentRecorded } from '#events/deployment.events.js';
import type { Transaction } from '#platform/database/database.js';
import { refOf } from '#platform/refs/ref.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { Deployment, ServingPin } from './deployment.entity.js';
import { DeploymentRepository } from './deployment.repository.js';

/** A version put to work on a target, and what ends by it. */
export interface DeploymentStart {
  readonly target: string;
  readonly environment: ServingPin | null;
  /** The live deployments of the same model on the target. */
  readonly supersedes: readonly Deployment[];
}

/** What all deployments started together share. */
export interface DeploymentCause {
  readonly version: ModelVersionRow;
  readonly at: Date;
  readonly actor: string;
  /** Why what is superseded ends; left out, the deployment that takes its place is named. */
  readonly endReason?: string | undefined;
}

/** Writes deployments, the ends of what they supersede, and an event `DeploymentRecorded` for each. */
export async function startDeployments(
  starts: readonly DeploymentStart[],
  { version, at, actor, endReason }: DeploymentCause,
  { manager, record }: Transaction,
): Promise<Deployment[]> {
  const started = starts.map(({ target, environment, supersedes }) => {
    const deployment: Deployment = {
      id: uuid(),
      target,
      modelId: version.modelId,
      modelVersionId: version.id,
      environmentPin: environment,
      startedAt: at,
      actor,
    };
    return { deployment, supersedes };
  });
  const repository = new DeploymentRepository(manager);
  await repository.insert(started.map(({ deployment }) => deployment));
  await repository.insertEnds(
    started.flatMap(({ deployment, supersedes }) =>
      supersedes.map(({ id }) => ({
        deploymentId: id,
        endedAt: at,
        actor,
        reason: endReason ?? `superseded by ${deployment.id}`,
      })),
    ),
  );
  for (const { deployment, supersedes } of started) record(eventOf(deployment, version, supersedes));
  return started.map(({ deployment }) => deployment);
}

function eventOf(deployment: Deployment, version: ModelVersionRow, supersedes: readonly Deployment[]) {
  const { id, target, environmentPin } = deployment;
  return deploymentRecorded(version.ref, {
    id,
    target,
    model: version.name,
    modelVersionId: version.id,
    environment: environmentPin?.ref ?? null,
    startedAt: deployment.startedAt,
    supersedes: supersedes.map((old) => old.id),
    lineage: {
      node: { kind: 'DEPLOYMENT', id, ref: refOf(target, id) },
      upstream: [
        { kind: 'MODEL_VERSION', id: version.id, ref: version.ref, relation: 'DEPLOYED_AS' },
        ...(environmentPin === null
          ? []
          : [{ kind: 'ENVIRONMENT_VERSION', id: environmentPin.id, ref: environmentPin.ref, relation: 'RAN_IN' }]),
      ],
    },
  });
}
