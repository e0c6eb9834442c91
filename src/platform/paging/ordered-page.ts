import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { validate as isUuid } from 'uuid';
import * as z from 'zod';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { refuseOutOfRange } from '../validation/refuse-out-of-range.js';
import { MAX_COUNTED } from './count-rows.js';
import { MAX_PAGE, type Page, type PageArgs, pageBounds } from './page.js';

/** What a list is ordered by: an expression of SQL that is never NULL. */
export interface OrderColumn {
  readonly sql: string;
  /** What its value is. */
  readonly type: 'text' | 'moment' | 'uuid';
  readonly direction: 'ASC' | 'DESC';
}

/** Rows of which a page is read, by an order that a client chose. */
export interface OrderedRows<Row> {
  /** SQL from `FROM` to the last condition, on `$1`, `$2`, … of `values`; it has a WHERE. */
  readonly from: string;
  readonly values: readonly unknown[];
  /** What it is ordered by; the last of them tells any two rows apart, and is their id. */
  readonly order: readonly OrderColumn[];
  /** The rows with these ids, in their order; what is not there any more is null. */
  readonly load: (ids: readonly string[]) => Promise<readonly (Row | null | Error)[]>;
}

/**
 * Reads one page by keyset in any order: the cost of a page does not grow with how far back it lies.
 * @throws {PedigraphError} BAD_USER_INPUT for a `first` out of range, or a cursor of another list or another order.
 */
export async function readOrderedPage<Row>(
  manager: EntityManager,
  { first, after }: PageArgs,
  { from, values, order, load }: OrderedRows<Row>,
): Promise<Page<Row>> {
  refuseOutOfRange({ argument: 'first', value: first, min: 1, max: MAX_PAGE, more: 'ask for more with after' });
  const place = after == null ? null : decodePlace(after, order);
  const behind = place === null ? '' : ` AND ${behindSql(order, values.length)}`;
  const columns = order.map((column) => `(${comparedSql(column)})::text`);
  const found = await manager.query<{ place: string[] }[]>(
    `SELECT json_build_array(${columns.join(', ')}) AS place ${from}${behind}
     ORDER BY ${order.map((column) => `${comparedSql(column)} ${column.direction}`).join(', ')}
     LIMIT ${first + 1}`,
    [...values, ...(place ?? [])],
  );
  const places = found.slice(0, first).map((row) => row.place);
  const rows = await load(places.map((of) => of.at(-1)!));
  const edges = places.flatMap((of, index) => {
    const node = rows[index];
    if (node instanceof Error) throw node;
    return node == null ? [] : [{ node, cursor: encodePlace(of, order) }];
  });
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: pageBounds(edges, { after, hasNextPage: found.length > first }),
    totalCount: () => countOf(manager, from, values),
  };
}

async function countOf(manager: EntityManager, from: string, values: readonly unknown[]): Promise<number> {
  const [row] = await manager.query<[{ count: number }]>(
    `SELECT count(*)::int AS count FROM (SELECT ${from} LIMIT ${MAX_COUNTED}) AS counted`,
    [...values],
  );
  return row.count;
}

/** The condition that a row stands behind a place, whose parts are the parameters after the first `count`. */
function behindSql(order: readonly OrderColumn[], count: number): string {
  return order.reduceRight((behind, column, index) => {
    const compared = comparedSql(column);
    const value = `$${count + index + 1}::${SQL_TYPE[column.type]}`;
    const beyond = `${compared} ${column.direction === 'ASC' ? '>' : '<'} ${value}`;
    return behind === '' ? beyond : `(${beyond} OR ${compared} = ${value} AND ${behind})`;
  }, '');
}

const SQL_TYPE = { text: 'text', moment: 'bigint', uuid: 'uuid' } as const;

/** Texts are ordered by their characters, whatever the collation of the database, and moments by their microseconds. */
function comparedSql({ sql, type }: OrderColumn): string {
  if (type === 'text') return `${sql} COLLATE "C"`;
  return type === 'moment' ? `(extract(epoch FROM ${sql}) * 1000000)::bigint` : sql;
}

const IS_VALUE: Readonly<Record<OrderColumn['type'], (text: string) => boolean>> = {
  text: (text) => !text.includes('\0'),
  moment: (text) => /^-?\d{1,18}$/.test(text),
  uuid: isUuid,
};

const contents = z.tuple([z.literal('o1'), z.string()], z.string());

/** A cursor says of which order it is: in another one it is no place. */
function encodePlace(place: readonly string[], order: readonly OrderColumn[]): string {
  return Buffer.from(JSON.stringify(['o1', nameOf(order), ...place])).toString('base64url');
}

function decodePlace(cursor: string, order: readonly OrderColumn[]): string[] {
  const parsed = contents.safeParse(json(cursor));
  const [, name, ...place] = parsed.data ?? [];
  const fits = name === nameOf(order) && order.every(({ type }, index) => IS_VALUE[type](place[index] ?? ''));
  if (fits && place.length === order.length) return place;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    'after must be a cursor that an answer of this list, in this order, gave as endCursor: leave it out to begin.',
  );
}

function json(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function nameOf(order: readonly OrderColumn[]): string {
  const text = order.map(({ sql, direction }) => `${sql} ${direction}`).join(', ');
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
