import type { EntityManager } from 'typeorm';
import { AddedInputRepository } from '../added-input/added-input.repository.js';
import type { Run } from './run.entity.js';

type Pin = Run['inputPins'][number];

/** A run with all that it read by its end, each dataset version once for a role: so it is sealed. */
export async function withAddedInputs(run: Run, manager: EntityManager): Promise<Run> {
  const added = await new AddedInputRepository(manager).ofRuns([run.id]);
  if (added.length === 0) return run;
  const byUse = new Map<string, Pin>();
  for (const pin of [...run.inputPins, ...added.map((one) => one.pin)]) {
    const use = `${pin.role} ${pin.id}`;
    const before = byUse.get(use);
    byUse.set(use, before === undefined ? pin : withAllColumns(before, pin));
  }
  const inputPins = [...byUse.values()];
  // A row that was read has its columns as getters, which a copy would not have.
  return Object.create(run, { inputPins: { value: inputPins, enumerable: true } });
}

/** The pin with the columns that either read, sorted; with none, which may be any of them, where one does not name its own. */
function withAllColumns({ columns: some, ...pin }: Pin, { columns: others }: Pin): Pin {
  if (some === undefined || others === undefined) return pin;
  return { ...pin, columns: [...new Set([...some, ...others])].sort() };
}
