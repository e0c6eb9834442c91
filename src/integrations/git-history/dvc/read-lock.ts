import {
  isPlainObject,
  type PlainObject,
  type PlainValue,
  plainText,
  UnreadableValue,
} from '#integrations/reading/values/plain-value.js';
import { readYaml } from '#integrations/reading/values/read-yaml.js';
import { type TrackedFile, trackedFile } from './tracked-file.js';

/** What a `dvc.lock` records of a stage as it ran. */
export interface LockedStage {
  readonly name: string;
  readonly command: readonly string[];
  readonly deps: readonly TrackedFile[];
  /** By the file as it is written there: values by key. */
  readonly params: ReadonlyMap<string, PlainObject>;
  readonly outs: readonly TrackedFile[];
  /** All that is recorded, by which it is known again. */
  readonly record: PlainValue;
}

/**
 * The stages of a `dvc.lock`, of schema 2.0, or of 1.0, which has no `schema` and no `stages`.
 * @param folderOf the folder that the paths of a stage begin at
 * @throws {UnreadableValue} where it is neither.
 */
export function readLock(text: string, folderOf: (stage: string) => string): LockedStage[] {
  const document = readYaml(text);
  if (document === null) return [];
  if (!isPlainObject(document)) throw new UnreadableValue('is no object');
  const schema = document['schema'];
  if (schema !== undefined && schema !== '2.0' && schema !== 2)
    throw new UnreadableValue(`has the schema ${JSON.stringify(schema)}, where 2.0 or none is known`);
  const stages = schema === undefined ? document : (document['stages'] ?? {});
  if (!isPlainObject(stages)) throw new UnreadableValue('has stages that are no object');
  return Object.entries(stages).flatMap(([name, record]) =>
    isPlainObject(record) ? [lockedStage(name, record, folderOf(name))] : [],
  );
}

/** A stage from what is recorded of it. */
export function lockedStage(name: string, record: PlainObject, folder: string): LockedStage {
  const { cmd = null, params = null, deps = null, outs = null } = record;
  return {
    name,
    command: commandOf(cmd),
    deps: filesOf(deps, folder),
    params: new Map(
      Object.entries(isPlainObject(params) ? params : {}).flatMap(([file, values]) =>
        isPlainObject(values) ? [[file, values] as const] : [],
      ),
    ),
    outs: filesOf(outs, folder),
    record,
  };
}

function commandOf(cmd: PlainValue): string[] {
  if (Array.isArray(cmd)) return cmd.map(plainText);
  return cmd === null ? [] : [plainText(cmd)];
}

/** The entries that name a path. */
export function filesOf(list: PlainValue, folder: string): TrackedFile[] {
  return Array.isArray(list) ? list.flatMap((entry: PlainValue) => trackedFile(entry, folder) ?? []) : [];
}
