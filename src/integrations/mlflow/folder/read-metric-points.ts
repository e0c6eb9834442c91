import path from 'node:path';
import type { MetricPoint } from '#integrations/importing/metric-point.js';
import { boundedLines } from '#integrations/reading/bounded-lines.js';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import { isMoment } from '../source/is-moment.js';
import { listKeys } from './read-keys.js';
import type { StoreSource } from './store-source.js';

/**
 * Every point of every metric of a run, streamed: a series may be longer than memory.
 * @param keys of these metrics alone
 */
export async function* readMetricPoints(
  runFolder: string,
  source: StoreSource,
  keys?: ReadonlySet<string>,
): AsyncGenerator<MetricPoint> {
  for (const { key, path: file } of await listKeys(path.join(runFolder, 'metrics'), 'metric', source)) {
    if (keys !== undefined && !keys.has(key)) continue;
    try {
      yield* readSeries(key, file, source);
    } catch (error) {
      source.onProblem({ kind: 'metric', path: file, reason: asUnreadableFile(file, error).message });
    }
  }
}

/** MLflow's lines have less than 200 characters. */
const MOST_CHARACTERS = 10_000;

async function* readSeries(key: string, file: string, { tree, onProblem }: StoreSource): AsyncGenerator<MetricPoint> {
  let lineNumber = 0;
  let broken = 0;
  let firstBroken = 0;
  const { handle } = await tree.open(file);
  await using _ = handle;
  for await (const line of boundedLines(handle.createReadStream({ autoClose: false }), MOST_CHARACTERS)) {
    lineNumber++;
    if (line?.trim() === '') continue;
    const point = line === null ? null : parseMetricLine(key, line);
    if (point) yield point;
    else if (broken++ === 0) firstBroken = lineNumber;
  }
  if (broken > 0) {
    const reason = `${broken} of ${lineNumber} lines are not "timestamp value step"; the first is line ${firstBroken}`;
    onProblem({ kind: 'metric', path: file, reason });
  }
}

const INTEGER = /^-?\d{1,16}$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const NOT_FINITE: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
};

/**
 * Reads `timestamp value step`. MLflow before 1.0 wrote no step, and MLflow 3 writes after it the run and the data set
 * the value belongs to; those say nothing about a point of a run and are not read.
 * Source: mlflow/store/tracking/file_store.py, `_get_metric_from_line`.
 */
export function parseMetricLine(key: string, line: string): MetricPoint | null {
  const [timestamp = '', value = '', step = '0'] = line.trim().split(/ +/);
  const number = parsePythonFloat(value);
  if (!INTEGER.test(timestamp) || !INTEGER.test(step) || number === null) return null;
  const at = Number(timestamp);
  if (!isMoment(at) || !Number.isSafeInteger(Number(step))) return null;
  return { key, value: number, step: Number(step), timestamp: at };
}

function parsePythonFloat(text: string): number | null {
  if (DECIMAL.test(text)) return Number(text);
  const size = NOT_FINITE[text.replace(/^[+-]/, '').toLowerCase()];
  if (size === undefined) return null;
  return text.startsWith('-') ? -size : size;
}
