import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { CatalogContext } from '../context.js';
import { SearchArgs } from './search.args.js';
import { SearchConnection } from './search.type.js';
import { searchCatalog } from './search-catalog.js';

/** Search over everything that has versions or runs. */
@Resolver()
export class SearchResolver {
  @Query(() => SearchConnection, {
    description:
      'Finds model versions, runs, dataset versions and environment versions by words, fields, metrics, packages and lineage. A query that cannot be understood is BAD_USER_INPUT and says at which `column`.',
  })
  search(@Args(() => SearchArgs) args: SearchArgs, @Ctx() context: CatalogContext): Promise<SearchConnection> {
    return searchCatalog(args, context);
  }
}
