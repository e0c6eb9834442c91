import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { loadLarge } from '#platform/loading/load-whole.js';
import { RULES } from '#values/actions.js';
import { AsOfArg } from '#values/as-of-arg.js';
import { FileLocation } from '#values/locations/file-location.type.js';
import { locationsOf } from '#values/locations/locations-of.js';
import { DatasetVersion, type DatasetVersionRow } from '../dataset-version/dataset-version.entity.js';
import { requireDatasetVersion } from '../dataset-version/require-dataset-version.js';
import { AddDatasetVersionLocationsInput } from './add-dataset-version-locations.inputs.js';
import { addDatasetVersionLocations } from './add-dataset-version-locations.js';
import { AddDatasetVersionLocationsPayload } from './add-dataset-version-locations.payload.js';
import type { AddedLocationContext } from './added-location.context.js';

/** Where the files of a dataset version lie. */
@Resolver(() => DatasetVersion)
export class DatasetVersionLocationResolver {
  @FieldResolver(() => [FileLocation], {
    description:
      'Every place of its files: those of `files`, then those that were added since, oldest first. `addDatasetVersionLocations` adds.',
  })
  async locations(
    @Root() version: DatasetVersionRow,
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: AddedLocationContext,
  ): Promise<readonly FileLocation[]> {
    const files = await loadLarge(version, 'files', loaders.wholeVersionById);
    return locationsOf(version, files, asOf, loaders);
  }

  @Mutation(() => AddDatasetVersionLocationsPayload, {
    description:
      'Adds places where files of a sealed version lie, too: facts beside it, each where the digest of what lies there is the one that is sealed, under the same algorithm. What is known is passed over. Safe to send twice without an idempotency key.',
  })
  @Needs(
    RULES.ADD_LOCATION,
    async ({ datasetVersion }: AddDatasetVersionLocationsInput, { loaders }: AddedLocationContext) => [
      await requireDatasetVersion(datasetVersion, loaders),
    ],
  )
  addDatasetVersionLocations(
    @Arg('input', () => AddDatasetVersionLocationsInput, { description: 'The version, and the places.' })
    input: AddDatasetVersionLocationsInput,
    @Ctx() context: AddedLocationContext,
  ): Promise<AddDatasetVersionLocationsPayload> {
    return addDatasetVersionLocations(input, context);
  }
}
