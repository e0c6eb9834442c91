import { Arg, Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { AtLeast, untilProjected } from '../projection/at-least.js';
import { findRoot } from './find-root.js';
import { LineageOfArgs } from './lineage.args.js';
import type { LineageContext } from './lineage.context.js';
import { Lineage } from './lineage.type.js';
import { LineagePath, readLineagePath } from './lineage-path.js';

/** The way into the lineage by ref. */
@Resolver()
export class LineageResolver {
  @Directive('@cost(weight: 50)')
  @Query(() => Lineage, {
    description: 'What a thing was made from, and what was made from it; NOT_FOUND where there is no such thing.',
  })
  @FiltersItself('what is hidden is a node without a name')
  async lineage(
    @Args(() => LineageOfArgs) { of, kind, ...args }: LineageOfArgs,
    @AtLeast() atLeast: unknown,
    @Ctx() context: LineageContext,
  ): Promise<Lineage | null> {
    await untilProjected(atLeast, context);
    const { loaders } = context;
    return loaders.lineageBy(args).load(await findRoot(of, kind, loaders.nodesByName));
  }

  @Directive('@cost(weight: 200)')
  @Query(() => LineagePath, {
    description: 'Why two things are connected: a shortest way between them, whichever is upstream.',
  })
  @FiltersItself('what is hidden is a node without a name')
  async lineagePath(
    @Arg('from', () => String, { description: 'A ref or an id.' }) from: string,
    @Arg('to', () => String, { description: 'Another ref or id.' }) to: string,
    @AtLeast() atLeast: unknown,
    @Ctx() context: LineageContext,
  ): Promise<LineagePath> {
    await untilProjected(atLeast, context);
    return readLineagePath(from, to, context);
  }
}
