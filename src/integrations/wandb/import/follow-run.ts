import { momentMisfit } from '#integrations/importing/fit-moment.js';
import { inCalls } from '#integrations/importing/in-calls.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import { keysThatDiffer, type LastPointHere, LastPoints } from '#integrations/importing/last-points.js';
import { metricInput } from '#integrations/importing/metric-point.js';
import { write } from '#integrations/importing/write.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import { pointsOfSummary } from '../source/summary.js';
import type { WandbRun } from '../source/wandb-run.js';
import type { WandbImportContext } from './import-context.js';
import { endOf, goOnWithRun } from './import-run.js';
import { MOST_LOGGED } from './log-points.js';
import { fittingPoints, parametersOf, STATUS, tagsOf } from './run-content.js';

/** A run as it is here. */
export interface RunHere {
  readonly id: string;
  readonly status: string;
  /** How it went on after its end; null where it never did. */
  readonly continuation: { readonly status: string } | null;
  readonly tags: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly metrics: readonly LastPointHere[];
}

/** What is asked of a run that is here. */
export const RUN_HERE =
  'id status continuation { status } tags parameters(includeAfterEnd: true) metrics(includeAfterEnd: true) { key value step timestamp }';

const LOG = 'mutation ($input: LogBatchInput!) { logBatch(input: $input) { metrics } }';
const RESUME = 'mutation ($run: ID!) { resumeRun(input: { run: $run }) { run { id } } }';
const FINISH = 'mutation ($input: FinishRunInput!) { finishRun(input: $input) { run { id } } }';
const SET_TAGS = 'mutation ($input: SetRunTagsInput!) { setRunTags(input: $input) { run { id } } }';

/** That the run has ended or is archived does not matter: it was logged in W&B. */
const WHATEVER = { afterEnd: true, whileArchived: true } as const;

/**
 * Brings a run that is here up to date. One that is open goes on; of one that is sealed, what it logged after a resumption
 * is stored beside what is sealed.
 */
export async function followRun(run: WandbRun, here: RunHere, context: WandbImportContext): Promise<void> {
  if (here.status === 'RUNNING') await goOnWithRun(run, here, context);
  else await followAfterEnd(run, here, context);
  await followTags(run, here, context);
}

async function followAfterEnd(run: WandbRun, here: RunHere, context: WandbImportContext): Promise<void> {
  const { tally } = context;
  const { place } = run;
  const parameters = [...parametersOf(run, context)].filter(([key]) => !Object.hasOwn(here.parameters, key));
  for (const group of inCalls(parameters)) {
    const keys = Object.keys(group);
    if (keys.length === 0) continue;
    await write(context, LOG, { input: { run: here.id, parameters: group, ...WHATEVER } });
    tally.change(place, `parameters after its end: ${keys.join(', ')}`);
  }
  const keys = keysWithMore(run, here, context);
  if (keys.size > 0) {
    const chosen = async function* () {
      for await (const point of fittingPoints(run, context)) if (keys.has(point.key)) yield point;
    };
    for await (const group of inGroups(chosen(), MOST_LOGGED))
      await write(context, LOG, { input: { run: here.id, metrics: group.map(metricInput), ...WHATEVER } });
    tally.change(place, `metrics after its end: ${[...keys].sort().join(', ')}`);
  }
  await followEnd(run, here, context);
}

/** The metrics whose last point is another than here. */
function keysWithMore(run: WandbRun, here: RunHere, { now }: WandbImportContext): Set<string> {
  const last = new LastPoints();
  const values = new Map(here.metrics.map(({ key, value }) => [key, value]));
  // A summary has no steps: its points are at the last step of the history, which goes on.
  const summary = (STATUS[run.state] === null ? [] : pointsOfSummary(run)).filter(
    ({ key, value }) => values.get(key) !== jsonNumber(value),
  );
  for (const point of [...run.lastPoints.values(), ...summary])
    if (momentMisfit(point.timestamp, now) === null) last.add(point);
  return keysThatDiffer(last.points(), here.metrics);
}

async function followEnd(run: WandbRun, here: RunHere, context: WandbImportContext): Promise<void> {
  const { tally } = context;
  const status = STATUS[run.state];
  const known = (here.continuation ?? here).status;
  if (run.state === 'unknown' || known === (status ?? 'RUNNING')) return;
  await write(context, RESUME, { run: here.id });
  if (status === null) return tally.change(run.place, 'goes on in W&B after its end: resumed, beside what is sealed');
  const { endedAt, artifacts } = await endOf(run, context);
  await write(context, FINISH, { input: { run: here.id, status, endedAt, artifacts } });
  tally.change(run.place, `ended once more in W&B as ${run.state}: noted beside what is sealed`);
}

/** Tags that are new, and those that say how it is; another one that differs was changed here, and stays. */
async function followTags(run: WandbRun, here: RunHere, context: WandbImportContext): Promise<void> {
  const { tally } = context;
  const differing = Object.entries(tagsOf(run, context)).filter(([key, text]) => here.tags[key] !== text);
  const isOfImport = (key: string) => !Object.hasOwn(here.tags, key) || OF_THE_END.has(key);
  const set = Object.fromEntries(differing.filter(([key]) => isOfImport(key)));
  const others = differing.filter(([key]) => !isOfImport(key)).map(([key]) => key);
  if (others.length > 0) tally.remark(run.place, `tags are others here, and stay as they are: ${others.join(', ')}`);
  if (Object.keys(set).length === 0) return;
  await write(context, SET_TAGS, { input: { run: here.id, set } });
  tally.change(run.place, `tags set: ${Object.keys(set).join(', ')}`);
}

const OF_THE_END: ReadonlySet<string> = new Set(['wandb.state', 'wandb.exit_code']);
