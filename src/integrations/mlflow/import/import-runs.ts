import { inParallel } from '#integrations/client/in-parallel.js';
import { attempt } from '#integrations/importing/attempt.js';
import type { RunSelection, RunWithPoints } from '../source/mlflow-source.js';
import { findRuns, isOpen, type RunHere } from './find-runs.js';
import { followAfterEnd } from './follow-after-end.js';
import { followRun } from './follow-run.js';
import type { ImportContext } from './import-context.js';
import type { RegisterDataset } from './import-datasets.js';
import type { RegisterEnvironment } from './import-environment.js';
import type { ExperimentNames } from './import-experiments.js';
import { parentsOf } from './import-parents.js';
import { goOnWithRun, importRun } from './import-run.js';
import type { LoggedModelLinks } from './link-logged-models.js';
import { type RunRegistrar, runRegistrar } from './register-runs.js';
import { recordRunSource } from './run-source.js';

/** So that two operations of many runs are under way while those of the next one are read. */
const RUNS_AT_ONCE = 150;

/** What runs go to, and which. */
export interface RunsToImport {
  readonly names: ExperimentNames;
  readonly registerEnvironment: RegisterEnvironment;
  readonly registerDataset: RegisterDataset;
  /** Receives what the runs made and read. */
  readonly links: LoggedModelLinks;
  readonly selection: RunSelection;
}

/** One run of a page, and what stands for it here. */
interface RunToImport extends RunWithPoints {
  readonly here: RunHere | undefined;
}

/** Takes over every run, page by page: new ones whole, open ones as far as they are, ended ones as they have changed. */
export async function importRuns(to: RunsToImport, context: ImportContext): Promise<void> {
  const { tally, onProgress, source, deletions } = context;
  const { names, registerEnvironment, registerDataset, links } = to;
  const { runs: known } = await source.size();
  let done = 0;
  const progress = () => onProgress({ what: 'runs', done, total: Math.max(known, done) });
  const registrar = runRegistrar(context);
  const importInto = async (
    { run, points }: RunWithPoints,
    parent: string | null,
    register: RunRegistrar['register'],
  ): Promise<string> => {
    const experimentName = names.get(run.experimentId) as string;
    const destination = { experimentName, parent, registerEnvironment, registerDataset, register };
    const id = await importRun(run, points, destination, context);
    await recordRunSource(run, id, context);
    links.add(run, id, null);
    return id;
  };
  const parents = parentsOf(names, context, (run, parent) =>
    importInto({ run, points: null }, parent, registrar.registerNow),
  );
  progress();
  const importOne = async ({ run, here, points }: RunToImport) => {
    const thing = { kind: 'run', path: run.place } as const;
    if (!names.has(run.experimentId)) {
      tally.skip({ ...thing, reason: 'belongs to an experiment that was not imported' });
    } else {
      await attempt(context, thing, async () => {
        if (parents.wasImported(run)) return tally.count('runs', 'imported');
        if (here === undefined) {
          const id = await importInto({ run, points }, await parents.parentOf(run), registrar.register);
          if (run.deleted) deletions.runDeleted(id, run.place);
          return tally.count('runs', 'imported');
        }
        const destination = { experimentName: names.get(run.experimentId) as string, registerDataset };
        if (isOpen(here.status)) await goOnWithRun(run, here, destination, context);
        else await followAfterEnd(run, here, destination, context);
        await followRun(run, here, context);
        if (run.deleted) deletions.runDeleted(here.id, run.place);
        else if (here.archivedAt !== null) deletions.runRestored(here.id);
        await recordRunSource(run, here.id, context);
        links.add(run, here.id, here);
        tally.count('runs', 'alreadyThere');
      });
    }
    done++;
    progress();
  };
  await inParallel(runsOf(to, context), RUNS_AT_ONCE, (run) => registrar.during(() => importOne(run)));
}

async function* runsOf({ names, selection }: RunsToImport, context: ImportContext): AsyncGenerator<RunToImport> {
  for await (const page of context.source.runs(selection)) {
    const here = await findRuns(page, names, context);
    yield* page.filter(({ id }) => here.has(id)).map((run) => ({ run, here: here.get(run.id), points: null }));
    const fresh = page.filter(({ id }) => !here.has(id));
    for await (const { run, points } of context.source.withPoints(fresh)) yield { run, here: undefined, points };
  }
}
