import { LRUCache } from 'lru-cache';
import { sha256 } from '#platform/digest/digest.js';

/** What was found behind credentials, so that a request that brings one again waits for no cryptography. */
export interface Remembered<T> {
  /** Undefined where it is not known, or no more. */
  find(credential: string): T | undefined;
  /** @param until when the credential ends, in milliseconds since 1970 */
  remember(credential: string, found: T, until: number): void;
}

/** So many are remembered; beyond it, those that were not seen for longest are verified again. */
const MOST = 10_000;

/** After so many milliseconds one is verified again, whenever it ends: its key may have been taken back. */
const LONGEST = 10 * 60_000;

/** Remembers by the credential's digest: what would leak with the memory of the process opens nothing. */
export function createRemembered<T>(): Remembered<T> {
  const known = new LRUCache<string, { readonly found: T; readonly until: number }>({ max: MOST });
  return {
    find(credential) {
      const entry = known.get(sha256(credential));
      return entry !== undefined && Date.now() < entry.until ? entry.found : undefined;
    },
    remember(credential, found, until) {
      known.set(sha256(credential), { found, until: Math.min(until, Date.now() + LONGEST) });
    },
  };
}
