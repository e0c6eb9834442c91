import { isTurnSpent, nextShare, spendUnits } from './pace.js';
import { sizeOf } from './size-of.js';

/** Values that `JSON.stringify` is given at once. */
const AT_ONCE = 1_000;
/** Values that are written for one unit of work. */
const VALUES_A_UNIT = 4;

/** What `JSON.stringify` makes of a JSON value, in turns of the event loop. */
export async function stringifyInTurns(value: unknown): Promise<string> {
  const parts: string[] = [];
  await write(value, parts);
  return parts.join('');
}

async function write(value: unknown, parts: string[]): Promise<void> {
  const size = sizeOf(value, AT_ONCE);
  if (size < AT_ONCE || typeof value !== 'object' || value === null || 'toJSON' in value) {
    parts.push(JSON.stringify(value));
    spendUnits(Math.max(1, size / VALUES_A_UNIT));
    if (isTurnSpent()) await nextShare();
  } else if (Array.isArray(value)) await writeList(value, parts);
  else await writeObject(value as Readonly<Record<string, unknown>>, parts);
}

/** Small items that follow each other are written together. */
async function writeList(list: readonly unknown[], parts: string[]): Promise<void> {
  let separator = '[';
  for (let start = 0; start < list.length; ) {
    let end = start;
    let size = 0;
    while (end < list.length && size < AT_ONCE) {
      const next = sizeOf(list[end], AT_ONCE);
      if (next >= AT_ONCE) break;
      size += next;
      end += 1;
    }
    parts.push(separator);
    separator = ',';
    if (end === start) {
      await write(list[start], parts);
      start += 1;
      continue;
    }
    parts.push(JSON.stringify(list.slice(start, end)).slice(1, -1));
    start = end;
    if (spendUnits(size / VALUES_A_UNIT)) await nextShare();
  }
  parts.push(list.length === 0 ? '[]' : ']');
}

async function writeObject(object: Readonly<Record<string, unknown>>, parts: string[]): Promise<void> {
  let separator = '{';
  for (const key of Object.keys(object)) {
    const value = object[key];
    if (value === undefined || typeof value === 'function' || typeof value === 'symbol') continue;
    parts.push(`${separator}${JSON.stringify(key)}:`);
    separator = ',';
    await write(value, parts);
  }
  parts.push(separator === '{' ? '{}' : '}');
}
