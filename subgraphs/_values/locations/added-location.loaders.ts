import { createListLoader, type ListLoader } from '#platform/loading/loader.js';
import type { AddedLocation } from './added-location.entity.js';
import type { AddedLocationRepository } from './added-location.repository.js';

/** By-key reads of places that were added. */
export interface AddedLocationLoaders {
  /** By the version's id, oldest first. */
  readonly addedLocations: ListLoader<AddedLocation>;
}

/** Those of one request. */
export function createAddedLocationLoaders(locations: AddedLocationRepository): AddedLocationLoaders {
  return {
    addedLocations: createListLoader(
      (ids) => locations.findOf(ids),
      ({ versionId }) => versionId,
    ),
  };
}
