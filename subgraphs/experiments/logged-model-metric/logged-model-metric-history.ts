import { ArgsType, Field, Int } from 'type-graphql';
import * as z from 'zod';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { jsonInCursor } from '#platform/paging/json-in-cursor.js';
import { type Page, pageBounds } from '#platform/paging/page.js';
import { refuseOutOfRange } from '#platform/validation/refuse-out-of-range.js';
import { MAX_HISTORY_PAGE } from '../metric/metric-history.js';
import type { LoggedModelMetricRepository, LoggedModelPoint, MeasuredPlace } from './logged-model-metric.repository.js';
import { LoggedModelMetric } from './logged-model-metric.type.js';

/** The arguments of `metricHistory` of a logged model. */
@ArgsType()
export class LoggedModelMetricHistoryArgs {
  @Field(() => String, { nullable: true, description: 'The metric; all of them where left out.' })
  key?: string | null;

  @Field(() => Int, { defaultValue: MAX_HISTORY_PAGE, description: `How many points: 1 to ${MAX_HISTORY_PAGE}.` })
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'Continue behind this cursor: `pageInfo.endCursor` of the page before.',
  })
  after?: string | null;
}

/** A page of what was measured of a logged model. */
export const LoggedModelMetricConnection = connectionType(
  'LoggedModelMetric',
  () => LoggedModelMetric,
  'by key, step, timestamp and arrival',
);

/**
 * A page of the points of a logged model, in their order.
 * @throws {PedigraphError} BAD_USER_INPUT for a `first` out of range or a cursor of another list.
 */
export async function loggedModelMetricHistory(
  id: string,
  { key = null, first, after }: LoggedModelMetricHistoryArgs,
  metrics: LoggedModelMetricRepository,
): Promise<Page<LoggedModelMetric>> {
  refuseOutOfRange({ argument: 'first', value: first, min: 1, max: MAX_HISTORY_PAGE, more: 'ask for more with after' });
  const place = after == null ? null : decodePlace(after, key);
  const rows = await metrics.history(id, key, place, first + 1);
  const nodes = rows.slice(0, first);
  const edges = nodes.map((node) => new PointEdge(node));
  return {
    edges,
    nodes,
    pageInfo: pageBounds(edges, { after, hasNextPage: rows.length > first }),
    totalCount: () => metrics.countOf(id, key),
  };
}

const contents = z.tuple([z.literal('l1'), z.string(), z.int(), z.iso.datetime(), z.string().regex(/^\d{1,18}$/)]);

function encodePlace({ key, step, timestamp, arrival }: MeasuredPlace): string {
  const place: z.infer<typeof contents> = ['l1', key, step, timestamp.toISOString(), arrival];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decodePlace(cursor: string, of: string | null): MeasuredPlace {
  const parsed = contents.safeParse(jsonInCursor(cursor));
  if (!parsed.success || (of !== null && parsed.data[1] !== of)) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      'after must be a cursor that metricHistory of this logged model and key gave as endCursor: leave it out to begin.',
    );
  }
  const [, key, step, timestamp, arrival] = parsed.data;
  return { key, step, timestamp: new Date(timestamp), arrival };
}

/** A point and its cursor, which is written for those who ask for it. */
class PointEdge {
  constructor(readonly node: LoggedModelPoint) {}

  get cursor(): string {
    return encodePlace(this.node);
  }
}
