import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { requireLoggedModel } from '../logged-model/require-logged-model.js';
import { pinDatasets } from '../run/pin-datasets.js';
import { refusalOfMissingRun } from '../run/require-run.js';
import type { Run } from '../run/run.entity.js';
import { datasetsInWords } from './datasets-in-words.js';
import type { LogLoggedModelMetricsPayload } from './log-logged-model-metrics.payload.js';
import type { LoggedModelMetricContext } from './logged-model-metric.context.js';
import type { LoggedModelMetricInput, LogLoggedModelMetricsInput } from './logged-model-metric.inputs.js';
import { datasetOfPin, type MeasuredDataset } from './measured-dataset.js';
import { measuredPoints } from './measured-points.js';
import { storeMeasuredPoints } from './store-measured-points.js';

/**
 * Adds points to a logged model, sealed or not: they are beside what is sealed. A point that is there already stays, and
 * a call that adds none writes nothing.
 * @throws {PedigraphError} NOT_FOUND, REFERENCE_NOT_FOUND or UNAVAILABLE for a dataset version, or BAD_USER_INPUT for a
 * dataset both by ref and in words.
 */
export async function logLoggedModelMetrics(
  { loggedModel: id, run: runId, metrics }: LogLoggedModelMetricsInput,
  context: LoggedModelMetricContext,
): Promise<LogLoggedModelMetricsPayload> {
  const { database, caller, loaders } = context;
  const loggedModel = await requireLoggedModel(id, context);
  const run = runId == null ? null : await loaders.runById.load(runId);
  if (runId != null && run === null) throw refusalOfMissingRun(runId);
  const datasets = await datasetsOf(metrics, run, context);
  const measurements = metrics.map((metric, index) => ({
    loggedModelId: loggedModel.id,
    metric,
    dataset: datasets[index]!,
  }));
  const points = measuredPoints(measurements, new Date());
  await database.transact(caller, (transaction) => storeMeasuredPoints([loggedModel], run, points, transaction));
  loaders.metricsByLoggedModel.clear(loggedModel.id);
  return { loggedModel, accepted: points.length };
}

/** On what each was measured. */
async function datasetsOf(
  metrics: readonly LoggedModelMetricInput[],
  run: Run | null,
  context: LoggedModelMetricContext,
): Promise<MeasuredDataset[]> {
  refuseBoth(metrics);
  const refs = [...new Set(metrics.flatMap(({ dataset }) => dataset ?? []))];
  const pins = await pinDatasets(
    refs.map((ref) => ({ ref, role: 'OTHER' as const })),
    context.ports,
  );
  const byRef = new Map(refs.map((ref, index) => [ref, datasetOfPin(pins[index]!)]));
  const inWords = await datasetsInWords(metrics, run, context);
  return metrics.map(({ dataset }, index) => (dataset == null ? inWords[index]! : byRef.get(dataset)!));
}

function refuseBoth(metrics: readonly LoggedModelMetricInput[]): void {
  const index = metrics.findIndex(
    ({ dataset, datasetName, datasetDigest }) => dataset != null && (datasetName != null || datasetDigest != null),
  );
  if (index < 0) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `metrics[${index}] must name its dataset by ref or in words: leave out dataset, or datasetName and datasetDigest. Nothing was written.`,
  );
}
