import path from 'node:path';
import * as z from 'zod';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import type { MlflowModel, MlflowModelVersion } from '../source/mlflow-entities.js';
import { keptStage } from '../source/stage.js';
import { moment, optionalText } from '../source/yaml-content.js';
import { readKeys } from './read-keys.js';
import { readYaml } from './read-yaml.js';
import type { StoreSource } from './store-source.js';

/** Reads a model's folder. Throws `UnreadableFile` where its own `meta.yaml` is; a broken version is only a problem. */
export async function readRegisteredModel(folder: string, source: StoreSource): Promise<MlflowModel> {
  const meta = await readYaml(source, path.join(folder, 'meta.yaml'), modelSchema);
  // The files are what MLflow itself reads; the copy in meta.yaml may be older.
  const aliases = await readKeys(path.join(folder, 'aliases'), 'alias', source);
  const fallback = Array.isArray(meta.aliases) ? [] : Object.entries(meta.aliases ?? {});
  return {
    name: meta.name,
    workspace: null,
    createdAt: meta.creation_timestamp ?? null,
    description: meta.description,
    tags: await readKeys(path.join(folder, 'tags'), 'tag', source),
    aliases: aliases.size > 0 ? new Map([...aliases].map(([alias, text]) => [alias, text.trim()])) : new Map(fallback),
    versions: await readVersions(folder, source),
    place: path.relative(source.tree.root, folder),
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

/** Reads the folder of a version. Throws `UnreadableFile`. */
export async function readVersion(folder: string, source: StoreSource): Promise<MlflowModelVersion> {
  const meta = await readYaml(source, path.join(folder, 'meta.yaml'), versionSchema);
  return {
    number: meta.version,
    createdAt: meta.creation_timestamp ?? null,
    userId: meta.user_id,
    runId: meta.run_id,
    source: meta.source,
    storageLocation: meta.storage_location,
    modelId: meta.model_id,
    description: meta.description,
    ...keptStage(meta.current_stage),
    tags: await readKeys(path.join(folder, 'tags'), 'tag', source),
    place: path.relative(source.tree.root, folder),
  };
}

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
  creation_timestamp: moment.nullish(),
  user_id: optionalText,
  run_id: optionalText,
  storage_location: optionalText,
  source: optionalText,
  model_id: optionalText,
  description: optionalText,
  current_stage: optionalText,
});
