import { isoOf, momentMisfit } from '#integrations/importing/fit-moment.js';
import { fitPoints } from '#integrations/importing/fit-points.js';
import { fitTags } from '#integrations/importing/fit-tags.js';
import { keyInPath, MOST, pairMisfit, textMisfit } from '#integrations/importing/fit-text.js';
import type { MetricPoint } from '#integrations/importing/metric-point.js';
import { type PlainValue, plainText } from '#integrations/reading/values/plain-value.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import { pointsOfSummary, textsOfSummary } from '../source/summary.js';
import type { WandbRun } from '../source/wandb-run.js';
import type { WandbImportContext } from './import-context.js';

/** How a run ends here; null for one that may still log. */
export const STATUS = {
  finished: 'FINISHED',
  failed: 'FAILED',
  crashed: 'KILLED',
  unknown: 'FINISHED',
  running: null,
} as const;

/** The id of a run in W&B, as the API has it. */
export function externalIdOf({ id }: Pick<WandbRun, 'id'>): string {
  return `wandb:${id}`;
}

/** What a run is called; W&B's server gives names to those that have none. */
export function nameOf({ name, id, place }: WandbRun, { tally }: WandbImportContext): string {
  if (name === null) return id;
  const misfit = textMisfit(name, MOST.name);
  if (misfit !== null) tally.remark(place, `its name ${misfit}: it is called by its id`);
  return misfit === null ? name : id;
}

/** The configuration as parameters: by keys with dots, each the value it was; what does not fit is reported. */
export function parametersOf({ config, place }: WandbRun, { tally }: WandbImportContext): Map<string, PlainValue> {
  const parameters = new Map<string, PlainValue>();
  for (const [key, value] of config) {
    const reason =
      pairMisfit(key, plainText(value), MOST.parameter) ??
      (parameters.has(key) ? 'is there twice, once by a key with dots and once by nested keys' : null);
    if (reason !== null) tally.skip({ kind: 'parameter', path: `${place}/config/${keyInPath(key)}`, reason });
    else parameters.set(key, typeof value === 'number' ? jsonNumber(value) : value);
  }
  return parameters;
}

/** The points of a run that fit; of one that has ended, with those of its summary behind them. */
export async function* fittingPoints(run: WandbRun, { tally, now }: WandbImportContext): AsyncGenerator<MetricPoint> {
  const all = async function* () {
    yield* run.points();
    if (STATUS[run.state] !== null) yield* pointsOfSummary(run);
  };
  yield* fitPoints(all(), run.place, now, tally.problem);
}

/** What W&B knows of a run and has no field here, as tags. */
export function tagsOf(run: WandbRun, { tally }: WandbImportContext): Record<string, string> {
  const { entity } = run.project;
  const texts: readonly (readonly [string, string | null])[] = [
    ['wandb.state', run.state],
    ['wandb.exit_code', run.exitCode === null ? null : String(run.exitCode)],
    ['wandb.entity', entity],
    ['wandb.group', run.group],
    ['wandb.job_type', run.jobType],
    ['wandb.sweep', run.sweep],
    ['wandb.notes', run.notes],
    ['wandb.os', run.host.os],
    ['wandb.cpu_count', run.host.cpuCount === 0 ? null : String(run.host.cpuCount)],
    ...run.tags.map((tag) => [`wandb.tag.${tag}`, 'true'] as const),
    ...textsOfSummary(run).map(([key, text]) => [`wandb.summary.${key}`, text] as const),
  ];
  const given = texts.flatMap(([key, text]) => (text === null ? [] : [[key, text] as const]));
  return fitTags(given, run.place, tally.problem);
}

/** The commit that ran. */
export function codeOf({ code }: WandbRun): object | null {
  if (code === null) return null;
  const { commit, repository, path, dirty } = code;
  const fitting = (text: string | null, most: number) =>
    text !== null && textMisfit(text, most) === null ? text : null;
  return { commit, repository: fitting(repository, 2_000), path: fitting(path, 1_000), dirty: dirty || null };
}

/** A moment as the API takes it; one that does not fit is reported and left out. */
export function momentOf(
  { place }: Pick<WandbRun, 'place'>,
  ms: number | null,
  what: 'start' | 'end',
  { tally, now }: WandbImportContext,
): string | undefined {
  const misfit = ms === null ? null : momentMisfit(ms, now);
  if (misfit !== null) tally.remark(place, `its ${what} ${misfit}, and is left out`);
  return misfit === null ? isoOf(ms) : undefined;
}
