import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import { DatasetColumn } from './dataset-column.type.js';
import type { LineageContext } from './lineage.context.js';

/** Where a column is. */
@Resolver(() => DatasetColumn)
export class DatasetColumnResolver {
  @FieldResolver(() => DatasetVersionStub, { nullable: true, description: 'The dataset version it is a column of.' })
  async datasetVersion(
    @Root() { dataset }: DatasetColumn,
    @Ctx() { loaders }: LineageContext,
  ): Promise<DatasetVersionStub | null> {
    const named = await loaders.nodesByName.load(dataset);
    return named.find(({ kind }) => kind === 'DATASET_VERSION') ?? null;
  }
}
