import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import type { ModelContext } from './model.context.js';
import { Model } from './model.entity.js';

const ModelConnection = connectionType('Model', () => Model);

/** Queries of models. */
@Resolver(() => Model)
export class ModelResolver {
  @Query(() => Model, { nullable: true, description: 'The registered model of that name; null where there is none.' })
  model(
    @Arg('name', () => String, { description: 'Its name, with its namespace: `fraud/detector`.' }) name: string,
    @Ctx() { loaders }: ModelContext,
  ): Promise<Model | null> {
    return loaders.modelByName.load(name);
  }

  @Query(() => ModelConnection, { description: 'All registered models, newest first.' })
  models(@Args(() => PageArgs) args: PageArgs, @Ctx() { models, caller }: ModelContext): Promise<Page<Model>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => models.page(page, caller.rights),
      () => models.count(caller.rights),
    );
  }
}
