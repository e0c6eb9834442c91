import { remembering } from '#integrations/importing/remembering.js';
import { findRuns } from './find-runs.js';
import type { ImportContext } from './import-context.js';
import type { ExperimentNames } from './import-experiments.js';

/** The id here of the run that a logged model, or a point of it, names; null where there is none, which is reported. */
export type FindRun = (run: string | null, place: string) => Promise<string | null>;

/** Finds the runs of logged models. */
export function findRunsById(names: ExperimentNames, context: ImportContext): FindRun {
  const remembered = remembering<string | null>();
  const ask = async (id: string) => {
    const run = await context.source.run(id);
    return run === null ? null : ((await findRuns([run], names, context)).get(id)?.id ?? null);
  };
  return async (run, place) => {
    const id = run === null ? null : await remembered(run, () => ask(run));
    if (run !== null && id === null) context.tally.remark(place, `names the run ${run}, which was not imported`);
    return id;
  };
}
