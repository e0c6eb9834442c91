/** One place at which two things differ; null stands for nothing. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * A step of a comparison: a difference, or the units of work (`UNITS_A_TURN`) that it took to find none. Comparisons are
 * generators, so that who takes their steps can let others in between, and stop where there are too many.
 */
export type Step = Difference | number;

/**
 * Where two JSON values differ: objects are followed key by key, anything else (lists too) is compared as a whole.
 * @param path what the values are called in the paths of the differences
 */
export function* differencesOf(path: string, before: unknown, after: unknown): Generator<Step> {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    yield keys.length;
    for (const key of keys) yield* differencesOf(pathTo(path, key), own(before, key), own(after, key));
    return;
  }
  const [had, has] = [before ?? null, after ?? null];
  if (had === has) yield 1;
  else if (isPlain(had) && isPlain(has)) yield { path, before: had, after: has };
  else if (!(yield* isSame(had, has))) yield { path, before: had, after: has };
}

/** Whether two JSON values are the same, whatever the order of their keys; the units of work on the way. */
function* isSame(one: unknown, other: unknown): Generator<number, boolean> {
  if (one === other) return true;
  if (isPlain(one) || isPlain(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const [had, has] = [one, other] as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  const keys = Object.keys(had);
  if (keys.length !== Object.keys(has).length) return false;
  yield 2 * keys.length;
  for (const key of keys) {
    if (!Object.hasOwn(has, key)) return false;
    const [old, now] = [had[key], has[key]];
    // Most values are no lists or objects, and a generator for each would cost more than to compare them.
    if (isPlain(old) ? old !== now : !(yield* isSame(old, now))) return false;
  }
  return true;
}

/** The path of a key of an object: `config.threshold`, or `config["two words"]` where a dot would mislead. */
export function pathTo(path: string, key: string): string {
  return /^[\p{L}\p{N}_-]+$/u.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

/** The values of things by the name of each; a name may stand more than once. */
export function valuesByName<Thing, Value>(
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
  read: (thing: Thing) => Value,
): ReadonlyMap<string, readonly Value[]> {
  const values = new Map<string, Value[]>();
  for (const thing of things) {
    const name = nameOf(thing);
    const known = values.get(name);
    if (known === undefined) values.set(name, [read(thing)]);
    else known.push(read(thing));
  }
  return values;
}

/** The names that stand in either of two maps, sorted. */
export function namesOf(...maps: readonly ReadonlyMap<string, unknown>[]): string[] {
  return [...new Set(maps.flatMap((map) => [...map.keys()]))].sort();
}

/** What a name stands for: nothing, the one value, or the sorted list of several. */
export function oneOrAll(values: readonly string[] = []): string | readonly string[] | null {
  return values.length > 1 ? [...values].sort() : (values[0] ?? null);
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : null;
}
