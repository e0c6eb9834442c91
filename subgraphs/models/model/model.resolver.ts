import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import type { ModelsContext } from '../context.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { Model } from './model.entity.js';

const ModelConnection = connectionType('Model', () => Model);
const ModelVersionConnection = connectionType('ModelVersion', () => ModelVersion);

/** Fields and queries of models. */
@Resolver(() => Model)
export class ModelResolver {
  @Query(() => Model, { nullable: true, description: 'The registered model of that name; null where there is none.' })
  model(
    @Arg('name', () => String, { description: 'Its name, with its namespace: `fraud/detector`.' }) name: string,
    @Ctx() { loaders }: ModelsContext,
  ): Promise<Model | null> {
    return loaders.modelByName.load(name);
  }

  @Query(() => ModelConnection, { description: 'All registered models, newest first.' })
  models(@Args(() => PageArgs) args: PageArgs, @Ctx() { models }: ModelsContext): Promise<Page<Model>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => models.page(page),
      () => models.count(),
    );
  }

  @FieldResolver(() => ModelVersionConnection, { description: 'Its versions, newest first.' })
  versions(
    @Root() model: Model,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { versions }: ModelsContext,
  ): Promise<Page<ModelVersionRow>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => versions.pageOf(model.id, page),
      () => versions.countOf(model.id),
    );
  }

  @FieldResolver(() => ModelVersion, { nullable: true, description: 'Its highest version by SemVer.' })
  latest(@Root() model: Model, @Ctx() { loaders }: ModelsContext): Promise<ModelVersionRow | null> {
    return loaders.versionByRefAsOf(null).load(`${model.name}@latest`);
  }
}
