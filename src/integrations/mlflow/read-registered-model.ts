import path from 'node:path';
import * as z from 'zod';
import { asUnreadableFile } from '../reading/unreadable-file.js';
import { readKeys } from './read-keys.js';
import { moment, optionalText, readYaml } from './read-yaml.js';
import type { StoreSource } from './store-source.js';

/** A model of MLflow's registry, with its versions ascending. */
export interface MlflowModel {
  readonly name: string;
  readonly createdAt: number | null;
  readonly description: string | null;
  readonly tags: ReadonlyMap<string, string>;
  /** From alias to the number of a version, as text. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly versions: readonly MlflowModelVersion[];
  readonly folder: string;
}

/** A version of a registered model. */
export interface MlflowModelVersion {
  readonly number: number;
  readonly runId: string | null;
  /** Where the model came from, on the machine of the time: text to keep, never to follow. */
  readonly source: string | null;
  /** The logged model of MLflow 3 it was registered from. */
  readonly modelId: string | null;
  readonly description: string | null;
  /** `Staging`, `Production` or `Archived`; null where MLflow says `None`. */
  readonly stage: string | null;
  /** MLflow hides it: it was deleted, and its folder stayed. */
  readonly deleted: boolean;
  readonly tags: ReadonlyMap<string, string>;
  readonly folder: string;
}

/** Reads a model's folder. Throws `UnreadableFile` where its own `meta.yaml` is; a broken version is only a problem. */
export async function readRegisteredModel(folder: string, source: StoreSource): Promise<MlflowModel> {
  const meta = await readYaml(source, path.join(folder, 'meta.yaml'), modelSchema);
  // The files are what MLflow itself reads; the copy in meta.yaml may be older.
  const aliases = await readKeys(path.join(folder, 'aliases'), 'alias', source);
  const fallback = Array.isArray(meta.aliases) ? [] : Object.entries(meta.aliases ?? {});
  return {
    name: meta.name,
    createdAt: meta.creation_timestamp ?? null,
    description: meta.description,
    tags: await readKeys(path.join(folder, 'tags'), 'tag', source),
    aliases: aliases.size > 0 ? new Map([...aliases].map(([alias, text]) => [alias, text.trim()])) : new Map(fallback),
    versions: await readVersions(folder, source),
    folder,
  };
}

async function readVersions(folder: string, source: StoreSource): Promise<MlflowModelVersion[]> {
  const versions: MlflowModelVersion[] = [];
  const complain = (location: string, reason: string) => {
    if (isVersion(path.basename(location))) source.onProblem({ kind: 'modelVersion', path: location, reason });
  };
  for (const { name, path: inside, isFolder } of await source.tree.list(folder, complain)) {
    if (!isFolder || !isVersion(name)) continue;
    try {
      versions.push(await readVersion(inside, source));
    } catch (error) {
      const { path: file, message } = asUnreadableFile(inside, error);
      source.onProblem({ kind: 'modelVersion', path: file, reason: message });
    }
  }
  return versions.sort((a, b) => a.number - b.number);
}

function isVersion(name: string): boolean {
  return name.startsWith('version-');
}

async function readVersion(folder: string, source: StoreSource): Promise<MlflowModelVersion> {
  const meta = await readYaml(source, path.join(folder, 'meta.yaml'), versionSchema);
  return {
    number: meta.version,
    runId: meta.run_id,
    source: meta.source,
    modelId: meta.model_id,
    description: meta.description,
    stage: STAGES_TO_KEEP.has(meta.current_stage ?? '') ? meta.current_stage : null,
    deleted: meta.current_stage === 'Deleted_Internal',
    tags: await readKeys(path.join(folder, 'tags'), 'tag', source),
    folder,
  };
}

const STAGES_TO_KEEP: ReadonlySet<string> = new Set(['Staging', 'Production', 'Archived']);

const modelSchema = z.object({
  name: z.string().min(1),
  creation_timestamp: moment.nullish(),
  description: optionalText,
  // A map, but an empty list in some versions of MLflow.
  aliases: z.union([z.record(z.string(), z.string()), z.array(z.unknown())]).nullish(),
});

const versionSchema = z.object({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'expected a whole number from 1')
    .transform(Number),
  run_id: optionalText,
  source: optionalText,
  model_id: optionalText,
  description: optionalText,
  current_stage: optionalText,
});
