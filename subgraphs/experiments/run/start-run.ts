import { pinRuns } from './pin-runs.js';
import { refuseOtherStart } from './refuse-other-content.js';
import { refuseTakenIds } from './refuse-taken-ids.js';
import type { RunContext } from './run.context.js';
import type { StartRunInput } from './run.inputs.js';
import type { StartRunPayload } from './run.payloads.js';
import { storeRuns } from './store-runs.js';

/**
 * Starts a run, or finds the one with its `id` or `externalId`; what it reads and where it runs is verified with their owners
 * first.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND, UNAVAILABLE, or CONFLICT where the run with one of these is another.
 */
export async function startRun(input: StartRunInput, context: RunContext): Promise<StartRunPayload> {
  const { database, caller } = context;
  const [[pins]] = await Promise.all([pinRuns([input], context), refuseTakenIds([input], 'Run', context.ports)]);
  const given = { input, pins: pins! };
  return database.transact(caller, async (transaction) => {
    const [started] = await storeRuns([given], caller.actor, transaction);
    if (!started!.created) await refuseOtherStart(started!.run, given, transaction.manager);
    return started!;
  });
}
