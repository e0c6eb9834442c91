import semver from 'semver';
import { PedigraphError } from '../errors/pedigraph-error.js';

/** How much a change asks of the version number; `INITIAL` is the first version of a name. */
export type BumpLevel = 'INITIAL' | 'MAJOR' | 'MINOR' | 'PATCH';

/** How far the version number moves, and why, in sentences for people. */
export interface Bump {
  readonly level: BumpLevel;
  readonly reasons: readonly string[];
}

/** The first version of every name. */
export const INITIAL_BUMP: Bump = { level: 'INITIAL', reasons: ['the first version of this name'] };

/** The version that a bump of this level makes of the highest one so far. */
export function nextVersion(highest: string | null, bump: Bump): string {
  if (highest === null || bump.level === 'INITIAL') return '1.0.0';
  const core = semver.parse(highest, { loose: false });
  if (core === null) throw new TypeError(`${highest} is not a SemVer version`);
  // A pre-release counts as the release it leads to, so that what follows is always higher.
  const release = `${core.major}.${core.minor}.${core.patch}`;
  const next = semver.inc(release, bump.level.toLowerCase() as 'major' | 'minor' | 'patch');
  if (next === null) throw new TypeError(`${highest} has no successor`);
  return next;
}

/**
 * The version to register under: the one asked for, where it is at least what the change requires, else the derived
 * one.
 * @throws {PedigraphError} VERSION_TOO_LOW where the wanted version is lower than the derived one.
 */
export function chooseVersion(wanted: string | undefined, highest: string | null, bump: Bump): string {
  const derived = nextVersion(highest, bump);
  if (wanted === undefined) return derived;
  if (highest !== null && semver.lt(wanted, derived)) {
    throw new PedigraphError(
      'VERSION_TOO_LOW',
      `Version ${wanted} is lower than this change requires: after ${highest} it is a ${bump.level} (${bump.reasons.join('; ')}), so ask for ${derived} or higher, or leave the version out.`,
      { derived, highest, level: bump.level },
    );
  }
  return wanted;
}
