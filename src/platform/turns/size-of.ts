/** Characters of a text that count as one value. */
const CHARACTERS = 64;

/** How many values a JSON value holds, itself included; what is beyond `most` is not looked at. */
export function sizeOf(value: unknown, most: number): number {
  if (typeof value === 'string') return 1 + Math.floor(value.length / CHARACTERS);
  if (typeof value !== 'object' || value === null) return 1;
  let size = 1;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && size < most; index++) size += sizeOf(value[index], most - size);
    return size;
  }
  for (const key in value) {
    if (size >= most) break;
    size += sizeOf((value as Record<string, unknown>)[key], most - size);
  }
  return size;
}
