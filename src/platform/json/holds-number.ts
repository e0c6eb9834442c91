/** Lists and objects within each other that are looked into. */
const MAX_DEPTH = 64;

/** Whether a value from JSON is or holds a number, or is nested too deep to be looked through. */
export function holdsNumber(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return true;
  if (typeof value !== 'object' || value === null) return false;
  if (depth === MAX_DEPTH) return true;
  for (const key in value) {
    if (holdsNumber((value as Readonly<Record<string, unknown>>)[key], depth + 1)) return true;
  }
  return false;
}
