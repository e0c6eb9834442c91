import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { loadLarge } from '#platform/loading/load-whole.js';
import type { Artifact } from '#values/artifact.js';
import { type Column, ColumnLineage, type Split } from '#values/dataset-parts.js';
import { seenManifest } from '#values/seen-manifest.js';
import type { DatasetVersionContext } from './dataset-version.context.js';
import { DatasetVersion, type DatasetVersionRow } from './dataset-version.entity.js';
import { ExternalDataset } from './external-dataset.type.js';
import { splitOf } from './stored-split.js';

/** What of a dataset version may be large: read only where it is asked for. */
@Resolver(() => DatasetVersion)
export class DatasetVersionContentResolver {
  @FieldResolver()
  async manifest(@Root() row: DatasetVersionRow, @Ctx() context: DatasetVersionContext): Promise<object> {
    const manifest = await loadLarge(row, 'manifest', context.loaders.wholeVersionById);
    return seenManifest(manifest, context.caller.rights);
  }

  @FieldResolver()
  async files(@Root() row: DatasetVersionRow, @Ctx() context: DatasetVersionContext): Promise<readonly Artifact[]> {
    return loadLarge(row, 'files', context.loaders.wholeVersionById);
  }

  @FieldResolver()
  async schema(@Root() row: DatasetVersionRow, @Ctx() context: DatasetVersionContext): Promise<readonly Column[]> {
    return loadLarge(row, 'schema', context.loaders.wholeVersionById);
  }

  @FieldResolver(() => [ColumnLineage], {
    nullable: true,
    description:
      'Which of its columns were made from which columns of `derivedFrom`, by full ref; null where that was not recorded.',
  })
  async columnLineage(
    @Root() row: DatasetVersionRow,
    @Ctx() context: DatasetVersionContext,
  ): Promise<readonly ColumnLineage[] | null> {
    const manifest = await loadLarge(row, 'manifest', context.loaders.wholeVersionById);
    const seen = seenManifest(manifest, context.caller.rights);
    return (seen as { readonly columnLineage?: readonly ColumnLineage[] }).columnLineage ?? null;
  }

  @FieldResolver(() => ExternalDataset, {
    nullable: true,
    description: 'What the tool it comes from says of it, as that gave it; sealed.',
  })
  external(@Root() row: DatasetVersionRow): ExternalDataset | null {
    return row.externalName === null ? null : new ExternalDataset(row, row.externalName);
  }

  @FieldResolver()
  async statistics(@Root() row: DatasetVersionRow, @Ctx() context: DatasetVersionContext): Promise<object | null> {
    return loadLarge(row, 'statistics', context.loaders.wholeVersionById);
  }

  @FieldResolver()
  async splits(@Root() row: DatasetVersionRow, @Ctx() context: DatasetVersionContext): Promise<readonly Split[]> {
    return (await loadLarge(row, 'splits', context.loaders.wholeVersionById)).map(splitOf);
  }
}
