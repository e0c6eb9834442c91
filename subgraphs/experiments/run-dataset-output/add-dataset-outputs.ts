import { v7 as uuid } from 'uuid';
import { runDatasetProduced } from '#events/run-output.events.js';
import type { Transaction } from '#platform/database/database.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Run } from '../run/run.entity.js';
import type { OutputPin } from './dataset-output.entity.js';
import { DatasetOutputRepository } from './dataset-output.repository.js';

/** The most dataset versions that one run makes. */
const MAX_OUTPUTS = 10_000;

/**
 * Adds dataset versions to what a run made, under the lock of its facts; what it has already stays as it is.
 * @returns how many were added
 * @throws {PedigraphError} BAD_USER_INPUT where it would have too many.
 */
export async function addDatasetOutputs(
  run: Run,
  pins: readonly OutputPin[],
  { manager, record, clock }: Transaction,
  by: string,
): Promise<number> {
  if (pins.length === 0) return 0;
  const repository = new DatasetOutputRepository(manager);
  const known = new Set((await repository.ofRuns([run.id])).map(({ pin }) => pin.id));
  const count = known.size;
  const added = pins.filter(({ id }) => !known.has(id) && known.add(id));
  if (known.size > MAX_OUTPUTS) throw refusalOfTooMany(run, count);
  if (added.length === 0) return 0;
  const at = await clock();
  await repository.insert(added.map((pin) => ({ id: uuid(), runId: run.id, pin, at, by })));
  for (const { id, ref } of added) {
    const node = { kind: 'DATASET_VERSION', id, ref };
    const upstream = [{ kind: 'RUN', id: run.id, ref: run.ref, relation: 'PRODUCED' }];
    record(runDatasetProduced(run.ref, { id: run.id, datasetVersion: { id, ref }, lineage: { node, upstream } }));
  }
  return added.length;
}

function refusalOfTooMany({ ref }: Run, count: number): PedigraphError {
  return new PedigraphError(
    'BAD_USER_INPUT',
    `Expected at most ${MAX_OUTPUTS} dataset versions that a run made, but ${ref} names ${count} already: register what it made as one dataset version. Nothing was written.`,
    { max: MAX_OUTPUTS, count },
  );
}
