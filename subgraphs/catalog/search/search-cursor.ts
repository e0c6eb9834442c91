import { validate as isUuid } from 'uuid';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { jsonInCursor } from '#platform/paging/json-in-cursor.js';

/** The key of a place among results whose metric is not a number. */
export const NOT_A_NUMBER = 'NaN';

/** A place in an order of results: what they stand in order of, and the id among equals. */
export interface SearchPlace {
  readonly key: string;
  readonly id: string;
}

/** An opaque cursor for a place; `order` says in which order it is one. */
export function encodePlace(order: string, { key, id }: SearchPlace): string {
  return Buffer.from(JSON.stringify(['s1', order, key, id])).toString('base64url');
}

/** Whether a cursor says that it is a place of that order. */
export function isPlaceOf(order: string, cursor: string): boolean {
  return parts(cursor)[1] === order;
}

/** @throws {PedigraphError} BAD_USER_INPUT for what is no cursor, or one of another order. */
export function decodePlace(order: string, cursor: string): SearchPlace {
  const [tag, of, key, id] = parts(cursor);
  if (tag === 's1' && of === order && typeof key === 'string' && typeof id === 'string' && isUuid(id)) {
    const isKey = order.startsWith('CREATED') ? isMoment(key) : isNumber(key);
    if (isKey && (key !== NOT_A_NUMBER || order.startsWith('METRIC'))) return { key, id };
  }
  throw new PedigraphError(
    'BAD_USER_INPUT',
    'after must be a cursor that an answer of the same search, in the same order, gave as endCursor.',
  );
}

function parts(cursor: string): unknown[] {
  const parsed = jsonInCursor(cursor);
  return Array.isArray(parsed) ? parsed : [];
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** As `String` writes it. */
function isNumber(text: string): boolean {
  return String(Number(text)) === text;
}
