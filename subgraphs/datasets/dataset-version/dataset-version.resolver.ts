import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { RegisterDatasetVersionInput } from '#values/register-dataset-version.input.js';
import type { DatasetsContext } from '../context.js';
import { Dataset } from '../dataset/dataset.entity.js';
import { DatasetVersion, type DatasetVersionRow } from './dataset-version.entity.js';
import { RegisterDatasetVersionPayload } from './dataset-version.payload.js';
import { registerDatasetVersions } from './register-dataset-version.js';

const DerivedDatasetVersionConnection = connectionType('DerivedDatasetVersion', () => DatasetVersion);

/** Fields and operations of dataset versions. */
@Resolver(() => DatasetVersion)
export class DatasetVersionResolver {
  @Query(() => DatasetVersion, {
    nullable: true,
    description: 'The dataset version a ref selects; null where there is none.',
  })
  datasetVersion(
    @Arg('ref', () => String, { description: '`name@1.0.0`, `name@latest` or `name@sha256:…`' }) ref: string,
    @Ctx() { loaders }: DatasetsContext,
  ): Promise<DatasetVersionRow | null> {
    return loaders.versionByRef.load(ref);
  }

  @Mutation(() => RegisterDatasetVersionPayload, {
    description: 'Registers a dataset version; the same content again is the same version.',
  })
  async registerDatasetVersion(
    @Arg('input', () => RegisterDatasetVersionInput, { description: 'What to register.' })
    input: RegisterDatasetVersionInput,
    @Ctx() context: DatasetsContext,
  ): Promise<RegisterDatasetVersionPayload | undefined> {
    return (await registerDatasetVersions([input], {}, context))[0];
  }

  @Mutation(() => [RegisterDatasetVersionPayload], {
    description: 'Registers versions of different datasets, all of them or none, at most 100.',
  })
  registerDatasetVersions(
    @Arg('inputs', () => [RegisterDatasetVersionInput], {
      description:
        'What to register, in this order: a later one may derive from an earlier one by the bare name of its dataset.',
    })
    inputs: RegisterDatasetVersionInput[],
    @Arg('dryRun', () => Boolean, {
      defaultValue: false,
      description: 'Store nothing, and answer what would have been registered.',
    })
    dryRun: boolean,
    @Ctx() context: DatasetsContext,
  ): Promise<RegisterDatasetVersionPayload[]> {
    return registerDatasetVersions(inputs, { dryRun }, context);
  }

  @FieldResolver(() => Dataset, { description: 'The dataset it is a version of.' })
  dataset(@Root() version: DatasetVersionRow, @Ctx() { loaders }: DatasetsContext): Promise<Dataset | null> {
    return loaders.datasetById.load(version.datasetId);
  }

  @FieldResolver(() => [DatasetVersion], {
    description: 'The dataset versions it was made from, in the order they were given.',
  })
  derivedFrom(
    @Root() version: DatasetVersionRow,
    @Ctx() { loaders }: DatasetsContext,
  ): Promise<(DatasetVersionRow | null)[]> {
    return Promise.all(version.derivedFromIds.map((id) => loaders.versionById.load(id)));
  }

  @FieldResolver(() => DerivedDatasetVersionConnection, {
    description: 'The dataset versions that were made from it, newest first.',
  })
  derivedInto(
    @Root() version: DatasetVersionRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { versions }: DatasetsContext,
  ): Promise<Page<DatasetVersionRow>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => versions.pageDerivedFrom(version.id, page),
      () => versions.countDerivedFrom(version.id),
    );
  }
}
