import { findReferencedRun } from './find-referenced-run.js';
import type { RunContext } from './run.context.js';
import type { ParentPin } from './run-pins.js';

/**
 * The run in which a run is started. It is there before its children, so no run is its own ancestor.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND where there is none that the caller may see.
 */
export async function pinParent(parent: string | null | undefined, context: RunContext): Promise<ParentPin | null> {
  const run = await findReferencedRun('parent', parent, context);
  return run === null ? null : { id: run.id, ref: run.ref };
}
