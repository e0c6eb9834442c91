import type { EntityManager } from 'typeorm';
import { refusalOfMissingRun } from './require-run.js';
import type { Run } from './run.entity.js';
import { RunRepository } from './run.repository.js';

/**
 * The run, with what is said of it beside what it logs held until the transaction ends: its names and tags. It may log
 * meanwhile, and end.
 * @throws {PedigraphError} NOT_FOUND.
 */
export async function lockFacts(manager: EntityManager, id: string): Promise<Run> {
  const run = await new RunRepository(manager).lockFacts(id);
  if (run === null) throw refusalOfMissingRun(id);
  return run;
}
