import * as z from 'zod';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { jsonInCursor } from '#platform/paging/json-in-cursor.js';

/** The place of a point in the history of its key: points of one moment stand in the order in which they arrived. */
export interface PointPlace {
  readonly step: number;
  readonly timestamp: Date;
  /** The point's number among all that were stored before the end of their run, or after it; a bigint as text. */
  readonly arrival: string;
  readonly afterEnd: boolean;
}

const contents = z.tuple([
  z.literal('m2'),
  z.string(),
  z.int(),
  z.iso.datetime(),
  z.string().regex(/^\d{1,18}$/),
  z.boolean(),
]);

/** An opaque cursor for a place in the history of a key. */
export function encodePoint(key: string, { step, timestamp, arrival, afterEnd }: PointPlace): string {
  const place: z.infer<typeof contents> = ['m2', key, step, timestamp.toISOString(), arrival, afterEnd];
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @throws {PedigraphError} BAD_USER_INPUT for what is no cursor, or one of another key. */
export function decodePoint(key: string, cursor: string): PointPlace {
  const parsed = contents.safeParse(jsonInCursor(cursor));
  if (!parsed.success || parsed.data[1] !== key) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `after must be a cursor that metricHistory of the key ${JSON.stringify(key.slice(0, 300))} gave as endCursor: leave it out to begin.`,
    );
  }
  const [, , step, timestamp, arrival, afterEnd] = parsed.data;
  return { step, timestamp: new Date(timestamp), arrival, afterEnd };
}
