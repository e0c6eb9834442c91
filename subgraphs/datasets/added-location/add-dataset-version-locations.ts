import { locationAdded } from '#events/location.events.js';
import { loadLarge } from '#platform/loading/load-whole.js';
import { decideLocations } from '#values/locations/decide-locations.js';
import { storeLocations } from '#values/locations/store-locations.js';
import { DatasetRepository } from '../dataset/dataset.repository.js';
import { requireDatasetVersion } from '../dataset-version/require-dataset-version.js';
import type { AddDatasetVersionLocationsInput } from './add-dataset-version-locations.inputs.js';
import type { AddDatasetVersionLocationsPayload } from './add-dataset-version-locations.payload.js';
import type { AddedLocationContext } from './added-location.context.js';

/**
 * Adds places to a sealed version: facts beside it, each where the digest of what lies there is the sealed one. What is
 * known is passed over.
 * @throws {PedigraphError} NOT_FOUND for the version; BAD_USER_INPUT where a digest is another or cannot be compared: then
 * none is added.
 */
export async function addDatasetVersionLocations(
  { datasetVersion: selected, locations }: AddDatasetVersionLocationsInput,
  { database, caller, loaders }: AddedLocationContext,
): Promise<AddDatasetVersionLocationsPayload> {
  const datasetVersion = await requireDatasetVersion(selected, loaders);
  const { id, ref, datasetId, externalDigest } = datasetVersion;
  const files = await loadLarge(datasetVersion, 'files', loaders.wholeVersionById);
  const decided = decideLocations(locations, { ref, files, externalDigest });
  const added = await database.transact(caller, async ({ manager, record, clock }) => {
    await new DatasetRepository(manager).lockById(datasetId);
    const version = { id, ref, files, now: await clock(), actor: caller.actor };
    const rows = await storeLocations(manager, decided, version);
    for (const { id: locationId, path, uri, digest } of rows)
      record(locationAdded(ref, { kind: 'DATASET_VERSION', id, locationId, path, uri, digest }));
    return rows;
  });
  loaders.addedLocations.clear(id);
  return { added, datasetVersion };
}
