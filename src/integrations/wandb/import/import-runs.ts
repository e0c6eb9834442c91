import type { OnProgress } from '#integrations/client/progress.js';
import { attempt } from '#integrations/importing/attempt.js';
import { findEach, type Lookup } from '#integrations/importing/find-each.js';
import { MOST } from '#integrations/importing/fit-text.js';
import { write } from '#integrations/importing/write.js';
import type { FoundRun } from '../source/find-runs.js';
import { readRun } from '../source/read-run.js';
import { Unread } from '../source/unread.js';
import type { LoggedArtifact, UsedArtifact, WandbRun } from '../source/wandb-run.js';
import { AliasMoves } from './alias-moves.js';
import { type ArtifactDatasets, artifactDatasets } from './artifact-datasets.js';
import { ArtifactModels } from './artifact-models.js';
import { experimentsOf } from './ensure-experiment.js';
import { environmentsOf } from './environment-of-run.js';
import { followRun, RUN_HERE, type RunHere } from './follow-run.js';
import type { WandbImportContext } from './import-context.js';
import { importRun } from './import-run.js';
import { externalIdOf } from './run-content.js';

const LOOKUP: Lookup = { field: 'runByExternalId', of: 'experiment', selection: RUN_HERE };
const ADD_OUTPUTS = 'mutation ($input: AddRunOutputsInput!) { addRunOutputs(input: $input) { added } }';

/** What W&B makes by itself: tables of values that were logged, the code and the command of a run. */
const OF_WANDB: ReadonlySet<string> = new Set(['run_table', 'job', 'code', 'wandb-history', 'wandb-events']);

/** Takes over every run with what it used and logged. Run by run: one is in memory at a time, and of that no points. */
export async function importRuns(
  found: readonly FoundRun[],
  context: WandbImportContext,
  onProgress: OnProgress,
): Promise<void> {
  const { tally, tree, now, crashedAfterMs } = context;
  const moves = new AliasMoves();
  const to: Destination = {
    ensureExperiment: experimentsOf(context),
    environmentOf: environmentsOf(context),
    datasets: artifactDatasets(context),
    models: new ArtifactModels(context, moves),
  };
  const observer = { onProblem: tally.problem, onRemark: (path: string, remark: string) => tally.remark(path, remark) };
  for (const [index, one] of found.entries()) {
    const unread = new Unread();
    const run = await readRun(one, { tree, observer, unread, now, crashedAfterMs });
    if (run !== null) {
      await attempt(context, { kind: 'run', path: run.place }, () => importOne(run, to, unread, context));
      unread.report(run.place, tally);
    }
    onProgress({ what: 'runs', done: index + 1, total: found.length });
  }
  await moves.make(context);
}

interface Destination {
  readonly ensureExperiment: ReturnType<typeof experimentsOf>;
  readonly environmentOf: ReturnType<typeof environmentsOf>;
  readonly datasets: ArtifactDatasets;
  readonly models: ArtifactModels;
}

async function importOne(run: WandbRun, to: Destination, unread: Unread, context: WandbImportContext): Promise<void> {
  const { tally } = context;
  const experiment = await to.ensureExperiment(run.project);
  const environment = await to.environmentOf(run, experiment);
  const inputs = await inputsOf(run, to.datasets, context);
  const [here] = await findEach<RunHere>([[experiment, externalIdOf(run).slice(0, MOST.name)]], LOOKUP, context);
  if (here) await followRun(run, here, context);
  const id = here?.id ?? (await importRun(run, { experiment, environment, inputs }, context));
  tally.count('runs', here ? 'alreadyThere' : 'imported');
  const datasetVersions: string[] = [];
  const loggedModels: { loggedModel: string }[] = [];
  for (const artifact of run.logged) {
    if (isOfWandb(artifact)) unread.add(`artifacts of type ${artifact.type.slice(0, 50)}, which W&B makes by itself`);
    else if (isModel(artifact)) {
      const model = await to.models.import(artifact, run, { id, experiment, environment, inputs });
      if (model !== null) loggedModels.push({ loggedModel: model });
    } else {
      const ref = await to.datasets.logged(artifact, run);
      if (ref !== null) datasetVersions.push(ref);
    }
  }
  if (datasetVersions.length + loggedModels.length > 0)
    await write(context, ADD_OUTPUTS, { input: { run: id, datasetVersions, loggedModels } });
}

/** What a run used, as dataset versions that it reads; a model is reported: which one it is only W&B's server knows. */
async function inputsOf(run: WandbRun, datasets: ArtifactDatasets, { tally }: WandbImportContext) {
  const inputs = new Map<string, { role: string; ref: string }>();
  for (const used of run.used) {
    if (isModel(used))
      tally.remark(run.place, `uses the model ${used.name}, of which the folder has no files: not in its lineage`);
    else {
      const ref = await datasets.used(used, run);
      if (ref !== null) inputs.set(ref, { role: used.type === 'dataset' ? 'TRAINING' : 'OTHER', ref });
    }
  }
  return [...inputs.values()];
}

function isModel({ type }: LoggedArtifact | UsedArtifact): boolean {
  return type.toLowerCase() === 'model';
}

function isOfWandb({ type }: LoggedArtifact): boolean {
  return OF_WANDB.has(type);
}
