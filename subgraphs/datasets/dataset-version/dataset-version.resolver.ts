import { Arg, Args, Ctx, Directive, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { SafeInt } from '#platform/scalars/scalars.js';
import { RULES } from '#values/actions.js';
import { RegisterDatasetVersionInput } from '#values/register-dataset-version.input.js';
import { Dataset } from '../dataset/dataset.entity.js';
import type { DatasetVersionContext } from './dataset-version.context.js';
import { DatasetVersion, type DatasetVersionRow } from './dataset-version.entity.js';
import { RegisterDatasetVersionPayload, RegisterDatasetVersionsPayload } from './dataset-version.payloads.js';
import { DatasetVersionConnection } from './dataset-version-connection.js';
import { DatasetVersionPreview, previewOf } from './dataset-version-preview.type.js';
import { registerDatasetVersions } from './register-dataset-version.js';
import { RegisterDatasetVersionsInput } from './register-dataset-versions.inputs.js';

/** Fields and operations of dataset versions. */
@Resolver(() => DatasetVersion)
export class DatasetVersionResolver {
  @Query(() => DatasetVersion, {
    nullable: true,
    description: 'The dataset version a ref selects; null where there is none.',
  })
  datasetVersion(
    @Arg('ref', () => String, { description: '`name@1.0.0`, `name@latest` or `name@sha256:…`' }) ref: string,
    @Ctx() { loaders }: DatasetVersionContext,
  ): Promise<DatasetVersionRow | null> {
    return loaders.versionByRef.load(ref);
  }

  @Mutation(() => RegisterDatasetVersionPayload, {
    description:
      'Registers a dataset version; the same content again is the same version. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.REGISTER, ({ dataset: name }: RegisterDatasetVersionInput) => [{ name }])
  async registerDatasetVersion(
    @Arg('input', () => RegisterDatasetVersionInput, { description: 'What to register.' })
    input: RegisterDatasetVersionInput,
    @Ctx() context: DatasetVersionContext,
  ): Promise<RegisterDatasetVersionPayload | undefined> {
    return (await registerDatasetVersions([input], context))[0];
  }

  @Mutation(() => RegisterDatasetVersionsPayload, {
    description:
      'Registers versions of different datasets, all of them or none. The same content again is the same versions. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.REGISTER, targetsOfAll)
  async registerDatasetVersions(
    @Arg('input', () => RegisterDatasetVersionsInput, { description: 'What to register.' })
    { datasetVersions }: RegisterDatasetVersionsInput,
    @Ctx() context: DatasetVersionContext,
  ): Promise<RegisterDatasetVersionsPayload> {
    return { datasetVersions: await registerDatasetVersions(datasetVersions, context) };
  }

  @Directive('@tag(name: "personal")')
  @Query(() => DatasetVersionPreview, {
    description: 'What `registerDatasetVersion` would come to with this input; nothing is written.',
  })
  @Needs(RULES.REGISTER, ({ dataset: name }: RegisterDatasetVersionInput) => [{ name }])
  async previewDatasetVersion(
    @Arg('input', () => RegisterDatasetVersionInput, { description: 'What would be registered.' })
    input: RegisterDatasetVersionInput,
    @Ctx() context: DatasetVersionContext,
  ): Promise<DatasetVersionPreview | undefined> {
    return (await registerDatasetVersions([input], context, { isDryRun: true })).map(previewOf)[0];
  }

  @Directive('@tag(name: "personal")')
  @Query(() => [DatasetVersionPreview], {
    description: 'What `registerDatasetVersions` would come to with this input, in its order; nothing is written.',
  })
  @Needs(RULES.REGISTER, targetsOfAll)
  async previewDatasetVersions(
    @Arg('input', () => RegisterDatasetVersionsInput, { description: 'What would be registered.' })
    { datasetVersions }: RegisterDatasetVersionsInput,
    @Ctx() context: DatasetVersionContext,
  ): Promise<DatasetVersionPreview[]> {
    return (await registerDatasetVersions(datasetVersions, context, { isDryRun: true })).map(previewOf);
  }

  @FieldResolver(() => SafeInt, {
    nullable: true,
    description: 'How many rows it has.',
    deprecationReason: 'Until 2027-06-01: use rowCount.',
  })
  rows(@Root() { rowCount }: DatasetVersionRow): number | null {
    return rowCount;
  }

  @FieldResolver(() => Dataset, { description: 'The dataset it is a version of.' })
  dataset(@Root() version: DatasetVersionRow, @Ctx() { loaders }: DatasetVersionContext): Promise<Dataset | null> {
    return loaders.datasetById.load(version.datasetId);
  }

  @FieldResolver(() => [DatasetVersion], {
    description: 'The dataset versions it was made from, in the order they were given.',
  })
  async derivedFrom(
    @Root() version: DatasetVersionRow,
    @Ctx() { loaders, caller }: DatasetVersionContext,
  ): Promise<(DatasetVersionRow | null)[]> {
    const sources = await Promise.all(version.derivedFromIds.map((id) => loaders.versionById.load(id)));
    return caller.rights.hidden.length === 0 ? sources : sources.filter((source) => source !== null);
  }

  @FieldResolver(() => DatasetVersionConnection, {
    description: 'The dataset versions that were made from it, newest first.',
  })
  derivatives(
    @Root() version: DatasetVersionRow,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { versions, caller }: DatasetVersionContext,
  ): Promise<Page<DatasetVersionRow>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => versions.pageDerivedFrom(version.id, page, caller.rights),
      () => versions.countDerivedFrom(version.id, caller.rights),
    );
  }
}

/** Each of the datasets that get a version. */
function targetsOfAll({ datasetVersions }: RegisterDatasetVersionsInput) {
  return datasetVersions.map(({ dataset: name }) => ({ name }));
}
