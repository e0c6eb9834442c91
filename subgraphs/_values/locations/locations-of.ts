import type { Artifact } from '../artifact.js';
import type { AddedLocationLoaders } from './added-location.loaders.js';
import type { FileLocation } from './file-location.type.js';

/** A version, by what its places are found by. */
interface RegisteredVersion {
  readonly id: string;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/**
 * Every place of a version up to a moment: those it was registered with, then those that were added, oldest first.
 * @param asOf null, or left out, is now
 */
export async function locationsOf(
  { id, createdAt, createdBy: actor }: RegisteredVersion,
  files: readonly Artifact[],
  asOf: Date | null | undefined,
  { addedLocations }: AddedLocationLoaders,
): Promise<readonly FileLocation[]> {
  const sealed = files.map(({ path, uri, digest }) => ({ path, uri, digest, createdAt, actor }));
  const all: readonly FileLocation[] = [...sealed, ...(await addedLocations.load(id))];
  return asOf == null ? all : all.filter((location) => location.createdAt <= asOf);
}
