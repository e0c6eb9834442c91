import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { loadLarge } from '#platform/loading/load-whole.js';
import { RULES } from '#values/actions.js';
import { AsOfArg } from '#values/as-of-arg.js';
import { FileLocation } from '#values/locations/file-location.type.js';
import { locationsOf } from '#values/locations/locations-of.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { versionTarget } from '../model-version/version-target.js';
import { AddModelVersionLocationsInput } from './add-model-version-locations.inputs.js';
import { addModelVersionLocations } from './add-model-version-locations.js';
import { AddModelVersionLocationsPayload } from './add-model-version-locations.payload.js';
import type { AddedLocationContext } from './added-location.context.js';

/** Where the files of a model version lie. */
@Resolver(() => ModelVersion)
export class ModelVersionLocationResolver {
  @FieldResolver(() => [FileLocation], {
    description:
      'Every place of its files: those of `artifacts`, then those that were added since, oldest first. `addModelVersionLocations` adds.',
  })
  async locations(
    @Root() version: ModelVersionRow,
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: AddedLocationContext,
  ): Promise<readonly FileLocation[]> {
    const files = await loadLarge(version, 'artifacts', loaders.wholeVersionById);
    return locationsOf(version, files, asOf, loaders);
  }

  @Mutation(() => AddModelVersionLocationsPayload, {
    description:
      'Adds places where files of a sealed version lie, too: facts beside it, each where the digest of what lies there is the one that is sealed, under the same algorithm. What is known is passed over. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.ADD_LOCATION, versionTarget)
  addModelVersionLocations(
    @Arg('input', () => AddModelVersionLocationsInput, { description: 'The version, and the places.' })
    input: AddModelVersionLocationsInput,
    @Ctx() context: AddedLocationContext,
  ): Promise<AddModelVersionLocationsPayload> {
    return addModelVersionLocations(input, context);
  }
}
