import type { Naming } from '#values/derive-name.js';
import type { DisplayNameRepository } from './display-name.repository.js';

/**
 * The display name, or with `-2`, `-3` and so on behind it the first that no model of the namespace has: for a model that
 * is called by its name, which another one may have been renamed to. Asked under the lock of the namespace.
 */
export async function freeDisplayName(
  names: DisplayNameRepository,
  { namespace, displayName }: Naming,
): Promise<string> {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? displayName : `${displayName}-${number}`;
    if ((await names.holderOf(namespace, candidate)) === null) return candidate;
  }
}
