import { type PageArgs, readPage } from '#platform/paging/page.js';
import type { ModelsContext } from '../context.js';
import type { Model } from '../model/model.entity.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { MetricTrendPoint } from './evaluation.inputs.js';
import type { EvaluatedOn } from './evaluation.repository.js';
import { measuredOf, readRunMetrics } from './measured.js';

/** Which trend. */
export interface TrendRequest {
  readonly model: Model;
  readonly key: string;
  readonly on: EvaluatedOn;
  readonly args: PageArgs;
}

/** A metric over a page of a model's versions, oldest first. */
export async function metricTrend(
  { model, key, on, args }: TrendRequest,
  { versions, evaluations, ports }: ModelsContext,
): Promise<MetricTrendPoint[]> {
  const page = await readPage<ModelVersionRow>(
    args,
    (row) => row.id,
    (request) => versions.pageOf(model.id, request),
    () => versions.countOf(model.id),
  );
  const oldestFirst = [...page.nodes].reverse();
  const runs = await readRunMetrics(oldestFirst, { ports });
  return measuredOf(oldestFirst, key, on, { runs, evaluations });
}
