import { runArchived, runRestored } from '#events/run.events.js';
import type { Transaction } from '#platform/database/database.js';
import { archive, restore } from '../archival/archive.js';
import type { ArchiveRunInput, RestoreRunInput } from './archive-run.inputs.js';
import { refusalOfMissingRun } from './require-run.js';
import type { RunContext } from './run.context.js';
import type { RunPayload } from './run.payloads.js';
import { RunRepository } from './run.repository.js';

/** Archives a run. Again is the same. @throws {PedigraphError} NOT_FOUND. */
export async function archiveRun(input: ArchiveRunInput, context: RunContext): Promise<RunPayload> {
  const { run, archiving } = await archivingOf(input, context);
  await archive({ ...archiving, type: runArchived }, context);
  return { run };
}

/** Takes a run out of the archive. Again is the same. @throws {PedigraphError} NOT_FOUND. */
export async function restoreRun(input: RestoreRunInput, context: RunContext): Promise<RunPayload> {
  const { run, archiving } = await archivingOf(input, context);
  await restore({ ...archiving, type: runRestored }, context);
  return { run };
}

async function archivingOf({ run: of, reason = null }: ArchiveRunInput, { loaders }: RunContext) {
  const run = await loaders.runById.load(of);
  if (run === null) throw refusalOfMissingRun(of);
  const { id, ref: subject } = run;
  const lock = (manager: Transaction['manager']) => new RunRepository(manager).lock(id);
  return { run, archiving: { subject, id, reason, lock } };
}
