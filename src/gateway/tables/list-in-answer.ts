import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { Row } from './columns-of.js';

/** A list of an answer, and where it stands. */
export interface FoundList {
  readonly place: readonly string[];
  readonly rows: readonly Row[];
}

/**
 * The list of an answer that is to be a table.
 * @param path the response names to it with points between, such as `models.nodes`. @default the one that there is
 * @throws {PedigraphError} BAD_USER_INPUT with the lists that there are, NOT_FOUND where the answer has null on the way
 */
export function listInAnswer(data: unknown, path: string | undefined): FoundList {
  const lists = path === undefined ? listsIn(data, []) : [path.split('.')];
  const [place] = lists;
  if (place === undefined || lists.length > 1) throw notOne(lists);
  let found: unknown = data;
  for (const name of place) {
    if (found === null)
      throw new PedigraphError('NOT_FOUND', `The answer has null before the end of the path ${path}.`);
    found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  if (found === null) throw new PedigraphError('NOT_FOUND', `The answer has null at ${place.join('.')}.`);
  if (!Array.isArray(found)) throw notThere(place, listsIn(data, []));
  return { place, rows: found };
}

/** The outermost lists of objects. */
function listsIn(value: unknown, way: readonly string[]): (readonly string[])[] {
  if (Array.isArray(value)) return [way];
  return isObject(value) ? Object.entries(value).flatMap(([name, inner]) => listsIn(inner, [...way, name])) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function notOne(lists: readonly (readonly string[])[]): PedigraphError {
  const places = lists.map((place) => place.join('.')).join(', ');
  const message =
    lists.length === 0
      ? 'Expected an answer with a list, and there is none in it: a table has a row for each of its items.'
      : `The answer has several lists: say which is the table by path=, of ${places}.`;
  return new PedigraphError('BAD_USER_INPUT', message);
}

function notThere(place: readonly string[], lists: readonly (readonly string[])[]): PedigraphError {
  const there = lists.map((list) => list.join('.')).join(', ') || 'none';
  return new PedigraphError(
    'BAD_USER_INPUT',
    `The answer has no list at ${place.join('.').slice(0, 200)}. Its lists are: ${there}.`,
  );
}
