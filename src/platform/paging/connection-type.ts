import { type ClassType, Directive, Field, ObjectType } from 'type-graphql';
import { SafeInt } from '../scalars/scalars.js';
import { MAX_COUNTED } from './count-rows.js';
import type { Page } from './page.js';

/** Where a page ends and whether another follows. */
@Directive('@shareable')
@ObjectType({ description: 'Where a page ends and whether another follows.', simpleResolvers: true })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether there is more behind this page.' })
  hasNextPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last node; pass it as `after`. Null on an empty page.',
  })
  endCursor: string | null;
}

/** The Relay connection of a node type: `<Node>Connection` with `nodes`, `edges`, `pageInfo` and `totalCount`. */
export function connectionType<Row extends object>(nodeName: string, node: () => ClassType<Row>): ClassType<Page<Row>> {
  @ObjectType(`${nodeName}Edge`, { description: `One ${nodeName} of a page, with its cursor.`, simpleResolvers: true })
  class Edge {
    @Field(node, { description: 'The node itself.' })
    node: Row;

    @Field(() => String, { description: 'Continue behind this node by passing it as `after`.' })
    cursor: string;
  }

  @ObjectType(`${nodeName}Connection`, { description: `A page of ${nodeName}s, newest first.`, simpleResolvers: true })
  class Connection implements Page<Row> {
    @Field(() => [Edge], { description: 'The nodes with their cursors.' })
    edges: Edge[];

    @Field(() => [node()] as [ClassType<Row>], { description: 'The nodes themselves.' })
    nodes: Row[];

    @Field(() => PageInfo, { description: 'Where this page ends.' })
    pageInfo: { hasNextPage: boolean; endCursor: string | null };

    @Field(() => SafeInt, {
      description: `How many there are in all pages, counted up to ${MAX_COUNTED}; counted only when asked for.`,
    })
    totalCount: () => Promise<number>;
  }
  return Connection as ClassType<Page<Row>>;
}
