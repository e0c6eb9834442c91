import {
  emptyObject,
  isPlainObject,
  type PlainObject,
  type PlainValue,
} from '#integrations/reading/values/plain-value.js';

type Branch = Record<string, PlainValue>;

/** More keys in each other are none that people made. */
const MOST_LEVELS = 50;

/** Values by nested keys, as the records of a run set and remove them, the later over the earlier. */
export class ValueTree {
  readonly #root: Branch = emptyObject();

  get values(): PlainObject {
    return this.#root;
  }

  set(keys: readonly string[], value: PlainValue): void {
    const last = keys.at(-1);
    if (last === undefined || keys.length > MOST_LEVELS) return;
    const branch = keys.slice(0, -1).reduce<Branch>((above, key) => {
      const known = Object.hasOwn(above, key) ? above[key] : undefined;
      if (isPlainObject(known)) return known as Branch;
      const made = emptyObject();
      above[key] = made;
      return made;
    }, this.#root);
    branch[last] = value;
  }

  remove(keys: readonly string[]): void {
    let branch: PlainValue | undefined = this.#root;
    for (const key of keys.slice(0, -1)) branch = isPlainObject(branch) ? branch[key] : undefined;
    const last = keys.at(-1);
    if (isPlainObject(branch) && last !== undefined) delete (branch as Branch)[last];
  }
}

/**
 * Nested objects as keys with dots. One that says by `_type` what it is, such as a histogram, a table or an image, stays
 * whole, and so do lists.
 */
export function leavesOf(values: PlainObject, before = ''): [key: string, value: PlainValue][] {
  return Object.entries(values).flatMap(([key, value]): [string, PlainValue][] => {
    const path = `${before}${key}`;
    return isPlainObject(value) && !Object.hasOwn(value, '_type') && Object.keys(value).length > 0
      ? leavesOf(value, `${path}.`)
      : [[path, value]];
  });
}

/** What Python's NaN and infinities are where JSON is written; W&B writes them as these words, too. */
const NO_JSON: ReadonlySet<PlainValue> = new Set(['NaN', 'Infinity', '-Infinity']);

/** The number that a value is; null where it is none. */
export function numberOf(value: PlainValue | undefined): number | null {
  if (typeof value === 'number') return value;
  return value !== undefined && NO_JSON.has(value) ? Number(value) : null;
}

/** What a value is that is no number, in the plural. */
export function kindOf(value: PlainValue): string {
  if (typeof value === 'string') return 'texts';
  if (typeof value === 'boolean') return 'flags';
  if (value === null) return 'nulls';
  if (Array.isArray(value)) return 'lists';
  const type = isPlainObject(value) ? value['_type'] : undefined;
  return typeof type === 'string' ? `objects of type ${type.slice(0, 50)}` : 'objects without keys';
}
