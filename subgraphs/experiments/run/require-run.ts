import type { ActionTarget } from '#platform/auth/action-rule.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { RunContext } from './run.context.js';
import type { Run } from './run.entity.js';

/** NOT_FOUND for an id that is of no run, which it names. */
export function refusalOfMissingRun(id: string): PedigraphError {
  return new PedigraphError(
    'NOT_FOUND',
    `Expected the id of a run, but there is no run ${JSON.stringify(id)}. Nothing was written.`,
    { run: id },
  );
}

/**
 * The run that an input names, as what an action is done to; it says who started it.
 * @throws {PedigraphError} NOT_FOUND where there is none of that id that the caller may see.
 */
export async function runTarget(
  { run: id }: { readonly run: string },
  { loaders }: RunContext,
): Promise<readonly ActionTarget[]> {
  const run: Run | null = await loaders.runById.load(id);
  if (run === null) throw refusalOfMissingRun(id);
  return [{ name: run.ref, madeBy: run.createdBy }];
}
