import type { AddedLocationLoaders } from '#values/locations/added-location.loaders.js';
import type { DatasetVersionContext } from '../dataset-version/dataset-version.context.js';

/** What added places bring to a request, and the versions that they are of. */
export type AddedLocationContext = DatasetVersionContext & { readonly loaders: AddedLocationLoaders };
