import { Args, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import type { Page } from '#platform/paging/page.js';
import type { ModelContext } from '../model/model.context.js';
import { Model } from '../model/model.entity.js';
import { listModels } from './list-models.js';
import { ModelListArgs } from './model-list.args.js';

const ModelConnection = connectionType('Model', () => Model, 'newest first where no order is asked for');

/** Lists of models. */
@Resolver(() => Model)
export class ListingResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => ModelConnection, {
    description:
      'The registered models that are not archived, newest first; others, and in another order, where asked.',
  })
  models(@Args(() => ModelListArgs) args: ModelListArgs, @Ctx() context: ModelContext): Promise<Page<Model>> {
    return listModels(args, context);
  }
}
