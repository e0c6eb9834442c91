import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { DatasetVersionRow } from './dataset-version.entity.js';
import type { DatasetVersionLoaders } from './dataset-version.loaders.js';

/**
 * The version that a write is about.
 * @throws {PedigraphError} NOT_FOUND where the ref selects none that the caller may see.
 */
export async function requireDatasetVersion(ref: string, loaders: DatasetVersionLoaders): Promise<DatasetVersionRow> {
  const version = await loaders.versionByRef.load(ref);
  if (version !== null) return version;
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected ${JSON.stringify(ref)} to be a registered dataset version, but there is none. Nothing was written.`,
  );
}
