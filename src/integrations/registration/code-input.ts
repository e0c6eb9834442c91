import type { Provenance } from '../provenance/read-provenance.js';
import type { CollectedFile } from './collect-files.js';
import type { Manifest } from './manifest.js';

/** The most files that are named. */
const MAX_NAMED = 20;

/**
 * Which code, and whether it is all in its commit. Files that are registered with their digests need not be: a rebuild
 * fetches or makes them. What the manifest tells wins.
 * @param onNote receives what the commit does not contain, by name
 */
export function codeInput(
  { code, uncommitted }: Provenance,
  told: Manifest['code'],
  registered: readonly CollectedFile[],
  onNote: (note: string) => void,
): Readonly<Record<string, unknown>> | undefined {
  const place = code?.path === undefined ? '' : `${code.path}/`;
  const known = new Set(registered.flatMap(({ path, digest }) => (digest === undefined ? [] : [place + path])));
  const left = uncommitted?.filter(({ path, isUntracked }) => !(isUntracked && known.has(path))) ?? null;
  const pinned = { ...code, ...(code && { dirty: left === null || left.length > 0 }), ...told };
  if (pinned.commit === undefined) return undefined;
  if (code !== null && left === null) onNote(`Git cannot tell whether all of the code is in commit ${code.commit}.`);
  if (code !== null && left !== null && left.length > 0) {
    const named = left.slice(0, MAX_NAMED).map(({ path, how }) => `${path} (${how})`);
    const more = left.length > named.length ? `, and ${left.length - named.length} more` : '';
    onNote(`Not in commit ${code.commit}: ${named.join(', ')}${more}.`);
  }
  return pinned;
}
