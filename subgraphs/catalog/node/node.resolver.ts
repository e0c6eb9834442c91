import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Node } from '#platform/federation/node.type.js';
import { refuseOutOfRange } from '#platform/validation/refuse-out-of-range.js';
import type { NodeStub } from './load-nodes.js';
import type { NodeContext } from './node.context.js';

/** The most entities of one `nodes`. */
const MAX_NODES = 100;

/** Every entity of the graph by its id (Relay's object identification). */
@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'The entity with this id, of whichever type; null where there is none.',
  })
  node(
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Ctx() { loaders }: NodeContext,
  ): Promise<NodeStub | null> {
    return loaders.nodeById.load(id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'The entities with these ids, in their order; null in the place of one that there is not.',
  })
  nodes(
    @Arg('ids', () => [ID], { description: `Their ids, at most ${MAX_NODES}.` }) ids: string[],
    @Ctx() { loaders }: NodeContext,
  ): Promise<(NodeStub | null)[]> {
    refuseOutOfRange({ argument: 'ids', value: ids.length, min: 0, max: MAX_NODES, more: 'ask for them in parts' });
    return Promise.all(ids.map((id) => loaders.nodeById.load(id)));
  }
}
