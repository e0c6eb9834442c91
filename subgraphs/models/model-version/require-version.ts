import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ModelVersionRow } from './model-version.entity.js';
import type { ModelVersionLoaders } from './model-version.loaders.js';

/**
 * The version that a write is about.
 * @throws {PedigraphError} NOT_FOUND where the ref selects none.
 */
export async function requireVersion(ref: string, loaders: ModelVersionLoaders): Promise<ModelVersionRow> {
  const version = await loaders.versionByRef.load(ref);
  if (version !== null) return version;
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected ${JSON.stringify(ref)} to be a registered model version, but there is none. Nothing was written.`,
  );
}
