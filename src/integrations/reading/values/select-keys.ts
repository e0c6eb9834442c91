import { emptyObject, isPlainObject, type PlainObject, type PlainValue } from './plain-value.js';

/** The value at a path such as `train.seed`; undefined where there is none. A key with a dot in it counts before a path. */
export function valueAt(value: PlainValue, path: string): PlainValue | undefined {
  if (isPlainObject(value) && Object.hasOwn(value, path)) return value[path];
  let found: PlainValue | undefined = value;
  for (const step of path.split('.')) {
    if (Array.isArray(found)) found = /^\d+$/.test(step) ? found[Number(step)] : undefined;
    else found = isPlainObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
    if (found === undefined) return undefined;
  }
  return found;
}

/** What a value holds at some paths, nested as it is there. */
export function selectKeys(value: PlainValue, paths: readonly string[]): PlainObject {
  const selected = emptyObject();
  for (const path of paths) {
    const found = valueAt(value, path);
    if (found === undefined) continue;
    const steps = isPlainObject(value) && Object.hasOwn(value, path) ? [path] : path.split('.');
    let place: Record<string, PlainValue> = selected;
    for (const step of steps.slice(0, -1)) {
      const known = place[step];
      const next = isPlainObject(known) ? known : emptyObject();
      place[step] = next;
      place = next as Record<string, PlainValue>;
    }
    place[steps.at(-1) as string] = found;
  }
  return selected;
}

/** Nested objects as keys with dots; lists stay values. */
export function flattened(value: PlainValue, before = ''): [string, PlainValue][] {
  if (!isPlainObject(value)) return [[before, value]];
  return Object.entries(value).flatMap(([key, item]) => flattened(item, before === '' ? key : `${before}.${key}`));
}
