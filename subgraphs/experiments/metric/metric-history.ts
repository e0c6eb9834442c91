import { ArgsType, Field, Int } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, pageBounds } from '#platform/paging/page.js';
import { refuseOutOfRange } from '#platform/validation/refuse-out-of-range.js';
import type { MetricRepository } from './metric.repository.js';
import { Metric } from './metric.type.js';
import { decodePoint, encodePoint, type PointPlace } from './metric-cursor.js';

/** The most points of one page. */
const MAX_PAGE = 1_000;

/** The arguments of `metricHistory`. */
@ArgsType()
export class MetricHistoryArgs {
  @Field(() => String, { description: 'The metric.' })
  key: string;

  @Field(() => Int, { defaultValue: MAX_PAGE, description: `How many points: 1 to ${MAX_PAGE}.` })
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'Continue behind this cursor: `pageInfo.endCursor` of the page before.',
  })
  after?: string | null;
}

/** A page of the points of one metric. */
export const MetricConnection = connectionType('Metric', () => Metric, 'by step, timestamp and arrival');

/**
 * A page of the points that a run measured of one key, in their order.
 * @throws {PedigraphError} BAD_USER_INPUT for a `first` out of range or a cursor of another list.
 */
export async function metricHistory(
  runId: string,
  { key, first, after }: MetricHistoryArgs,
  metrics: MetricRepository,
): Promise<Page<Metric>> {
  refuseOutOfRange({ argument: 'first', value: first, min: 1, max: MAX_PAGE, more: 'ask for more with after' });
  const rows = await metrics.history(runId, key, after == null ? null : decodePoint(key, after), first + 1);
  const nodes = rows.slice(0, first);
  const edges = nodes.map((node) => new PointEdge(key, node));
  return {
    edges,
    nodes,
    pageInfo: pageBounds(edges, { after, hasNextPage: rows.length > first }),
    totalCount: () => metrics.countOf(runId, key),
  };
}

/** A point and its cursor, which is written for those who ask for it. */
class PointEdge {
  constructor(
    private readonly key: string,
    readonly node: Metric & PointPlace,
  ) {}

  get cursor(): string {
    return encodePoint(this.key, this.node);
  }
}
