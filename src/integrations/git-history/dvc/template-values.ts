import { type PlainValue, plainValue, UnreadableValue } from '#integrations/reading/values/plain-value.js';
import { joinPath } from './paths.js';
import type { TemplateValues } from './template.js';

/** Reads a file beside a dvc.yaml, at the commit, with whole numbers as `bigint`; undefined where it is not there. */
export type LoadValues = (path: string) => Promise<unknown>;

/** Values with the files that they were loaded from, each whole or by some of its keys. */
export interface LoadedValues {
  readonly values: TemplateValues;
  /** By path: null where it was loaded whole. */
  readonly files: ReadonlyMap<string, readonly string[] | null>;
  /** What was loaded of each. */
  readonly contents: ReadonlyMap<string, PlainValue>;
}

/** What a dvc.yaml that has no variables names. */
export const NO_VALUES: LoadedValues = { values: Object.create(null), files: new Map(), contents: new Map() };

/**
 * The values that `vars` adds to those there are: files, whole or by keys (`params.yaml:train,eval`), and objects.
 * @param folder where the paths begin
 * @throws {UnreadableValue} where a file is not there, or something is set twice.
 */
export async function withVars(
  before: LoadedValues,
  vars: readonly unknown[],
  folder: string,
  load: LoadValues,
): Promise<LoadedValues> {
  let values = before.values;
  const files = new Map(before.files);
  const contents = new Map(before.contents);
  for (const item of vars) {
    if (typeof item !== 'string') {
      values = merged(values, item);
      continue;
    }
    const [name = '', keys = ''] = item.split(/:(.*)/s, 2);
    const path = joinPath(folder, name);
    const selected = keys.split(',').filter(Boolean);
    const known = files.get(path);
    if (known === null && selected.length === 0) continue;
    if (known !== undefined && (known === null || selected.length === 0 || selected.some((key) => known.includes(key))))
      throw new UnreadableValue(`has ${item} twice in its vars`);
    const loaded = await load(path);
    if (loaded === undefined) throw new UnreadableValue(`has ${name} in its vars, which is not there`);
    const content = selected.length === 0 ? loaded : picked(loaded, selected, name);
    values = merged(values, content);
    const partly = contents.get(path);
    contents.set(path, plainValue(isObject(partly) ? merged(partly, content) : content));
    files.set(path, selected.length === 0 ? null : [...(known ?? []), ...selected]);
  }
  return { values, files, contents };
}

function picked(loaded: unknown, keys: readonly string[], name: string): unknown {
  const object: Record<string, unknown> = Object.create(null);
  for (const key of keys) {
    if (!isObject(loaded) || !Object.hasOwn(loaded, key))
      throw new UnreadableValue(`asks ${name} for ${key}, which it has not`);
    object[key] = loaded[key];
  }
  return object;
}

/** Objects are merged at every depth; what is set twice is refused. */
function merged(into: TemplateValues, from: unknown): TemplateValues {
  if (!isObject(from)) throw new UnreadableValue('has vars that are no object');
  const result: Record<string, unknown> = Object.assign(Object.create(null), into);
  for (const [key, value] of Object.entries(from)) {
    const known = result[key];
    if (isObject(known) && isObject(value)) result[key] = merged(known, value);
    else if (Object.hasOwn(result, key)) throw new UnreadableValue(`sets ${key} twice in its vars`);
    else result[key] = value;
  }
  return result;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
