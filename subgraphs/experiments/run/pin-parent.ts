import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { RunContext } from './run.context.js';
import type { ParentPin } from './run-pins.js';

/**
 * The run in which a run is started. It is there before its children, so no run is its own ancestor.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND where there is none that the caller may see.
 */
export async function pinParent(parent: string | null | undefined, { loaders }: RunContext): Promise<ParentPin | null> {
  if (parent == null) return null;
  const run = await loaders.runById.load(parent);
  if (run !== null) return { id: run.id, ref: run.ref };
  throw new PedigraphError(
    'REFERENCE_NOT_FOUND',
    `Expected parent to be the id of a run, but there is no run ${JSON.stringify(parent)}: start that one first. Nothing was written.`,
    { missing: [parent] },
  );
}
