import { createHash } from 'node:crypto';
import { validate as isUuid } from 'uuid';
import * as z from 'zod';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { jsonInCursor } from './json-in-cursor.js';
import type { OrderColumn, OrderPlace } from './order-column.js';

const contents = z.tuple([
  z.literal('o1'),
  z.string(),
  z.array(z.tuple([z.int().min(0).max(9), z.string().nullable()])),
]);

/** An opaque cursor; it says of which order it is, for in another one it is no place. */
export function encodePlace(place: OrderPlace, order: readonly OrderColumn[]): string {
  return Buffer.from(JSON.stringify(['o1', nameOf(order), place])).toString('base64url');
}

/** @throws {PedigraphError} BAD_USER_INPUT for what is no cursor, or one of another list or another order. */
export function decodePlace(cursor: string, order: readonly OrderColumn[]): OrderPlace {
  const parsed = contents.safeParse(jsonInCursor(cursor));
  const [, name, place] = parsed.data ?? ['o1', '', []];
  const fits = place.length === order.length && order.every((column, index) => isOf(column, place[index]!));
  if (name === nameOf(order) && fits) return place;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    'after must be a cursor that an answer of this list, in this order, gave as endCursor: leave it out to begin.',
  );
}

const IS_VALUE: Readonly<Record<OrderColumn['type'], (text: string) => boolean>> = {
  text: (text) => !text.includes('\0'),
  number: (text) => /\d|^-?Infinity$/.test(text) && String(Number(text)) !== 'NaN',
  decimal: (text) => /^-?\d{1,20000}(?:\.\d{1,16000})?$/.test(text),
  // Within what PostgreSQL has a moment for.
  moment: (text) => /^(?:\d{1,18}|-\d{1,17})$/.test(text),
  uuid: isUuid,
};

function isOf({ type, rank: ranked }: OrderColumn, [rank, value]: OrderPlace[number]): boolean {
  return rank > 0 ? ranked !== undefined : value !== null && IS_VALUE[type](value);
}

function nameOf(order: readonly OrderColumn[]): string {
  const named = order.map(({ sql, name = sql, direction }) => [name, direction]);
  return createHash('sha256').update(JSON.stringify(named)).digest('base64url').slice(0, 12);
}
