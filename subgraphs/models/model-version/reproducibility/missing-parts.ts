import type { CodeVersion } from '#values/code-version.js';
import type { PinnedParts } from '../registration/pins.js';

/** A part that is not pinned. A blocking one makes a rebuild impossible, any other one makes it uncertain. */
export interface MissingPart {
  readonly blocking: boolean;
  /** A sentence for people. */
  readonly what: string;
}

/** The most files that are named. */
const MAX_NAMED = 20;

/**
 * What a version lacks, judged once, at registration: its parts never change, so neither does this.
 * @param uncommitted what the commit of its code does not contain, as far as that was given
 */
export function missingParts(
  code: CodeVersion | null,
  parts: PinnedParts,
  uncommitted: readonly string[] = [],
): MissingPart[] {
  const missing: MissingPart[] = [];
  const blocking = (what: string) => missing.push({ blocking: true, what });
  const weakening = (what: string) => missing.push({ blocking: false, what });

  if (code === null) blocking('no code: the commit it was made from is not known');
  else if (code.dirty)
    blocking(`a dirty tree: changes beside commit ${code.commit} were not committed${named(uncommitted)}`);
  if (code !== null && code.repository === null) weakening('the commit is known, but not the repository it is in');

  if (parts.datasets.length === 0) blocking('no data: no dataset version is pinned');
  for (const { ref, files, externalDigest } of parts.datasets) {
    const unchecked = files.filter((file) => file.digest === null).length;
    if (unchecked > 0 && externalDigest != null)
      weakening(
        `${counted(unchecked, 'file')} of ${ref} known by its ${externalDigest.algorithm} alone: with the SHA-256 of its files it would be pinned`,
      );
    else if (unchecked > 0) weakening(`${counted(unchecked, 'file')} of ${ref} without a checksum`);
    if (files.length === 0) weakening(`${ref} lists no files`);
  }

  const { environment, run } = parts;
  if (environment === null) blocking('no environment: neither an image nor packages are pinned');
  else if (!isPinnedImage(environment.image)) {
    const unpinned = environment.packages.filter((item) => item.version === null).length;
    if (environment.image !== null) weakening(`the image ${environment.image} is named by tag, not by digest`);
    if (environment.image === null && environment.packages.length === 0)
      weakening(`${environment.ref} has neither an image nor packages`);
    if (unpinned > 0) weakening(`${counted(unpinned, 'package')} of ${environment.ref} without a version`);
  }

  if (run === null) weakening('no run: the parameters it was trained with are not known');
  else if (run.digest === null) weakening(`the run ${run.ref} was not finished when the version was registered`);
  return missing;
}

/** `: train.py (changed), notes.txt (not in Git), and 3 more`; nothing where no file was named. */
function named(files: readonly string[]): string {
  if (files.length === 0) return '';
  const more = files.length > MAX_NAMED ? [`and ${files.length - MAX_NAMED} more`] : [];
  return `: ${files.slice(0, MAX_NAMED).concat(more).join(', ')}`;
}

function isPinnedImage(image: string | null): boolean {
  return image !== null && /@sha256:[0-9a-f]{64}$/.test(image);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
