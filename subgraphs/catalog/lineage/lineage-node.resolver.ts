import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { MAX_COUNTED } from '#platform/paging/count-rows.js';
import type { NodeState } from '../node-history/node-state.loaders.js';
import type { NeighbourCounts } from '../node-history/node-state.repository.js';
import type { LineageContext } from './lineage.context.js';
import { LineageNode } from './lineage-parts.js';
import { CAN_RUN, FIRST_STATUS, groupOf, labelOf, NAMED_BESIDE } from './node-words.js';

/** What is drawn of a node: from the catalog's own rows, so no subgraph is asked, and with one statement for all nodes. */
@Resolver(() => LineageNode)
export class LineageNodeResolver {
  @FieldResolver(() => String, {
    description:
      'Words for people: `demo/churn 1.1.0`, `amount (demo/raw 1.0.0)` of a column, the name of a run or a logged model, the target of a deployment; of one that is `redacted`, the same as its `id`.',
  })
  label(@Root() node: LineageNode, @Ctx() context: LineageContext): string | Promise<string> {
    const { kind, ref, redacted } = node;
    if (redacted) return ref;
    if (!NAMED_BESIDE.has(kind)) return labelOf(kind, ref);
    return stateOf(node, context).then(({ name }) => name ?? labelOf(kind, ref));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What versions of one thing share: its name; of a column with its dataset (`demo/raw#amount`), of a run and a logged model the experiment, of a deployment the target. Null of one that is `redacted`.',
  })
  group(@Root() { ref, redacted }: LineageNode): string | null {
    return redacted ? null : groupOf(ref);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Its status at the moment of the walk (`asOf`): a `ModelVersionStatus`, `RunStatus` or `LoggedModelStatus`. Null of other kinds, of one that is `redacted`, and while `createdAt` is null.',
  })
  status(@Root() node: LineageNode, @Ctx() context: LineageContext): string | null | Promise<string | null> {
    const first = FIRST_STATUS[node.kind];
    if (first === undefined || node.createdAt === null) return null;
    return stateOf(node, context).then(({ status }) => status ?? first);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether it ran at the moment of the walk (`asOf`): a deployment itself, a model version by any deployment. Null of other kinds, and of one that is `redacted`.',
  })
  active(@Root() node: LineageNode, @Ctx() context: LineageContext): boolean | null | Promise<boolean> {
    if (node.redacted || !CAN_RUN.has(node.kind)) return null;
    return stateOf(node, context).then(({ active }) => active);
  }

  @FieldResolver(() => [String], {
    description:
      'The aliases that pointed to it at the moment of the walk (`asOf`), by name; none where it is no model version, or is `redacted`.',
  })
  aliases(@Root() node: LineageNode, @Ctx() context: LineageContext): readonly string[] | Promise<readonly string[]> {
    if (node.redacted || node.kind !== 'MODEL_VERSION') return [];
    return stateOf(node, context).then(({ aliases }) => aliases);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: `How many things it rests on directly, whether this walk meets them or not: those of \`kinds\`, recorded by \`asOf\`, where the walk has them; what you may not see is counted. Counted up to ${MAX_COUNTED}; null of one that is \`redacted\`.`,
  })
  async upstreamCount(@Root() node: LineageNode, @Ctx() context: LineageContext): Promise<number | null> {
    return (await neighboursOf(node, context))?.upstream ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: `How many things rest on it directly, whether this walk meets them or not: those of \`kinds\`, recorded by \`asOf\`, where the walk has them; what you may not see is counted. Counted up to ${MAX_COUNTED}; null of one that is \`redacted\`.`,
  })
  async downstreamCount(@Root() node: LineageNode, @Ctx() context: LineageContext): Promise<number | null> {
    return (await neighboursOf(node, context))?.downstream ?? null;
  }
}

function stateOf({ walkedId, asked }: LineageNode, { loaders }: LineageContext): Promise<NodeState> {
  return loaders.nodeStateAsOf(asked.asOf).load(walkedId);
}

/** What is next to a hidden thing is not told: a walk shows no more of it than its own edges. */
function neighboursOf(
  { walkedId, redacted, asked }: LineageNode,
  { loaders }: LineageContext,
): Promise<NeighbourCounts> | null {
  return redacted ? null : loaders.neighboursIn(asked).load(walkedId);
}
