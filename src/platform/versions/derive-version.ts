import { PedigraphError } from '../errors/pedigraph-error.js';
import { parsedVersion, versionOrder } from './version-order.js';

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
export function nextVersion(highest: string | null, { level }: Bump): string {
  if (highest === null || level === 'INITIAL') return '1.0.0';
  // A pre-release counts as the release it leads to, so that what follows is always higher.
  const { major, minor, patch } = parsedVersion(highest);
  if (level === 'MAJOR') return `${major + 1}.0.0`;
  return level === 'MINOR' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** Whether a version is at least what a bump makes of the highest one so far. */
export function isHighEnough(wanted: string, highest: string, bump: Bump): boolean {
  return versionOrder(wanted) >= versionOrder(nextVersion(highest, bump));
}

/** VERSION_TOO_LOW for a version that is lower than the derived one, and on no line of older versions either. */
export function refusalOfTooLow(wanted: string, highest: string, bump: Bump): PedigraphError {
  const derived = nextVersion(highest, bump);
  return new PedigraphError(
    'VERSION_TOO_LOW',
    `Version ${wanted} is lower than this change requires: after ${highest} it is a ${bump.level} (${bump.reasons.join('; ')}), so ask for ${derived} or higher, or leave the version out.`,
    { derived, highest, level: bump.level },
  );
}
