import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { Dataset } from '../dataset/dataset.entity.js';
import type { DatasetVersionContext } from './dataset-version.context.js';
import { DatasetVersion, type DatasetVersionRow } from './dataset-version.entity.js';
import { DatasetVersionConnection } from './dataset-version-connection.js';

/** The versions of a dataset. */
@Resolver(() => Dataset)
export class VersionsOfDatasetResolver {
  @FieldResolver(() => DatasetVersionConnection, { description: 'Its versions, the highest first by SemVer.' })
  versions(
    @Root() dataset: Dataset,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { versions }: DatasetVersionContext,
  ): Promise<Page<DatasetVersionRow>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => versions.pageOf(dataset.id, page),
      () => versions.countOf(dataset.id),
    );
  }

  @FieldResolver(() => DatasetVersion, { nullable: true, description: 'Its highest version by SemVer.' })
  latest(@Root() dataset: Dataset, @Ctx() { loaders }: DatasetVersionContext): Promise<DatasetVersionRow | null> {
    return loaders.versionByRef.load(`${dataset.name}@latest`);
  }
}
