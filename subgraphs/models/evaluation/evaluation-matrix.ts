import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { directionOf } from '#values/metric-direction.js';
import type { Model } from '../model/model.entity.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { EvaluationContext } from './evaluation.context.js';
import type { EvaluationMatrix } from './evaluation-matrix.type.js';

/** The most versions of one matrix. */
export const MAX_VERSIONS = 20;

/** Which matrix. */
interface MatrixRequest {
  readonly model: Model;
  readonly key: string;
  /** Versions, aliases or digests; null for the highest versions. */
  readonly versions: readonly string[] | null;
}

/**
 * What a metric is of versions on each slice that any of them was evaluated on, by the last evaluation of each.
 * @throws {PedigraphError} BAD_USER_INPUT for too many versions, NOT_FOUND naming each selector that selects none.
 */
export async function evaluationMatrix(
  { model, key, versions: selectors }: MatrixRequest,
  context: EvaluationContext,
): Promise<EvaluationMatrix> {
  const versions = await (selectors === null
    ? context.versions.pageOf(model.id, { limit: MAX_VERSIONS, after: null })
    : selected(model, selectors, context));
  const measured = await context.evaluations.lastBySlice(
    versions.map(({ id }) => id),
    key,
  );
  const bySlice = new Map<string | null, Map<string, number | string>>([[null, new Map()]]);
  for (const { slice, modelVersionId, value } of measured)
    bySlice.set(slice, (bySlice.get(slice) ?? new Map()).set(modelVersionId, value));
  return {
    versions,
    rows: [...bySlice].map(([slice, values]) => ({ slice, values: versions.map(({ id }) => values.get(id) ?? null) })),
    better: directionOf(key),
  };
}

async function selected(
  { name }: Model,
  selectors: readonly string[],
  { loaders }: EvaluationContext,
): Promise<ModelVersionRow[]> {
  if (selectors.length > MAX_VERSIONS) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected at most ${MAX_VERSIONS} versions, but got ${selectors.length}.`,
      {
        max: MAX_VERSIONS,
      },
    );
  }
  const found = await Promise.all(selectors.map((selector) => loaders.versionByRef.load(`${name}@${selector}`)));
  const missing = selectors.filter((_, index) => found[index] === null);
  if (missing.length === 0) return found.map((row) => row!);
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected every selector to select a version of ${name}, but there is none for ${missing.map((one) => JSON.stringify(one)).join(', ')}.`,
    { missing },
  );
}
