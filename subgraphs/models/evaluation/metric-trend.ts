import { type Page, type PageArgs, readPage } from '#platform/paging/page.js';
import type { Model } from '../model/model.entity.js';
import type { ModelVersionRow } from '../model-version/model-version.entity.js';
import type { EvaluationContext } from './evaluation.context.js';
import type { EvaluatedOn } from './evaluation.repository.js';
import { measuredOf, readRunMetrics } from './measured.js';
import type { MetricTrendPoint } from './metric-trend.type.js';

/** Which trend. */
export interface TrendRequest {
  readonly model: Model;
  readonly key: string;
  readonly on: EvaluatedOn;
  readonly args: PageArgs;
}

/**
 * A metric over a page of a model's versions, the highest first. The page is one of versions: those that nobody measured
 * have no node in it, and its cursors and its count are those of the versions.
 */
export async function metricTrend(
  { model, key, on, args }: TrendRequest,
  context: EvaluationContext,
): Promise<Page<MetricTrendPoint>> {
  const { versions, evaluations } = context;
  const page = await readPage<ModelVersionRow>(
    args,
    (row) => row.id,
    (request) => versions.pageOf(model.id, request),
    () => versions.countOf(model.id),
  );
  const runs = await readRunMetrics(page.nodes, context);
  const points = new Map(
    (await measuredOf(page.nodes, key, on, { runs, evaluations })).map((point) => [point.modelVersion.id, point]),
  );
  const edges = page.edges.flatMap(({ node: { id }, cursor }) => {
    const node = points.get(id);
    return node === undefined ? [] : [{ node, cursor }];
  });
  return { ...page, edges, nodes: edges.map(({ node }) => node) };
}
