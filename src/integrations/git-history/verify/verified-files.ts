import type { TrackedDigest, TrackedFile } from '../dvc/tracked-file.js';

/** A digest beside the bytes that were found for it. */
export interface Comparison {
  /** What is tracked: the file, or the folder that it lies in. */
  readonly out: TrackedFile;
  /** The path with the digest, as contradictions name it. */
  readonly place: string;
  readonly recorded: string;
  /** What the bytes are; null where they are as recorded. */
  readonly found: string | null;
}

/** What bytes were found to be; null for what was not found, or is other than recorded. */
export interface VerifiedFiles {
  /** The SHA-256 of a file, as `sha256:…`. */
  sha256Of(digest: TrackedDigest | null): string | null;
  /** Each digest whose bytes were read. */
  readonly comparisons: readonly Comparison[];
  /** The files of a folder, from its listing; null where that was not found. */
  filesOf(folder: TrackedFile): readonly TrackedFile[] | null;
}

/** An import without `--verify`: nothing was looked at. */
export const NOT_VERIFIED: VerifiedFiles = { sha256Of: () => null, filesOf: () => null, comparisons: [] };
