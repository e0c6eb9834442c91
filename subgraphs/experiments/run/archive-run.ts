import { runArchived } from '#events/run.events.js';
import type { Transaction } from '#platform/database/database.js';
import { archive } from '../archival/archive.js';
import type { ArchiveRunInput } from './archive-run.inputs.js';
import type { ArchiveRunPayload } from './archive-run.payload.js';
import { refusalOfMissingRun } from './require-run.js';
import type { RunContext } from './run.context.js';
import { RunRepository } from './run.repository.js';

/** Archives a run. Again is the same. @throws {PedigraphError} NOT_FOUND. */
export async function archiveRun(
  { run: id, reason = null }: ArchiveRunInput,
  context: RunContext,
): Promise<ArchiveRunPayload> {
  const run = await context.loaders.runById.load(id);
  if (run === null) throw refusalOfMissingRun(id);
  const lock = (manager: Transaction['manager']) => new RunRepository(manager).lock(run.id);
  await archive({ type: runArchived, subject: run.ref, id: run.id, reason, lock }, context);
  return { run };
}
