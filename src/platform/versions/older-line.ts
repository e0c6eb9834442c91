import { type Bump, type BumpLevel, isHighEnough } from './derive-version.js';
import { lineOf, parsedVersion, precedenceOf, versionOrder } from './version-order.js';

/** Versions of a name that have their first numbers in common. */
interface Line {
  /** What their orders begin with. */
  readonly prefix: string;
  /** Whether a version may follow the highest of them, by what changed since that one. */
  readonly admits: (highest: string, bump: Bump) => boolean;
}

/** What looks for a place on an older line. */
export interface OlderLineRequest<Row> {
  readonly wanted: string;
  /** The highest version of the name whose order begins with each of these; null where there is none. */
  readonly highestOf: (prefixes: readonly string[]) => Promise<readonly (Row | null)[]>;
  readonly bumpSince: (row: Row) => Promise<Bump>;
}

/**
 * Whether a version that is lower than the highest of its name has a place beside it, and how far it moved from the one
 * that it follows there; null where it has none.
 *
 * Maintenance goes on below the highest version: 1.4.1 may follow the highest 1.4.x where it is no more than a PATCH of
 * it, and 1.5.0 the highest 1.x where it is no more than a MINOR, whatever 2.0.0 is. What pre-releases announce may
 * follow them, the next one or the release, where it changes no more than its number says. And a build of a version
 * (`1.4.0+cuda`) stands beside another one where it is no more than a PATCH of it.
 */
export async function placeOnOlderLine<Row extends { readonly version: string }>({
  wanted,
  highestOf,
  bumpSince,
}: OlderLineRequest<Row>): Promise<Bump | null> {
  const lines = linesOf(wanted);
  const rows = await highestOf(lines.map(({ prefix }) => prefix));
  const bumps = new Map<string, Bump>();
  for (const [index, { admits }] of lines.entries()) {
    const row = rows[index];
    if (row == null) continue;
    const bump = bumps.get(row.version) ?? (await bumpSince(row));
    bumps.set(row.version, bump);
    if (admits(row.version, bump)) return bump;
  }
  return null;
}

/** From the narrowest to the widest. */
function linesOf(wanted: string): readonly Line[] {
  return [
    { prefix: lineOf(wanted, 3), admits: (highest, bump) => isSameNumber(wanted, highest, bump) },
    {
      prefix: lineOf(wanted, 2),
      admits: (highest, bump) => bump.level === 'PATCH' && isHighEnough(wanted, highest, bump),
    },
    {
      prefix: lineOf(wanted, 1),
      admits: (highest, bump) => bump.level !== 'MAJOR' && isHighEnough(wanted, highest, bump),
    },
  ];
}

/** Another build of the same version, or what follows a pre-release of it. */
function isSameNumber(wanted: string, highest: string, { level }: Bump): boolean {
  if (precedenceOf(wanted) === precedenceOf(highest)) return level === 'PATCH';
  const follows = parsedVersion(highest).prerelease.length > 0 && versionOrder(wanted) > versionOrder(highest);
  return follows && RANK[level] <= RANK[promisedBy(wanted)];
}

const RANK: Readonly<Record<BumpLevel, number>> = { PATCH: 0, MINOR: 1, MAJOR: 2, INITIAL: 2 };

/** How much may change with a number: everything with 2.0.0, and but a PATCH with 1.4.1. */
function promisedBy(version: string): BumpLevel {
  const { minor, patch } = parsedVersion(version);
  if (patch > 0) return 'PATCH';
  return minor > 0 ? 'MINOR' : 'MAJOR';
}
