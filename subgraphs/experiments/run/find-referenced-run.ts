import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { RunContext } from './run.context.js';
import type { Run } from './run.entity.js';

/**
 * The run that a field of an input names; null where it names none.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND where there is none that the caller may see.
 */
export async function findReferencedRun(
  field: string,
  id: string | null | undefined,
  { loaders }: Pick<RunContext, 'loaders'>,
): Promise<Run | null> {
  if (id == null) return null;
  const run = await loaders.runById.load(id);
  if (run !== null) return run;
  throw new PedigraphError(
    'REFERENCE_NOT_FOUND',
    `Expected ${field} to be the id of a run, but there is no run ${JSON.stringify(id)}: start that one first. Nothing was written.`,
    { missing: [id] },
  );
}
