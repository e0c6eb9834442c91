import { v7 as uuid } from 'uuid';
import { loggedModelFinished } from '#events/logged-model.events.js';
import type { Transaction } from '#platform/database/database.js';
import { readSealed } from '#platform/digest/digest.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { type Artifact, storedArtifacts } from '#values/artifact.js';
import { areSameFiles } from '../run/refuse-other-content.js';
import { RunRepository } from '../run/run.repository.js';
import type { FinishLoggedModelInput } from './finish-logged-model.inputs.js';
import type { LoggedModelContext } from './logged-model.context.js';
import type { LoggedModel } from './logged-model.entity.js';
import type { LoggedModelPayload } from './logged-model.payloads.js';
import { LoggedModelRepository } from './logged-model.repository.js';
import type { LoggedModelEnd } from './logged-model-end.entity.js';
import { sealLoggedModel } from './logged-model-manifest.js';
import { LoggedModelParameterRepository } from './logged-model-parameter.repository.js';
import { lockLoggedModel } from './require-logged-model.js';

/** How the making of a logged model ends, ready to be stored. */
type Ending = Pick<FinishLoggedModelInput, 'status'> & {
  readonly message: string | null;
  readonly artifacts: readonly Artifact[];
};

/**
 * Ends the making of a logged model: READY seals it; FAILED is noted, and READY may follow it. The same end again is the
 * same, also where its files or its message are not given again.
 * @throws {PedigraphError} NOT_FOUND, BAD_USER_INPUT for files of one that is FAILED, or IMMUTABLE where it is READY
 * already, another way.
 */
export async function finishLoggedModel(
  { loggedModel: id, status, message = null, artifacts: files }: FinishLoggedModelInput,
  { database, caller, loaders }: LoggedModelContext,
): Promise<LoggedModelPayload> {
  const ending = { status, message, artifacts: storedArtifacts(files) };
  refuseFilesOfFailed(ending);
  const loggedModel = await database.transact(caller, async (transaction) => {
    const loggedModel = await lockLoggedModel(transaction, id);
    const [end] = await new LoggedModelRepository(transaction.manager).wholeEndsOf([loggedModel.id]);
    if (end !== undefined) await refuseOtherEnd(loggedModel, end, ending);
    else if (status === 'FAILED') await noteFailure(loggedModel, ending, transaction, caller.actor);
    else await sealReady(loggedModel, ending, transaction, caller.actor);
    return loggedModel;
  });
  for (const ended of [loaders.endByLoggedModel, loaders.wholeEndByLoggedModel, loaders.failureByLoggedModel]) {
    ended.clear(loggedModel.id);
  }
  return { loggedModel };
}

async function sealReady(
  loggedModel: LoggedModel,
  { status, message, artifacts }: Ending,
  { manager, record, clock }: Transaction,
  by: string,
): Promise<void> {
  const { id, ref, runId } = loggedModel;
  const [run = null] = runId === null ? [] : await new RunRepository(manager).findByIds([runId]);
  const parameters = (await new LoggedModelParameterRepository(manager).of([id])).get(id)!.sealed;
  const sealed = await sealLoggedModel({ loggedModel, run, parameters, artifacts });
  const { digest } = sealed;
  const manifest = await readSealed(sealed);
  const end = { loggedModelId: id, message, artifacts, manifest, digest, at: await clock(), by };
  await new LoggedModelRepository(manager).insertEnd(end);
  record(loggedModelFinished(ref, { id, status, message, digest, artifacts: [...artifacts] }));
}

async function noteFailure(
  { id, ref }: LoggedModel,
  { status, message }: Ending,
  { manager, record, clock }: Transaction,
  by: string,
): Promise<void> {
  const repository = new LoggedModelRepository(manager);
  const [last] = await repository.lastFailuresOf([id]);
  if (last !== undefined && (message === null || last.message === message)) return;
  await repository.insertFailure({ id: uuid(), loggedModelId: id, message, at: await clock(), by });
  record(loggedModelFinished(ref, { id, status, message, digest: null, artifacts: [] }));
}

function refuseFilesOfFailed({ status, artifacts }: Ending): void {
  if (status === 'READY' || artifacts.length === 0) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    'Expected no artifacts of a logged model that is FAILED: leave them out, or give the status READY. Nothing was written.',
  );
}

/** @throws {PedigraphError} IMMUTABLE where it is READY another way than the input says. */
async function refuseOtherEnd(
  { ref }: LoggedModel,
  end: LoggedModelEnd,
  { status, message, artifacts }: Ending,
): Promise<void> {
  const other =
    status !== 'READY'
      ? `cannot become ${status}`
      : message !== null && message !== end.message
        ? 'takes no other message'
        : artifacts.length > 0 && !(await areSameFiles(end.artifacts, artifacts))
          ? 'takes no other artifacts'
          : null;
  if (other === null) return;
  throw new PedigraphError(
    'IMMUTABLE',
    `The logged model ${ref} is READY and sealed, so it ${other}: make another one. Nothing was written.`,
  );
}
