import type { Sealed } from '../digest/digest.js';
import { PedigraphError } from '../errors/pedigraph-error.js';
import { refOf } from '../refs/ref.js';
import { type Bump, INITIAL_BUMP, isHighEnough, nextVersion, refusalOfTooLow } from './derive-version.js';
import { placeOnOlderLine } from './older-line.js';

/** What the store knows of the versions of one name, read while the name is locked. */
export interface CurrentVersions<Row> {
  /** The highest by SemVer. */
  readonly highest: Row | null;
  /** The one with the candidate's digest. */
  readonly sameContent: Row | null;
  /** The one under the number asked for. */
  readonly sameNumber: Row | null;
  /** The database's clock at that moment, in milliseconds. */
  readonly now: Date;
}

/** Content on its way to a name. */
export interface NamingRequest<Row> {
  readonly name: string;
  readonly sealed: Sealed;
  /** The version the client asks for; left out, it is derived. */
  readonly wanted?: string | null | undefined;
  /** Whether another registry gave that version: then it is taken wherever it is free. @default false */
  readonly isGiven?: boolean | undefined;
  readonly current: CurrentVersions<Row>;
  /** What changed since an older version. */
  readonly bumpSince: (older: Row) => Promise<Bump>;
  /** The highest version of the name whose order begins with each of these texts, read under its lock. */
  readonly highestOf: (prefixes: readonly string[]) => Promise<readonly (Row | null)[]>;
  /** Writes the one row that names the content. */
  readonly insert: (named: { version: string; ref: string; bump: Bump }) => Promise<Row>;
}

/** A version and whether this call made it. */
export interface Named<Row> {
  readonly created: boolean;
  readonly row: Row;
  readonly bump: Bump;
}

/**
 * Objects first, name last: gives sealed content its version number. The caller holds the lock on the name.
 * The same content again is the same version; other content under a taken version is a CONFLICT.
 * @throws {PedigraphError} CONFLICT or VERSION_TOO_LOW.
 */
export async function nameVersion<Row extends { version: string; digest: string }>(
  request: NamingRequest<Row>,
): Promise<Named<Row>> {
  const { name, sealed, current } = request;
  const { highest } = current;
  const wanted = request.wanted ?? undefined;
  const bump = highest === null ? INITIAL_BUMP : await request.bumpSince(highest);

  const same = current.sameContent;
  if (same !== null) {
    if (wanted !== undefined && wanted !== same.version) {
      throw new PedigraphError(
        'CONFLICT',
        `The same content is already registered as ${refOf(name, same.version)}: use that version, or leave the version out. Nothing was written.`,
        {
          existing: refOf(name, same.version),
          existingVersion: same.version,
          digest: sealed.digest,
          sameContent: true,
        },
      );
    }
    return { created: false, row: same, bump: { level: bump.level, reasons: ['the content is already registered'] } };
  }
  const taken = wanted === undefined ? null : current.sameNumber;
  if (taken !== null) {
    throw new PedigraphError(
      'CONFLICT',
      `${refOf(name, taken.version)} is taken by other content (${taken.digest}), and what is registered never changes: ask for another version, or leave it out. Nothing was written.`,
      { existing: refOf(name, taken.version), existingDigest: taken.digest, digest: sealed.digest },
    );
  }
  const chosen = await chooseVersion(request, bump);
  const row = await request.insert({ ...chosen, ref: refOf(name, chosen.version) });
  return { created: true, row, bump: chosen.bump };
}

/**
 * The version to register under: the one asked for, where another registry gave it, it is at least what the change requires
 * or has a place on an older line, else the derived one; and how far it moved from the one before it.
 * @throws {PedigraphError} VERSION_TOO_LOW where the wanted version has no place.
 */
async function chooseVersion<Row extends { readonly version: string }>(
  { wanted, isGiven = false, current: { highest }, bumpSince, highestOf }: NamingRequest<Row>,
  bump: Bump,
): Promise<{ readonly version: string; readonly bump: Bump }> {
  if (wanted == null) return { version: nextVersion(highest?.version ?? null, bump), bump };
  if (highest === null || isGiven || isHighEnough(wanted, highest.version, bump)) return { version: wanted, bump };
  const place = await placeOnOlderLine({ wanted, highestOf, bumpSince });
  if (place === null) throw refusalOfTooLow(wanted, highest.version, bump);
  return { version: wanted, bump: place };
}
