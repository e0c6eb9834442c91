import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { Page } from '#platform/paging/page.js';
import type { LoggedModelContext } from '../logged-model/logged-model.context.js';
import type { LoggedModel } from '../logged-model/logged-model.entity.js';
import { LoggedModelConnection } from '../logged-model/logged-model-connection.js';
import { LoggedModelSearchArgs, MAX_LOGGED_MODELS } from './logged-model-search.args.js';
import { searchLoggedModels } from './search-logged-models.js';

/** The search of logged models. */
@Resolver()
export class LoggedModelSearchResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => LoggedModelConnection, {
    description: `Logged models by what was measured of them, by their parameters, tags and attributes, in pages of at most ${MAX_LOGGED_MODELS}. What was written a moment ago is found.`,
  })
  loggedModels(
    @Args(() => LoggedModelSearchArgs) args: LoggedModelSearchArgs,
    @Ctx() context: LoggedModelContext,
  ): Promise<Page<LoggedModel>> {
    return searchLoggedModels(args, context);
  }
}
