import type { EntityManager } from 'typeorm';
import { AddedInputRepository } from '../added-input/added-input.repository.js';
import type { Run } from './run.entity.js';

/** A run with all that it read by its end, each dataset version once for a role: so it is sealed. */
export async function withAddedInputs(run: Run, manager: EntityManager): Promise<Run> {
  const added = await new AddedInputRepository(manager).ofRuns([run.id]);
  if (added.length === 0) return run;
  const pins = [...run.inputPins, ...added.map(({ pin }) => pin)];
  const inputPins = [...new Map(pins.map((pin) => [`${pin.role} ${pin.id}`, pin] as const)).values()];
  // A row that was read has its columns as getters, which a copy would not have.
  return Object.create(run, { inputPins: { value: inputPins, enumerable: true } });
}
