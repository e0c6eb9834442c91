import { refuseForbidden } from '#platform/auth/action-rule.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { RULES } from '#values/actions.js';
import type { LoggedModel } from '../logged-model/logged-model.entity.js';
import { requireLoggedModels } from '../logged-model/require-logged-model.js';
import { datasetsInWords } from '../logged-model-metric/datasets-in-words.js';
import type { LoggedModelMetricContext } from '../logged-model-metric/logged-model-metric.context.js';
import type { MeasuredPoint } from '../logged-model-metric/logged-model-metric.repository.js';
import { measuredPoints } from '../logged-model-metric/measured-points.js';
import type { BatchMetricInput, LogBatchInput } from './log-batch.inputs.js';

/** The logged models that points of a batch are of, too, and these points as they are stored. */
export interface MeasuredOfLoggedModels {
  readonly loggedModels: readonly LoggedModel[];
  readonly points: readonly MeasuredPoint[];
}

/**
 * The points of a batch that are of logged models, READY or not, which the caller may measure.
 * @throws {PedigraphError} NOT_FOUND for a logged model that is not there, FORBIDDEN, or BAD_USER_INPUT for a dataset of a
 * point that is of none.
 */
export async function measuredOfLoggedModels(
  { run: runId, metrics }: LogBatchInput,
  now: Date,
  context: LoggedModelMetricContext,
): Promise<MeasuredOfLoggedModels> {
  refuseDatasetOfNone(metrics);
  const measured = metrics.filter(({ loggedModel }) => loggedModel != null);
  if (measured.length === 0) return { loggedModels: [], points: [] };
  const ids = [...new Set(measured.map(({ loggedModel }) => loggedModel!))];
  const loggedModels = await requireLoggedModels(ids, context);
  refuseForbidden(
    context.caller,
    RULES.EVALUATE,
    loggedModels.map(({ ref: name }) => ({ name })),
  );
  const idOf = new Map(ids.map((id, index) => [id, loggedModels[index]!.id]));
  const datasets = await datasetsInWords(measured, await context.loaders.runById.load(runId), context);
  const measurements = measured.map((metric, index) => ({
    loggedModelId: idOf.get(metric.loggedModel!)!,
    metric,
    dataset: datasets[index]!,
  }));
  return { loggedModels, points: measuredPoints(measurements, now) };
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
