import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { loadWhole } from '#platform/loading/load-whole.js';
import type { Artifact } from '#values/artifact.js';
import { type Column, ColumnLineage, type Split } from '#values/dataset-parts.js';
import type { DatasetsContext } from '../context.js';
import { DatasetVersion, type DatasetVersionRow } from './dataset-version.entity.js';

/** What of a dataset version may be large: read only where it is asked for. */
@Resolver(() => DatasetVersion)
export class DatasetVersionContentResolver {
  @FieldResolver()
  async manifest(@Root() row: DatasetVersionRow, @Ctx() context: DatasetsContext): Promise<object> {
    return (await whole(row, context)).manifest;
  }

  @FieldResolver()
  async files(@Root() row: DatasetVersionRow, @Ctx() context: DatasetsContext): Promise<readonly Artifact[]> {
    return (await whole(row, context)).files;
  }

  @FieldResolver()
  async schema(@Root() row: DatasetVersionRow, @Ctx() context: DatasetsContext): Promise<readonly Column[]> {
    return (await whole(row, context)).schema;
  }

  @FieldResolver(() => [ColumnLineage], {
    nullable: true,
    description:
      'Which of its columns were made from which columns of `derivedFrom`, by full ref; null where nobody told.',
  })
  async columnLineage(
    @Root() row: DatasetVersionRow,
    @Ctx() context: DatasetsContext,
  ): Promise<readonly ColumnLineage[] | null> {
    const { manifest }: { manifest: { columnLineage?: readonly ColumnLineage[] } } = await whole(row, context);
    return manifest.columnLineage ?? null;
  }

  @FieldResolver()
  async statistics(@Root() row: DatasetVersionRow, @Ctx() context: DatasetsContext): Promise<object | null> {
    return (await whole(row, context)).statistics;
  }

  @FieldResolver()
  async splits(@Root() row: DatasetVersionRow, @Ctx() context: DatasetsContext): Promise<readonly Split[]> {
    return (await whole(row, context)).splits;
  }
}

function whole(row: DatasetVersionRow, { loaders }: DatasetsContext): Promise<DatasetVersion> {
  return loadWhole(row, 'manifest', loaders.wholeVersionById);
}
