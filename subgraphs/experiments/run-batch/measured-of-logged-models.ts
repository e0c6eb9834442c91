import { refuseForbidden } from '#platform/auth/action-rule.js';
import type { Transaction } from '#platform/database/database.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { RULES } from '#values/actions.js';
import type { LoggedModel } from '../logged-model/logged-model.entity.js';
import { requireLoggedModel } from '../logged-model/require-logged-model.js';
import type { LoggedModelMetricContext } from '../logged-model-metric/logged-model-metric.context.js';
import { datasetInWords } from '../logged-model-metric/measured-dataset.js';
import { measuredPoints } from '../logged-model-metric/measured-points.js';
import { storeMeasuredPoints } from '../logged-model-metric/store-measured-points.js';
import type { Run } from '../run/run.entity.js';
import { withAddedInputs } from '../run/with-added-inputs.js';
import type { BatchMetricInput } from './log-batch.inputs.js';

/** Points of a batch that are of logged models, too, and these, by the ids that the points have. */
export interface MeasuredOfLoggedModels {
  readonly metrics: readonly BatchMetricInput[];
  readonly loggedModels: ReadonlyMap<string, LoggedModel>;
}

/**
 * The points of a batch that are of logged models, which the caller may measure.
 * @throws {PedigraphError} NOT_FOUND for a logged model that is not there, FORBIDDEN, or BAD_USER_INPUT for a dataset of a
 * point that is of none.
 */
export async function measuredOfLoggedModels(
  metrics: readonly BatchMetricInput[],
  context: LoggedModelMetricContext,
): Promise<MeasuredOfLoggedModels> {
  refuseDatasetOfNone(metrics);
  const measured = metrics.filter(({ loggedModel }) => loggedModel != null);
  const ids = [...new Set(measured.map(({ loggedModel }) => loggedModel!))];
  const loggedModels = new Map<string, LoggedModel>();
  for (const [index, found] of (await Promise.all(ids.map((id) => requireLoggedModel(id, context)))).entries()) {
    loggedModels.set(ids[index]!, found);
  }
  const targets = [...loggedModels.values()].map(({ ref: name }) => ({ name }));
  if (targets.length > 0) refuseForbidden(context.caller, RULES.EVALUATE, targets);
  return { metrics: measured, loggedModels };
}

/** Adds the points to the logged models, READY or not. */
export async function storeMeasured(
  run: Run,
  { metrics, loggedModels }: MeasuredOfLoggedModels,
  now: Date,
  transaction: Transaction,
): Promise<void> {
  if (metrics.length === 0) return;
  const isInWords = metrics.some(({ datasetName, datasetDigest }) => datasetName != null || datasetDigest != null);
  const { inputPins } = isInWords ? await withAddedInputs(run, transaction.manager) : run;
  const measurements = metrics.map((metric) => ({
    loggedModelId: loggedModels.get(metric.loggedModel!)!.id,
    metric,
    dataset: datasetInWords({ name: metric.datasetName ?? null, digest: metric.datasetDigest ?? null }, inputPins),
  }));
  await storeMeasuredPoints([...loggedModels.values()], run, measuredPoints(measurements, now), transaction);
}

function refuseDatasetOfNone(metrics: readonly BatchMetricInput[]): void {
  const index = metrics.findIndex(
    ({ loggedModel, datasetName, datasetDigest }) =>
      loggedModel == null && (datasetName != null || datasetDigest != null),
  );
  if (index < 0) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `metrics[${index}] names a dataset and no loggedModel: points of a run alone have no dataset, so leave it out, or name the loggedModel. Nothing was written.`,
  );
}
