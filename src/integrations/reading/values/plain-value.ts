/** What a parameters or metrics file holds: JSON, and integers that a JSON number cannot say, as texts. */
export type PlainValue = string | number | boolean | null | readonly PlainValue[] | PlainObject;

/** An object of such values, without a prototype. */
export interface PlainObject {
  readonly [key: string]: PlainValue;
}

/** A file that is not what its name says; the message is half a sentence. */
export class UnreadableValue extends Error {}

/** Deeper is no file of people. */
const MOST_LEVELS = 100;

/**
 * The plain value of what a parser returned: maps and objects as objects without a prototype, whole numbers as long as they
 * are exact, moments as the texts they were.
 * @throws {UnreadableValue} where it is nested too deep.
 */
export function plainValue(value: unknown, level = 0): PlainValue {
  if (level > MOST_LEVELS) throw new UnreadableValue(`is nested deeper than ${MOST_LEVELS} levels`);
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : textOfMoment(value);
  if (Array.isArray(value)) return value.map((item) => plainValue(item, level + 1));
  if (value instanceof Map) return plainObject(value.entries(), level);
  if (typeof value === 'object' && value !== null) return plainObject(Object.entries(value), level);
  return value === undefined || typeof value === 'function' || typeof value === 'symbol'
    ? null
    : (value as string | number | boolean | null);
}

/** A plain value with its whole numbers as `bigint`, as parsers give those that tell them from others. */
export function withWholeNumbers(value: unknown, level = 0): unknown {
  if (level > MOST_LEVELS) throw new UnreadableValue(`is nested deeper than ${MOST_LEVELS} levels`);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((item) => withWholeNumbers(item, level + 1));
  if (typeof value !== 'object' || value === null) return value;
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, item] of Object.entries(value)) object[key] = withWholeNumbers(item, level + 1);
  return object;
}

/** Whether a value is an object and no list. */
export function isPlainObject(value: unknown): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as a text: what is neither text, number nor flag is written as JSON. */
export function plainText(value: PlainValue): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

/** An object without a prototype: `__proto__` and `constructor` are keys like any other. */
export function emptyObject(): Record<string, PlainValue> {
  return Object.create(null);
}

function plainObject(entries: Iterable<readonly [unknown, unknown]>, level: number): PlainObject {
  const object = emptyObject();
  for (const [key, item] of entries) object[keyText(key)] = plainValue(item, level + 1);
  return object;
}

function keyText(key: unknown): string {
  return plainText(plainValue(key));
}

/** As `smol-toml` has moments: each is a Date that prints itself as it was written. */
function textOfMoment(moment: Date): string {
  return moment.toISOString();
}
