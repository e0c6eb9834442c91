import { v7 as uuid } from 'uuid';
import { runInputsAdded } from '#events/run-input.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { datasetUseFact } from '#values/columns-read.js';
import type { AddedInput } from '../added-input/added-input.entity.js';
import { AddedInputRepository } from '../added-input/added-input.repository.js';
import { pinDatasets } from '../run/pin-datasets.js';
import { refusalOfMissingRun } from '../run/require-run.js';
import { RunRepository } from '../run/run.repository.js';
import type { AddRunInputsInput } from './add-run-inputs.inputs.js';
import type { AddRunInputsPayload } from './add-run-inputs.payload.js';
import type { RunInputContext } from './run-input.context.js';

/**
 * Adds dataset versions to what a run reads; one that it has for the same role and context stays as it is. The run is
 * held: while it ends nothing is added, and what is there then is sealed.
 * @throws {PedigraphError} NOT_FOUND, REFERENCE_NOT_FOUND, UNAVAILABLE, or IMMUTABLE for a run that ended.
 */
export async function addRunInputs(
  { run: id, inputs, afterEnd }: AddRunInputsInput,
  context: RunInputContext,
): Promise<AddRunInputsPayload> {
  const { database, caller, loaders } = context;
  const pins = await pinDatasets(inputs, context.ports);
  const payload = await database.transact(caller, async ({ manager, record, clock }) => {
    const runs = new RunRepository(manager);
    const run = await runs.lock(id);
    if (run === null) throw refusalOfMissingRun(id);
    const [end] = await runs.endsOf([run.id]);
    if (end !== undefined && !afterEnd) throw refusalOfEnded(run.ref);

    const repository = new AddedInputRepository(manager);
    const known = new Set(
      [...run.inputPins.map((pin) => ({ pin, context: '' })), ...(await repository.ofRuns([run.id]))].map(identityOf),
    );
    const now = await clock();
    const rows = pins
      .map(
        (pin, index): AddedInput => ({
          id: uuid(),
          runId: run.id,
          pin,
          context: inputs[index]!.context ?? '',
          tags: inputs[index]!.tags ?? {},
          isAfterEnd: end !== undefined,
          at: now,
          by: caller.actor,
        }),
      )
      .filter((row) => {
        const identity = identityOf(row);
        return !known.has(identity) && known.add(identity);
      });
    if (rows.length === 0) return { added: 0, run };
    await repository.insert(rows);
    const added = rows.map(({ pin: { id, ref, role }, context, tags }) => ({ id, ref, role, context, tags }));
    record(
      runInputsAdded(run.ref, {
        id: run.id,
        inputs: added,
        isAfterEnd: end !== undefined,
        lineage: {
          node: { kind: 'RUN', id: run.id, ref: run.ref },
          upstream: rows.map(({ pin }) => datasetUseFact(pin)),
        },
      }),
    );
    return { added: rows.length, run };
  });
  loaders.addedInputsByRun.clear(payload.run.id);
  return payload;
}

/** What makes an input the same again. */
function identityOf({ pin, context }: Pick<AddedInput, 'pin' | 'context'>): string {
  return `${pin.role} ${pin.id} ${context}`;
}

function refusalOfEnded(ref: string): PedigraphError {
  return new PedigraphError(
    'IMMUTABLE',
    `The run ${ref} has ended and is sealed: give afterEnd to have inputs stand beside what is sealed, or start another run. Nothing was written.`,
  );
}
