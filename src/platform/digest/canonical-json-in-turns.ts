import { isTurnSpent, nextShare, spendUnits } from '../turns/pace.js';
import { sizeOf } from '../turns/size-of.js';
import { canonicalJson, knownCanonicalJson } from './canonical-json.js';

/** Values that are written at once. */
const AT_ONCE = 1_000;
/** Values that are written for one unit of work: keys are sorted on the way. */
const VALUES_A_UNIT = 2;

/**
 * What `canonicalJson` makes of a value, in turns of the event loop: a large one is written some items at a time.
 * @throws {TypeError} as `canonicalJson` does
 */
export async function canonicalJsonInTurns(value: unknown): Promise<string> {
  if (isWrittenAtOnce(value)) return canonicalJson(value);
  const parts: string[] = [];
  await write(value, parts);
  return parts.join('');
}

/** Whether two JSON values are the same, whatever the order of their keys. */
export async function sameJsonInTurns(one: unknown, other: unknown): Promise<boolean> {
  if (one === other) return true;
  return (await canonicalJsonInTurns(one ?? null)) === (await canonicalJsonInTurns(other ?? null));
}

/** Whether a value is small, or no plain list or object: one with a `toJSON` of its own is left to that. */
function isWrittenAtOnce(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return true;
  return knownCanonicalJson(value) !== undefined || sizeOf(value, AT_ONCE) < AT_ONCE;
}

async function write(value: unknown, parts: string[]): Promise<void> {
  if (isWrittenAtOnce(value)) {
    parts.push(canonicalJson(value));
    spendUnits(sizeOf(value, AT_ONCE) / VALUES_A_UNIT);
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
    parts.push(canonicalJson(list.slice(start, end)).slice(1, -1));
    start = end;
    if (spendUnits(size / VALUES_A_UNIT)) await nextShare();
  }
  parts.push(list.length === 0 ? '[]' : ']');
}

/** Small properties that follow each other are written together. */
async function writeObject(object: Readonly<Record<string, unknown>>, parts: string[]): Promise<void> {
  // By UTF-16 code units, as RFC 8785 has it.
  const keys = Object.keys(object).sort();
  spendUnits(keys.length / VALUES_A_UNIT);
  let separator = '{';
  for (let start = 0; start < keys.length; ) {
    // Without a prototype, so that a key `__proto__` is one like any other.
    const together: Record<string, unknown> = Object.create(null);
    let size = 0;
    let end = start;
    for (; end < keys.length && size < AT_ONCE; end++) {
      const value = object[keys[end]!];
      const next = sizeOf(value, AT_ONCE);
      if (next >= AT_ONCE) break;
      size += 1 + next;
      together[keys[end]!] = value;
    }
    if (end > start) {
      const text = canonicalJson(together).slice(1, -1);
      if (text !== '') parts.push(separator, text);
      if (text !== '') separator = ',';
      start = end;
      if (spendUnits(size / VALUES_A_UNIT)) await nextShare();
      continue;
    }
    parts.push(separator, canonicalJson(keys[start]), ':');
    separator = ',';
    await write(object[keys[start]!], parts);
    start += 1;
  }
  parts.push(separator === '{' ? '{}' : '}');
}
