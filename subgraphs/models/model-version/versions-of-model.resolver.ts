import { Arg, Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { Model } from '../model/model.entity.js';
import type { ModelVersionContext } from './model-version.context.js';
import { ModelVersion, type ModelVersionRow } from './model-version.entity.js';

/** A page of versions. */
export const ModelVersionConnection = connectionType(
  'ModelVersion',
  () => ModelVersion,
  'the highest first where they are of one model',
);

/** The versions of a model. */
@Resolver(() => Model)
export class VersionsOfModelResolver {
  @FieldResolver(() => ModelVersionConnection, { description: 'Its versions, the highest first by SemVer.' })
  versions(
    @Root() model: Model,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { versions }: ModelVersionContext,
  ): Promise<Page<ModelVersionRow>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => versions.pageOf(model.id, page),
      () => versions.countOf(model.id),
    );
  }

  @FieldResolver(() => ModelVersion, {
    nullable: true,
    description: 'The version of it that a selector selects, as behind the `@` of a ref; null where there is none.',
  })
  version(
    @Arg('selector', () => String, {
      description: '`1.4.0`, `production`, `latest`, `3` (the number elsewhere) or `sha256:…`',
    })
    selector: string,
    @Root() model: Model,
    @Ctx() { loaders }: ModelVersionContext,
  ): Promise<ModelVersionRow | null> {
    return loaders.versionByRefAsOf(null).load(`${model.name}@${selector}`);
  }

  @FieldResolver(() => ModelVersion, { nullable: true, description: 'Its highest version by SemVer.' })
  latest(@Root() model: Model, @Ctx() { loaders }: ModelVersionContext): Promise<ModelVersionRow | null> {
    return loaders.versionByRefAsOf(null).load(`${model.name}@latest`);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'The highest number that another registry gave one of its versions, archived ones too; null where none has one. The next one is that behind it.',
  })
  highestExternalVersion(@Root() model: Model, @Ctx() { loaders }: ModelVersionContext): Promise<number | null> {
    return loaders.highestNumberByModel.load(model.id);
  }
}
