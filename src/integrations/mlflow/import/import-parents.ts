import { remembering } from '#integrations/importing/remembering.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import { findRuns } from './find-runs.js';
import type { ImportContext } from './import-context.js';
import type { ExperimentNames } from './import-experiments.js';

/** Runs inside runs are started in their parent, so that one comes first, whatever the order of the source. */
export interface Parents {
  /** The run here in which this one was started; null where it is on its own, or that one is not there. */
  parentOf(run: MlflowRun): Promise<string | null>;
  /** Whether this run was imported before its turn, because another one is inside of it; asked once. */
  wasImported(run: MlflowRun): boolean;
}

/** Sources are not so deep; runs that name each other as their parents would be without an end. */
const DEEPEST = 20;

/**
 * @param importEarly imports a run before its turn, in its parent; returns its id here
 */
export function parentsOf(
  names: ExperimentNames,
  context: ImportContext,
  importEarly: (run: MlflowRun, parent: string | null) => Promise<string>,
): Parents {
  const remembered = remembering<string | null>();
  const counted = new Set<string>();
  const find = async (id: string, depth: number, child: MlflowRun): Promise<string | null> => {
    const parent = await context.source.run(id);
    if (parent === null) {
      context.tally.remark(child.place, `was started in the run ${id}, which is not there`);
      return null;
    }
    const here = (await findRuns([parent], names, context)).get(id);
    if (here) return here.id;
    if (!names.has(parent.experimentId)) return null;
    const grand = parentIdOf(parent);
    const above = grand === null || depth === DEEPEST ? null : await known(grand, depth + 1, parent);
    const made = await importEarly(parent, above);
    counted.add(id);
    return made;
  };
  // Many runs are inside of few.
  const known = (id: string, depth: number, child: MlflowRun) => remembered(id, () => find(id, depth, child));
  return {
    async parentOf(run) {
      const id = parentIdOf(run);
      return id === null ? null : known(id, 0, run);
    },
    wasImported: ({ id }) => counted.delete(id),
  };
}

function parentIdOf({ id, tags }: MlflowRun): string | null {
  const parent = tags.get('mlflow.parentRunId');
  return parent && parent !== id ? parent : null;
}
