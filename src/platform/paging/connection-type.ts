import { type ClassType, Directive, Field, ObjectType } from 'type-graphql';
import { SafeInt } from '../scalars/scalars.js';
import { MAX_COUNTED } from './count-rows.js';
import type { Page, PageBounds } from './page.js';

/** Where a page begins and ends, and whether others precede and follow (Relay's cursor connections, PageInfo). */
@Directive('@shareable')
@ObjectType({
  description: 'Where a page begins and ends, and whether others precede and follow it.',
  simpleResolvers: true,
})
export class PageInfo implements PageBounds {
  @Field(() => Boolean, { description: 'Whether there is more behind this page.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether there is more before this page: true where `after` was given.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'The cursor of the first node. Null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last node; pass it as `after`. Null on an empty page.',
  })
  endCursor: string | null;
}

/**
 * The Relay connection of a node type: `<Node>Connection` with `nodes`, `edges`, `pageInfo` and `totalCount`.
 * @param order in which order the nodes stand, in words
 */
export function connectionType<Row extends object>(
  nodeName: string,
  node: () => ClassType<Row>,
  order = 'newest first',
): ClassType<Page<Row>> {
  const { one, many } = inWords(nodeName);

  @ObjectType(`${nodeName}Edge`, { description: `One ${one} of a page, with its cursor.`, simpleResolvers: true })
  class Edge {
    @Field(node, { description: 'The node itself.' })
    node: Row;

    @Field(() => String, { description: 'Continue behind this node by passing it as `after`.' })
    cursor: string;
  }

  @ObjectType(`${nodeName}Connection`, { description: `A page of ${many}, ${order}.`, simpleResolvers: true })
  class Connection implements Page<Row> {
    @Field(() => [Edge], { description: 'The nodes with their cursors.' })
    edges: Edge[];

    @Field(() => [node()] as [ClassType<Row>], { description: 'The nodes themselves.' })
    nodes: Row[];

    @Field(() => PageInfo, { description: 'Where this page begins and ends.' })
    pageInfo: PageBounds;

    @Field(() => SafeInt, {
      description: `How many there are in all pages, counted up to ${MAX_COUNTED}; counted only when asked for.`,
    })
    totalCount: () => Promise<number>;
  }
  return Connection as ClassType<Page<Row>>;
}

/**
 * The name of a type as English has it, of one and of many: `LedgerEntry` is a ledger entry, two of them ledger
 * entries.
 */
function inWords(typeName: string): { readonly one: string; readonly many: string } {
  const one = typeName.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  if (/[^aeiou]y$/.test(one)) return { one, many: `${one.slice(0, -1)}ies` };
  return { one, many: /(?:s|x|z|ch|sh)$/.test(one) ? `${one}es` : `${one}s` };
}
