import type { EntityManager } from 'typeorm';
import { refuseOutOfRange } from '../validation/refuse-out-of-range.js';
import { countFrom } from './count-rows.js';
import { behindPlace, type OrderColumn, type OrderPlace, placeSql, sortSql, valuesSql } from './order-column.js';
import { decodePlace, encodePlace } from './order-place.js';
import { MAX_PAGE, type Page, type PageArgs, pageBounds } from './page.js';

/** Rows as SQL: from `FROM` to the last condition, on `$1`, `$2`, … of `values`. */
interface SelectedRows {
  readonly from: string;
  readonly values: readonly unknown[];
}

/** Rows of which a page is read, by an order that a client chose. */
export interface OrderedRows<Row> extends SelectedRows {
  /** What it is ordered by; the last of them tells any two rows apart, and is their id. */
  readonly order: readonly OrderColumn[];
  /** The rows with these ids, in their order; what is not there any more is null. */
  readonly load: (ids: readonly string[]) => Promise<readonly (Row | null | Error)[]>;
  /** The same rows for who counts them, without what only their order needs. @default `from` and `values` */
  readonly counted?: SelectedRows | undefined;
  /** The largest page. @default MAX_PAGE */
  readonly maxPage?: number | undefined;
}

/**
 * Reads one page by keyset in any order: the cost of a page does not grow with how far back it lies.
 * @throws {PedigraphError} BAD_USER_INPUT for a `first` out of range, or a cursor of another list or another order.
 */
export async function readOrderedPage<Row>(
  manager: EntityManager,
  { first, after }: PageArgs,
  { from, values, order, load, counted = { from, values }, maxPage = MAX_PAGE }: OrderedRows<Row>,
): Promise<Page<Row>> {
  refuseOutOfRange({ argument: 'first', value: first, min: 1, max: maxPage, more: 'ask for more with after' });
  const behind = behindPlace(order, after == null ? null : decodePlace(after, order), values.length);
  const found = await manager.query<{ place: OrderPlace }[]>(
    `SELECT ${placeSql(order)} AS place FROM (SELECT ${valuesSql(order)} ${from}) AS found WHERE ${behind.where}
     ORDER BY ${sortSql(order)} LIMIT ${first + 1}`,
    [...values, ...behind.values],
  );
  const places = found.slice(0, first).map(({ place }) => place);
  const rows = await load(places.map((place) => place.at(-1)![1]!));
  const edges = places.flatMap((place, index) => {
    const node = rows[index];
    if (node instanceof Error) throw node;
    return node == null ? [] : [new OrderedEdge(node, place, order)];
  });
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: pageBounds(edges, { after, hasNextPage: found.length > first }),
    totalCount: () => countFrom(manager, counted),
  };
}

/** A row and its cursor, which is written for those who ask for it. */
class OrderedEdge<Row> {
  constructor(
    readonly node: Row,
    private readonly place: OrderPlace,
    private readonly order: readonly OrderColumn[],
  ) {}

  get cursor(): string {
    return encodePlace(this.place, this.order);
  }
}
