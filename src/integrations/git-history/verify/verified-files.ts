import type { TrackedDigest, TrackedFile } from '../dvc/tracked-file.js';

/** What bytes were found to be; null for what was not found, or is other than recorded. */
export interface VerifiedFiles {
  /** The SHA-256 of a file, as `sha256:…`. */
  sha256Of(digest: TrackedDigest | null): string | null;
  /** The files of a folder, from its listing; null where that was not found. */
  filesOf(folder: TrackedFile): readonly TrackedFile[] | null;
}

/** An import without `--verify`: nothing was looked at. */
export const NOT_VERIFIED: VerifiedFiles = { sha256Of: () => null, filesOf: () => null };
