import type { TrackedFile } from '../dvc/tracked-file.js';
import type { DvcFileState } from '../history/commit-state.js';

/** What of a history imports data from elsewhere, by what it tracks. */
export type ImportedData = ReadonlyMap<string, DvcFileState>;

/** The name of content of a path in {@link ImportedData}. */
export function importKeyOf({ path, digest }: TrackedFile): string {
  return JSON.stringify([path, digest?.algorithm, digest?.value]);
}
