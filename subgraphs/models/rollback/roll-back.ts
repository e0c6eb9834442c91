import type { EntityManager } from 'typeorm';
import { rolledBack } from '#events/rollback.events.js';
import type { Transaction } from '#platform/database/database.js';
import { aliasOf } from '../alias/alias.type.js';
import { refuseUnexpected } from '../alias/current-alias.js';
import { forgetAlias } from '../alias/forget-alias.js';
import { moveAlias } from '../alias/move-alias.js';
import type { Deployment } from '../deployment/deployment.entity.js';
import { DeploymentRepository } from '../deployment/deployment.repository.js';
import { type DeploymentCause, startDeployments } from '../deployment/start-deployments.js';
import { refuseExpectedNothing } from '../fields/expected-field.js';
import type { Model } from '../model/model.entity.js';
import { ModelRepository } from '../model/model.repository.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import { refuseGuarded } from '../policy/refuse-guarded.js';
import { readAliasToRollBack } from './alias-to-roll-back.js';
import { chooseTarget } from './choose-target.js';
import type { RollbackContext } from './rollback.context.js';
import type { Rollback } from './rollback.entity.js';
import type { RollbackInput } from './rollback.inputs.js';
import type { RollbackPayload } from './rollback.payload.js';
import { RollbackRepository } from './rollback.repository.js';

/**
 * Rolls an alias back, and with it every live deployment of the version it leaves: all of it in one transaction
 * under the model's lock, or nothing.
 * @throws {PedigraphError} NOT_FOUND for the model, the alias or a named version; CONFLICT where there is nothing to
 * go back to or the alias does not point where it was expected; INVALID_TRANSITION where a named version is not to be
 * used; POLICY_UNMET for a named version that a policy guards against, since the alias never pointed there;
 * BAD_USER_INPUT where the alias was expected not to exist.
 */
export async function rollBack(
  input: RollbackInput,
  { database, caller, loaders }: RollbackContext,
): Promise<RollbackPayload> {
  refuseExpectedNothing('rollback', input);
  const { change, ended, ...payload } = await database.transact(caller, async (transaction) => {
    const { manager, clock } = transaction;
    const { alias, reason } = input;
    const found = await new ModelRepository(manager).lockExisting(input.model);
    const goingBack = await readAliasToRollBack(manager, found, input);
    const { model, last, setting, version: from, current } = goingBack;
    refuseUnexpected(input, from);
    const to = await chooseTarget(input, goingBack, manager);

    if (!(await pointedThere(to, { model, alias }, manager))) await refuseGuarded(manager, to, alias);

    const at = await clock();
    const { actor } = caller;
    const change = await moveAlias({ model, alias, last, from: current, to, at, actor, reason }, transaction);
    const endReason = `${alias} was rolled back to ${to.version}: ${reason}`;
    const { deployments, ended } = await moveDeployments(from, { version: to, at, actor, endReason }, transaction);
    const rollback: Rollback = {
      id: change.id,
      modelId: model.id,
      alias,
      fromVersionId: from.id,
      toVersionId: to.id,
      createdAt: at,
      actor,
      reason,
      // A clock that was set back in between must not make it negative.
      durationSeconds: Math.max(0, at.getTime() - setting.validFrom.getTime()) / 1_000,
    };
    await new RollbackRepository(manager).insert(rollback);
    recordRollback(rollback, { from, to, deployments }, transaction);
    return { change, ended, from, to, deployments, rollback };
  });
  forgetAlias(loaders, change, [payload.from, payload.to]);
  for (const { id } of ended) loaders.deploymentEnd.clear(id);
  const { durationSeconds } = payload.rollback;
  return { ...payload, durationSeconds, alias: aliasOf(change, payload.to) };
}

/** What an alias pointed to before was once let through by the policy, and going back has to be quick. */
async function pointedThere(
  { id }: ModelVersionRow,
  { model, alias }: { model: Model; alias: string },
  manager: EntityManager,
): Promise<boolean> {
  const moves = await new RollbackRepository(manager).movesOf(model.id, alias);
  return moves.some((move) => move.modelVersionId === id);
}

/** A version that ran on a target before runs there again in the environment it had; else in that of what it replaces. */
async function moveDeployments(
  from: ModelVersionRow,
  cause: DeploymentCause,
  transaction: Transaction,
): Promise<{ deployments: Deployment[]; ended: Deployment[] }> {
  const repository = new DeploymentRepository(transaction.manager);
  const ended = await repository.liveOfVersion(from.id);
  const earlier = new Map(
    (
      await repository.lastOfVersion(
        cause.version.id,
        ended.map(({ target }) => target),
      )
    ).map((row) => [row.target, row] as const),
  );
  const starts = ended.map((old) => ({
    target: old.target,
    environment: (earlier.get(old.target) ?? old).environmentPin,
    supersedes: [old],
  }));
  return { ended, deployments: await startDeployments(starts, cause, transaction) };
}

function recordRollback(
  { id, alias, durationSeconds, reason }: Rollback,
  moved: { from: ModelVersionRow; to: ModelVersionRow; deployments: readonly Deployment[] },
  { record }: Transaction,
): void {
  const { from, to, deployments } = moved;
  record(
    rolledBack(from.ref, {
      id,
      model: from.name,
      alias,
      from: from.version,
      fromModelVersionId: from.id,
      to: to.version,
      toModelVersionId: to.id,
      seconds: durationSeconds,
      reason,
      deployments: deployments.map((deployment) => deployment.id),
    }),
  );
}
