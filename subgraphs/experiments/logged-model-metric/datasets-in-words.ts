import { sees } from '#platform/auth/rights.js';
import type { Run } from '../run/run.entity.js';
import { withAddedInputs } from '../run/with-added-inputs.js';
import type { LoggedModelMetricContext } from './logged-model-metric.context.js';
import type { MeasuredMetricInput } from './logged-model-metric.inputs.js';
import { datasetOfPin, type MeasuredDataset, NO_DATASET } from './measured-dataset.js';

/** What a point says in words of the dataset that it was measured on. */
type InWords = Pick<MeasuredMetricInput, 'datasetName' | 'datasetDigest'>;

/**
 * The datasets that points name in words, one a point; pinned where the run that measured read a dataset version which is
 * called so. One that the caller may not see is not pinned, so that nobody learns by a guess what a run read.
 */
export async function datasetsInWords(
  metrics: readonly InWords[],
  run: Run | null,
  { database, caller }: Pick<LoggedModelMetricContext, 'database' | 'caller'>,
): Promise<MeasuredDataset[]> {
  if (!metrics.some(isInWords)) return metrics.map(() => NO_DATASET);
  const read = run === null ? [] : (await withAddedInputs(run, database.manager)).inputPins;
  const byWords = new Map<string, MeasuredDataset>();
  for (const pin of read.filter(({ ref }) => sees(caller.rights, ref)).reverse()) {
    const dataset = datasetOfPin(pin);
    byWords.set(wordsOf(dataset), dataset);
  }
  return metrics.map((metric) => {
    if (!isInWords(metric)) return NO_DATASET;
    const words = { name: metric.datasetName ?? null, digest: metric.datasetDigest ?? null };
    return byWords.get(wordsOf(words)) ?? { ...words, pin: null };
  });
}

function isInWords({ datasetName, datasetDigest }: InWords): boolean {
  return datasetName != null || datasetDigest != null;
}

function wordsOf({ name, digest }: Pick<MeasuredDataset, 'name' | 'digest'>): string {
  return JSON.stringify([name, digest]);
}
