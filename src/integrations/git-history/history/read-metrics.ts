import {
  emptyObject,
  isPlainObject,
  type PlainObject,
  type PlainValue,
  UnreadableValue,
} from '#integrations/reading/values/plain-value.js';
import { readValues } from '#integrations/reading/values/read-values.js';
import type { Blobs } from './blobs.js';

/** What a metrics file says, or why it is not available: what was not read is never 0. */
export type MetricFile = { readonly values: PlainValue } | { readonly unavailable: string };

/** More has no file of metrics. */
const MOST_FILE_BYTES = 8 * 1024 * 1024;

/** Reads a metrics file that lies in Git, as `dvc metrics show` does: numbers, flags and texts, nested. */
export async function readMetricFile(tree: string, path: string, blobs: Blobs): Promise<MetricFile> {
  const id = await blobs.idAt(tree, path);
  if (id === null) return { unavailable: 'is not in Git: not available' };
  try {
    return { values: metricsOf(readValues(path, await blobs.read(id, MOST_FILE_BYTES))) ?? emptyObject() };
  } catch (error) {
    if (!(error instanceof UnreadableValue)) throw error;
    return { unavailable: error.message };
  }
}

/** What counts as metrics; undefined where nothing does. Source: dvc/repo/metrics/show.py. */
function metricsOf(value: PlainValue): PlainValue | undefined {
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (!isPlainObject(value)) return undefined;
  const metrics = emptyObject();
  for (const [key, item] of Object.entries(value)) {
    const metric = metricsOf(item);
    if (metric !== undefined && !isEmptyObject(metric)) metrics[key] = metric;
  }
  return metrics;
}

function isEmptyObject(value: PlainValue): value is PlainObject {
  return isPlainObject(value) && Object.keys(value).length === 0;
}
