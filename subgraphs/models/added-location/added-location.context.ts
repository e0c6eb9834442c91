import type { AddedLocationLoaders } from '#values/locations/added-location.loaders.js';
import type { ModelVersionContext } from '../model-version/model-version.context.js';

/** What added places bring to a request, and the versions that they are of. */
export type AddedLocationContext = ModelVersionContext & { readonly loaders: AddedLocationLoaders };
