import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { AtLeast, untilProjected } from '../projection/at-least.js';
import { SearchArgs } from './search.args.js';
import type { SearchContext } from './search.context.js';
import { SearchConnection } from './search.type.js';
import { searchCatalog } from './search-catalog.js';

/** Search over everything that has versions or runs. */
@Resolver()
export class SearchResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => SearchConnection, {
    description:
      'Finds models, datasets, experiments, runs and versions of models, datasets and environments by words, fields, metrics, packages and lineage. A query that cannot be understood is BAD_USER_INPUT and says at which `column`.',
  })
  @FiltersItself('what is hidden is in no result, count, facet or suggestion')
  async search(
    @Args(() => SearchArgs) args: SearchArgs,
    @AtLeast() atLeast: unknown,
    @Ctx() context: SearchContext,
  ): Promise<SearchConnection> {
    await untilProjected(atLeast, context);
    return searchCatalog(args, context);
  }
}
