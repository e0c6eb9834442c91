import type { Provenance } from '../provenance/read-provenance.js';
import type { CollectedFile } from './collect-files.js';
import type { Manifest } from './manifest.js';

/** The most files that are named to a person. */
const MAX_NAMED = 20;
/** The most that the API takes. */
const MAX_SENT = 1_000;

const MAX_CHARACTERS = 1_000;

/** What `registerModelVersion` takes of the code. */
export interface CodeInput {
  readonly code: Readonly<Record<string, unknown>>;
  /** What its commit does not contain. */
  readonly uncommitted?: readonly string[];
}

/**
 * Which code, and whether it is all in its commit. Files that are registered with their digests need not be: a rebuild
 * fetches or makes them. What the manifest gives wins.
 * @param onNote receives what the commit does not contain, by name
 */
export function codeInput(
  { code, uncommitted }: Provenance,
  given: Manifest['code'],
  registered: readonly CollectedFile[],
  onNote: (note: string) => void,
): CodeInput | undefined {
  const prefix = code?.path === undefined ? '' : `${code.path}/`;
  const known = new Set(registered.flatMap(({ path, digest }) => (digest === undefined ? [] : [prefix + path])));
  const left = uncommitted?.filter(({ path, isUntracked }) => !(isUntracked && known.has(path))) ?? null;
  const pinned = { ...code, ...(code && { dirty: left === null || left.length > 0 }), ...given };
  if (pinned.commit === undefined) return undefined;
  const named = left?.map(({ path, how }) => `${path} (${how})`) ?? [];
  if (code !== null && left === null) onNote(`Git cannot tell whether all of the code is in commit ${code.commit}.`);
  if (code !== null && named.length > 0) {
    const more = named.length > MAX_NAMED ? `, and ${named.length - MAX_NAMED} more` : '';
    onNote(`Not in commit ${code.commit}: ${named.slice(0, MAX_NAMED).join(', ')}${more}.`);
  }
  // What the manifest gives for another commit, or that all is in it, is not contradicted.
  const isOfCommit = pinned.dirty === true && pinned.commit === code?.commit;
  return { code: pinned, ...(isOfCommit && named.length > 0 && { uncommitted: inShort(named) }) };
}

function inShort(files: readonly string[]): string[] {
  return files.slice(0, MAX_SENT).map((file) => file.slice(0, MAX_CHARACTERS));
}
