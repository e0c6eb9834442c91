import { locationAdded } from '#events/location.events.js';
import { loadLarge } from '#platform/loading/load-whole.js';
import { decideLocations } from '#values/locations/decide-locations.js';
import { storeLocations } from '#values/locations/store-locations.js';
import { ModelRepository } from '../model/model.repository.js';
import { requireVersion } from '../model-version/require-version.js';
import type { AddModelVersionLocationsInput } from './add-model-version-locations.inputs.js';
import type { AddModelVersionLocationsPayload } from './add-model-version-locations.payload.js';
import type { AddedLocationContext } from './added-location.context.js';

/**
 * Adds places to a sealed version: facts beside it, each where the digest of what lies there is the sealed one. What is
 * known is passed over.
 * @throws {PedigraphError} NOT_FOUND for the version; BAD_USER_INPUT where a digest is another or cannot be compared: then
 * none is added.
 */
export async function addModelVersionLocations(
  { modelVersion: selected, locations }: AddModelVersionLocationsInput,
  { database, caller, loaders }: AddedLocationContext,
): Promise<AddModelVersionLocationsPayload> {
  const modelVersion = await requireVersion(selected, loaders);
  const { id, ref, modelId } = modelVersion;
  const files = await loadLarge(modelVersion, 'artifacts', loaders.wholeVersionById);
  const decided = decideLocations(locations, { ref, files, externalDigest: null });
  const added = await database.transact(caller, async ({ manager, record, clock }) => {
    await new ModelRepository(manager).lockById(modelId);
    const version = { id, ref, files, now: await clock(), actor: caller.actor };
    const rows = await storeLocations(manager, decided, version);
    for (const { id: locationId, path, uri, digest } of rows)
      record(locationAdded(ref, { kind: 'MODEL_VERSION', id, locationId, path, uri, digest }));
    return rows;
  });
  loaders.addedLocations.clear(id);
  return { added, modelVersion };
}
