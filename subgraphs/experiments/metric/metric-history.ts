import { ArgsType, Field, Int } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { MAX_COUNTED } from '#platform/paging/count-rows.js';
import { type Page, pageBounds } from '#platform/paging/page.js';
import { refuseOutOfRange } from '#platform/validation/refuse-out-of-range.js';
import type { MetricRepository } from './metric.repository.js';
import { Metric } from './metric.type.js';
import { decodePoint, encodePoint, type PointPlace } from './metric-cursor.js';

/** The most points of one page of a history. */
export const MAX_HISTORY_PAGE = 1_000;

/** The arguments of `metricHistory`. */
@ArgsType()
export class MetricHistoryArgs {
  @Field(() => String, { description: 'The metric.' })
  key: string;

  @Field(() => Int, { defaultValue: MAX_HISTORY_PAGE, description: `How many points: 1 to ${MAX_HISTORY_PAGE}.` })
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'Continue behind this cursor: `pageInfo.endCursor` of the page before.',
  })
  after?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Also what came after the end of the run; of one moment it stands behind what is sealed.',
  })
  includeAfterEnd: boolean;
}

/** What a history is read from. */
export interface PointSources {
  readonly metrics: MetricRepository;
  readonly metricsAfterEnd: MetricRepository;
}

/** A page of the points of one metric. */
export const MetricConnection = connectionType('Metric', () => Metric, 'by step, timestamp and arrival');

/**
 * A page of the points that a run measured of one key, in their order.
 * @throws {PedigraphError} BAD_USER_INPUT for a `first` out of range or a cursor of another list.
 */
export async function metricHistory(
  runId: string,
  { key, first, after, includeAfterEnd }: MetricHistoryArgs,
  { metrics, metricsAfterEnd }: PointSources,
): Promise<Page<Metric>> {
  refuseOutOfRange({ argument: 'first', value: first, min: 1, max: MAX_HISTORY_PAGE, more: 'ask for more with after' });
  const place = after == null ? null : decodePoint(key, after);
  const sources = includeAfterEnd ? [metrics, metricsAfterEnd] : [metrics];
  const lists = await Promise.all(sources.map((source) => source.history(runId, key, place, first + 1)));
  const rows = lists.length === 1 ? lists[0]! : lists.flat().sort(byPlace);
  const nodes = rows.slice(0, first);
  const edges = nodes.map((node) => new PointEdge(key, node));
  return {
    edges,
    nodes,
    pageInfo: pageBounds(edges, { after, hasNextPage: rows.length > first }),
    totalCount: async () => sum(await Promise.all(sources.map((source) => source.countOf(runId, key)))),
  };
}

function byPlace(a: PointPlace, b: PointPlace): number {
  if (a.step !== b.step) return a.step - b.step;
  const elapsed = a.timestamp.getTime() - b.timestamp.getTime();
  if (elapsed !== 0) return elapsed;
  if (a.afterEnd !== b.afterEnd) return a.afterEnd ? 1 : -1;
  return BigInt(a.arrival) < BigInt(b.arrival) ? -1 : 1;
}

/** Counted up to `MAX_COUNTED`, as every count of a page. */
function sum(counts: readonly number[]): number {
  return Math.min(
    MAX_COUNTED,
    counts.reduce((all, count) => all + count, 0),
  );
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
