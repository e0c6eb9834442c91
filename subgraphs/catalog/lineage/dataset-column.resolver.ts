import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { CatalogContext } from '../context.js';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import { DatasetColumn } from './dataset-column.type.js';

/** Where a column is. */
@Resolver(() => DatasetColumn)
export class DatasetColumnResolver {
  @FieldResolver(() => DatasetVersionStub, { nullable: true, description: 'The dataset version it is a column of.' })
  async datasetVersion(
    @Root() { dataset }: DatasetColumn,
    @Ctx() { loaders }: CatalogContext,
  ): Promise<DatasetVersionStub | null> {
    const named = await loaders.nodesByName.load(dataset);
    return named.find(({ kind }) => kind === 'DATASET_VERSION') ?? null;
  }
}
