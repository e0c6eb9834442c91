import { isTurnSpent, nextShare, spendUnits } from './pace.js';
import { sizeOf } from './size-of.js';

/** Values that are written at once. */
const AT_ONCE = 1_000;

/** How JSON is written. */
export interface JsonForm {
  /** Writes a small value at once. */
  readonly write: (value: unknown) => string;
  /** Whether a value is written at once whatever its size. @default none */
  readonly isKnown?: (value: object) => boolean;
  /** The keys of an object, in the order in which they are written. */
  readonly keysOf: (object: object) => readonly string[];
  /** Values that are written for one unit of work. */
  readonly valuesAUnit: number;
}

/** Writes a JSON value in turns of the event loop: a large one some items at a time. */
export async function writeInTurns(value: unknown, form: JsonForm): Promise<string> {
  const parts: string[] = [];
  await writeValue(value, parts, form);
  return parts.join('');
}

/** Whether a value is small, or no plain list or object: one with a `toJSON` of its own is left to that. */
export function isWrittenAtOnce(value: unknown, { isKnown }: JsonForm): boolean {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return true;
  return isKnown?.(value) === true || sizeOf(value, AT_ONCE) < AT_ONCE;
}

async function writeValue(value: unknown, parts: string[], form: JsonForm): Promise<void> {
  if (isWrittenAtOnce(value, form)) {
    parts.push(form.write(value));
    spendUnits(sizeOf(value, AT_ONCE) / form.valuesAUnit);
    if (isTurnSpent()) await nextShare();
  } else if (Array.isArray(value)) await writeList(value, parts, form);
  else await writeObject(value as Readonly<Record<string, unknown>>, parts, form);
}

/** Small items that follow each other are written together. */
async function writeList(list: readonly unknown[], parts: string[], form: JsonForm): Promise<void> {
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
      await writeValue(list[start], parts, form);
      start += 1;
      continue;
    }
    parts.push(form.write(list.slice(start, end)).slice(1, -1));
    start = end;
    if (spendUnits(size / form.valuesAUnit)) await nextShare();
  }
  parts.push(list.length === 0 ? '[]' : ']');
}

/** Small properties that follow each other are written together. */
async function writeObject(object: Readonly<Record<string, unknown>>, parts: string[], form: JsonForm): Promise<void> {
  const keys = form.keysOf(object);
  spendUnits(keys.length / form.valuesAUnit);
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
      const text = form.write(together).slice(1, -1);
      if (text !== '') parts.push(separator, text);
      if (text !== '') separator = ',';
      start = end;
      if (spendUnits(size / form.valuesAUnit)) await nextShare();
      continue;
    }
    parts.push(separator, form.write(keys[start]), ':');
    separator = ',';
    await writeValue(object[keys[start]!], parts, form);
    start += 1;
  }
  parts.push(separator === '{' ? '{}' : '}');
}
