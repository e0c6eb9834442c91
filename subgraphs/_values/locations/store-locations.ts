import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { Artifact } from '../artifact.js';
import type { AddedLocation } from './added-location.entity.js';
import { AddedLocationRepository } from './added-location.repository.js';
import type { DecidedLocation } from './decide-locations.js';

/** Places are never removed: so many are added to one file, so that what is asked about a version stays small. */
export const MOST_OF_ONE_FILE = 20;

/** The version that places are added to, and by whom. */
export interface LocatedVersion {
  readonly id: string;
  readonly ref: string;
  readonly files: readonly Artifact[];
  readonly now: Date;
  readonly actor: string;
}

/**
 * Stores the places that are not known of the version, while its name is locked, and gives these back.
 * @throws {PedigraphError} BAD_USER_INPUT where a file would have more than are added to one.
 */
export async function storeLocations(
  manager: EntityManager,
  decided: readonly DecidedLocation[],
  { id: versionId, ref, files, now: createdAt, actor }: LocatedVersion,
): Promise<readonly AddedLocation[]> {
  const locations = new AddedLocationRepository(manager);
  const added = await locations.findOf([versionId]);
  const known = new Set([...files, ...added].map(({ path, uri }) => keyOf(path, withoutCredentials(uri))));
  const fresh = new Map(decided.map((location) => [keyOf(location.path, location.uri), location]));
  for (const key of known) fresh.delete(key);
  const rows = [...fresh.values()].map((location) => ({ id: uuid(), versionId, ...location, createdAt, actor }));
  refuseTooMany(ref, [...added, ...rows]);
  await locations.insert(rows);
  return rows;
}

function refuseTooMany(ref: string, locations: readonly AddedLocation[]): void {
  const counts = new Map<string | null, number>();
  for (const { path } of locations) counts.set(path, (counts.get(path) ?? 0) + 1);
  for (const [path, count] of counts) {
    if (count <= MOST_OF_ONE_FILE) continue;
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected at most ${MOST_OF_ONE_FILE} places to be added to ${path === null ? ref : `${path} of ${ref}`}, but there would be ${count}. Nothing was written.`,
      { max: MOST_OF_ONE_FILE },
    );
  }
}

function keyOf(path: string | null, uri: string): string {
  return JSON.stringify([path, uri]);
}
