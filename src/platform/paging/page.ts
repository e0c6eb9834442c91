import { ArgsType, Field, Int } from 'type-graphql';
import { validate as isUuid } from 'uuid';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { refuseOutOfRange } from '../validation/refuse-out-of-range.js';

/** The largest page a client may ask for. */
export const MAX_PAGE = 100;

/** The arguments of every connection: forward paging, newest first. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: `How many nodes: 1 to ${MAX_PAGE}.` })
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'Continue behind this cursor: `pageInfo.endCursor` of the page before.',
  })
  after?: string | null;
}

/** A page to read: at most `limit` rows, behind the row whose sort key is `after`. */
export interface PageRequest {
  readonly limit: number;
  readonly after: string | null;
}

/** The fields of `PageInfo`. */
export interface PageBounds {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** One page of rows and its `PageInfo`. */
export interface Page<Row> {
  readonly edges: readonly { readonly node: Row; readonly cursor: string }[];
  readonly nodes: readonly Row[];
  readonly pageInfo: PageBounds;
  /** Counted only where the client selects it. */
  readonly totalCount: () => Promise<number>;
}

/** The same page with other nodes in the place of its own, one for each; cursors are written for who asks for them. */
export function withNodes<Row, Other>(
  { edges, pageInfo, totalCount }: Page<Row>,
  nodes: readonly Other[],
): Page<Other> {
  return { edges: edges.map((edge, index) => new OtherEdge(nodes[index]!, edge)), nodes, pageInfo, totalCount };
}

class OtherEdge<Node> {
  constructor(
    readonly node: Node,
    private readonly edge: { readonly cursor: string },
  ) {}

  get cursor(): string {
    return this.edge.cursor;
  }
}

/**
 * Reads one page by keyset: the cost of a page does not grow with how far back it lies.
 * @param read rows behind `after` in the order of `keyOf`, one more than a page holds
 * @throws {PedigraphError} BAD_USER_INPUT for a `first` out of range or a cursor of another list.
 */
export async function readPage<Row>(
  args: PageArgs,
  keyOf: (row: Row) => string,
  read: (page: PageRequest) => Promise<readonly Row[]>,
  count: () => Promise<number>,
): Promise<Page<Row>> {
  refuseOutOfRange({ argument: 'first', value: args.first, min: 1, max: MAX_PAGE, more: 'ask for more with after' });
  const after = args.after == null ? null : decodeCursor(args.after);
  const rows = await read({ limit: args.first + 1, after });
  const edges = rows.slice(0, args.first).map((node) => ({ node, cursor: encodeCursor(keyOf(node)) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: pageBounds(edges, { after: args.after, hasNextPage: rows.length > args.first }),
    totalCount: count,
  };
}

/**
 * The bounds of a page that was read forward: behind a cursor there is a page before, for every cursor is that of a
 * node.
 */
export function pageBounds(
  edges: readonly { readonly cursor: string }[],
  { after, hasNextPage }: { readonly after: string | null | undefined; readonly hasNextPage: boolean },
): PageBounds {
  return {
    hasNextPage,
    hasPreviousPage: after != null,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
}

const CURSOR_PREFIX = 'k1:';

function encodeCursor(key: string): string {
  return Buffer.from(CURSOR_PREFIX + key).toString('base64url');
}

function decodeCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  // Every list here is ordered by a UUIDv7, so anything else is not a cursor of ours.
  if (!text.startsWith(CURSOR_PREFIX) || !isUuid(text.slice(CURSOR_PREFIX.length))) {
    throw new PedigraphError('BAD_USER_INPUT', 'after must be a cursor that an answer of this list gave as endCursor.');
  }
  return text.slice(CURSOR_PREFIX.length);
}
