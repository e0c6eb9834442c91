import { Args, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Page } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import type { ModelVersionContext } from '../model-version/model-version.context.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { ModelVersionConnection } from '../model-version/versions-of-model.resolver.js';
import { listVersions } from './list-versions.js';
import { ModelVersionListArgs } from './model-version-list.args.js';

/** Lists of versions of many models. */
@Resolver(() => ModelVersion)
export class VersionListingResolver {
  @Directive('@cost(weight: 200)')
  @Query(() => ModelVersionConnection, {
    description:
      'The versions of all models that are not archived, newest first; others, and in another order, where asked.',
  })
  modelVersions(
    @Args(() => ModelVersionListArgs) args: ModelVersionListArgs,
    @Ctx() context: ModelVersionContext,
  ): Promise<Page<ModelVersionRow>> {
    return listVersions(args, context);
  }

  @FieldResolver(() => DateTime, {
    description: 'When it changed last: its tags, notes, description, status, or the run that was attached to it.',
  })
  async updatedAt(@Root() version: ModelVersionRow, @Ctx() { loaders }: ModelVersionContext): Promise<Date> {
    return (await loaders.versionUpdatedAtById.load(version.id)) ?? version.createdAt;
  }
}
