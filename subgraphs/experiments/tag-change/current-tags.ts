import type { TagChange } from './tag-change.entity.js';

/** The tags that something has: those it was made with, and what became of them since; by key. */
export function currentTags(
  made: Readonly<Record<string, string>>,
  lastChanges: readonly TagChange[],
): Record<string, string> {
  const tags = new Map(Object.entries(made));
  for (const { key, value } of lastChanges) {
    if (value === null) tags.delete(key);
    else tags.set(key, value);
  }
  // Not by assignment: a tag may be called `__proto__`.
  return Object.fromEntries([...tags].sort(([a], [b]) => (a < b ? -1 : 1)));
}
