import { canonicalJson } from './canonical-json.js';

/** Whether two JSON values are the same, whatever the order of their keys and the classes of their objects. */
export function sameJson(one: unknown, other: unknown): boolean {
  return one === other || canonicalJson(one ?? null) === canonicalJson(other ?? null);
}
