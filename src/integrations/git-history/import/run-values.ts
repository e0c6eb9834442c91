import { pairMisfit } from '#integrations/importing/fit-text.js';
import type { PlainObject, PlainValue } from '#integrations/reading/values/plain-value.js';
import { flattened } from '#integrations/reading/values/select-keys.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import { isBelow, placeOf } from '../dvc/paths.js';
import type { CommitState, PipelineState, StageState } from '../history/commit-state.js';
import { readMetricFile } from '../history/read-metrics.js';
import type { GitImportContext } from './git-import-context.js';

/** The most parameters and points that one call takes. */
const MOST_PARAMETERS = 1_000;
const MOST_POINTS = 10_000;
const MOST_TEXT = 10_000;
const MOST_TAG = 8_000;
/** What Python writes for numbers that JSON does not have; the API takes them so. */
const NO_NUMBERS: ReadonlySet<PlainValue> = new Set(['NaN', 'Infinity', '-Infinity']);

/** Metrics as the API takes them, and what of them is no number, as tags. */
export interface RunMetrics {
  readonly points: readonly { readonly key: string; readonly value: number | string; readonly step: 0 }[];
  readonly tags: Readonly<Record<string, string>>;
}

/** The parameters of a run: by their keys; those of another file than params.yaml with the file before them. */
export function parametersOf(
  params: ReadonlyMap<string, PlainObject>,
  place: string,
  { tally }: Pick<GitImportContext, 'tally'>,
): Record<string, PlainValue> {
  const parameters: Record<string, PlainValue> = Object.create(null);
  let count = 0;
  for (const [file, values] of params) {
    const before = file === 'params.yaml' ? '' : `${file}:`;
    for (const [key, value] of Object.entries(values).flatMap(([key, item]) => flattened(item, key))) {
      const name = before + key;
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const reason =
        pairMisfit(name, text, MOST_TEXT) ??
        (count < MOST_PARAMETERS ? null : `is one more than the ${MOST_PARAMETERS} that are taken`);
      if (reason !== null) tally.skip({ kind: 'parameter', path: `${place}/${name.slice(0, 250)}`, reason });
      else {
        parameters[name] = typeof value === 'number' ? jsonNumber(value) : value;
        count++;
      }
    }
  }
  return parameters;
}

/** The metrics files that are of a stage: its own, and those of the dvc.yaml that lie in its outputs. */
export function metricFilesOf({ declared, locked }: StageState, { pipeline }: PipelineState): string[] {
  const own = (declared?.outs ?? []).filter(({ kind }) => kind === 'metric').map(({ path }) => path);
  const outs = (locked?.outs ?? []).map(({ path }) => path);
  const beside = (pipeline?.metrics ?? []).filter((file) => outs.some((out) => isBelow(file, out)));
  return [...new Set([...own, ...beside])];
}

/** What metrics files hold that are in Git at that commit. One that is not is reported as not available, and is never 0. */
export async function metricsOf(
  files: readonly string[],
  { commit }: CommitState,
  place: string,
  { reader, tally }: Pick<GitImportContext, 'reader' | 'tally'>,
): Promise<RunMetrics> {
  const points: RunMetrics['points'][number][] = [];
  const tags: Record<string, string> = Object.create(null);
  const taken = new Set<string>();
  for (const file of await reader.blobs.expand(commit.tree, files)) {
    const read = await readMetricFile(commit.tree, file, reader.blobs);
    if ('unavailable' in read) {
      tags[`dvc.metrics_unavailable.${file}`.slice(0, 250)] = read.unavailable.slice(0, MOST_TAG);
      tally.remark(place, `its metrics file ${file} ${read.unavailable}`);
      continue;
    }
    for (const [key, value] of flattened(read.values)) {
      const name = key === '' ? file : taken.has(key) ? `${file}:${key}` : key;
      taken.add(key);
      const isNumber = typeof value === 'number' || NO_NUMBERS.has(value);
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      const reason =
        pairMisfit(isNumber ? name : `dvc.metric.${name}`, text, MOST_TAG) ??
        (points.length < MOST_POINTS ? null : `is one more than the ${MOST_POINTS} that are taken`);
      if (reason !== null) tally.skip({ kind: 'metric', path: `${place}/${name.slice(0, 250)}`, reason });
      else if (isNumber)
        points.push({ key: name, value: typeof value === 'number' ? jsonNumber(value) : String(value), step: 0 });
      else tags[`dvc.metric.${name}`] = text;
    }
  }
  return { points, tags };
}

/** Files of parameters and metrics of a pipeline. */
interface FilesBeside {
  readonly params: readonly string[];
  readonly metrics: readonly string[];
}

const beside = new WeakMap<PipelineState, FilesBeside>();

/** Files of parameters and metrics that belong to no stage, such as those that DVCLive writes. */
export function filesBesideStages(state: PipelineState): FilesBeside {
  const known = beside.get(state);
  if (known !== undefined) return known;
  const { pipeline, stages } = state;
  const outs = stages.flatMap(({ locked, declared }) => [
    ...(locked?.outs ?? []).map(({ path }) => path),
    ...(declared?.outs ?? []).map(({ path }) => path),
  ]);
  const ofStages = new Set(stages.flatMap(({ declared }) => [...(declared?.params.keys() ?? [])]));
  const files = {
    params: (pipeline?.params ?? []).filter((file) => !ofStages.has(placeOf('', file))),
    metrics: (pipeline?.metrics ?? []).filter((file) => !outs.some((out) => isBelow(file, out))),
  };
  beside.set(state, files);
  return files;
}
