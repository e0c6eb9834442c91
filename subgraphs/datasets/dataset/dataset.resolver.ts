import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import type { DatasetContext } from './dataset.context.js';
import { Dataset } from './dataset.entity.js';

const DatasetConnection = connectionType('Dataset', () => Dataset);

/** Queries of datasets. */
@Resolver(() => Dataset)
export class DatasetResolver {
  @Query(() => Dataset, { nullable: true, description: 'The dataset of that name; null where there is none.' })
  dataset(
    @Arg('name', () => String, { description: 'Its name with its namespace: `fraud/transactions`.' }) name: string,
    @Ctx() { loaders }: DatasetContext,
  ): Promise<Dataset | null> {
    return loaders.datasetByName.load(name);
  }

  @Query(() => DatasetConnection, { description: 'All datasets, newest first.' })
  datasets(@Args(() => PageArgs) args: PageArgs, @Ctx() { datasets, caller }: DatasetContext): Promise<Page<Dataset>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => datasets.page(page, caller.rights),
      () => datasets.count(caller.rights),
    );
  }
}
