import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import type { DatasetsContext } from '../context.js';
import { DatasetVersion, type DatasetVersionRow } from '../dataset-version/dataset-version.entity.js';
import { DatasetVersionConnection } from '../dataset-version/dataset-version-connection.js';
import { Dataset } from './dataset.entity.js';

const DatasetConnection = connectionType('Dataset', () => Dataset);

/** Fields and queries of datasets. */
@Resolver(() => Dataset)
export class DatasetResolver {
  @Query(() => Dataset, { nullable: true, description: 'The dataset of that name; null where there is none.' })
  dataset(
    @Arg('name', () => String, { description: 'Its name with its namespace: `fraud/transactions`.' }) name: string,
    @Ctx() { loaders }: DatasetsContext,
  ): Promise<Dataset | null> {
    return loaders.datasetByName.load(name);
  }

  @Query(() => DatasetConnection, { description: 'All datasets, newest first.' })
  datasets(@Args(() => PageArgs) args: PageArgs, @Ctx() { datasets }: DatasetsContext): Promise<Page<Dataset>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => datasets.page(page),
      () => datasets.count(),
    );
  }

  @FieldResolver(() => DatasetVersionConnection, { description: 'Its versions, newest first.' })
  versions(
    @Root() dataset: Dataset,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { versions }: DatasetsContext,
  ): Promise<Page<DatasetVersionRow>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => versions.pageOf(dataset.id, page),
      () => versions.countOf(dataset.id),
    );
  }

  @FieldResolver(() => DatasetVersion, { nullable: true, description: 'Its highest version by SemVer.' })
  latest(@Root() dataset: Dataset, @Ctx() { loaders }: DatasetsContext): Promise<DatasetVersionRow | null> {
    return loaders.versionByRef.load(`${dataset.name}@latest`);
  }
}
