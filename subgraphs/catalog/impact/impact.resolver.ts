import { Arg, Ctx, Directive, Int, Query, Resolver } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { refuseOutOfRange } from '#platform/validation/refuse-out-of-range.js';
import { LineageKind } from '#values/lineage-kind.js';
import { MAX_NODES } from '../lineage/lineage.args.js';
import { AtLeast, untilProjected } from '../projection/at-least.js';
import type { ImpactContext } from './impact.context.js';
import { Impact } from './impact.type.js';
import { readImpact } from './read-impact.js';

/** What is bad when a thing is bad. */
@Resolver()
export class ImpactResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => Impact, {
    description:
      'What rests on a dataset version, a column of it, a run, an environment version or a model version: model versions, deployments, and who has to know; NOT_FOUND where there is no such thing.',
  })
  @FiltersItself('what is hidden is counted and not named')
  async impact(
    @Arg('of', () => String, {
      description:
        'A ref such as `fraud/transactions@1.1.0`, that of a column such as `fraud/transactions@1.1.0#amount`, or an id.',
    })
    of: string,
    @Arg('kind', () => LineageKind, {
      nullable: true,
      description: 'What `of` is, where several things have that ref.',
    })
    kind: LineageKind | null,
    @Arg('first', () => Int, {
      defaultValue: MAX_NODES,
      description: `How many nodes to walk over at most: 1 to ${MAX_NODES}.`,
    })
    first: number,
    @AtLeast() atLeast: unknown,
    @Ctx() context: ImpactContext,
  ): Promise<Impact | null> {
    refuseOutOfRange({ argument: 'first', value: first, min: 1, max: MAX_NODES });
    await untilProjected(atLeast, context);
    return readImpact({ of, kind: kind ?? null, first }, context);
  }
}
