import path from 'node:path';
import * as z from 'zod';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import type { MlflowExperiment } from '../source/mlflow-entities.js';
import { moment, optionalText } from '../source/yaml-content.js';
import { readKeys } from './read-keys.js';
import { readYaml } from './read-yaml.js';
import type { StoreSource } from './store-source.js';

/**
 * What an experiment's folder holds beside its runs: tags of the experiment, data sets, traces, logged models.
 * Source: `FileStore.RESERVED_EXPERIMENT_FOLDERS` in mlflow/store/tracking/file_store.py.
 */
export const BESIDE_RUNS: readonly string[] = ['tags', 'datasets', 'traces', 'models'];

/**
 * Reads an experiment's folder. Where its `meta.yaml` cannot be read and there are runs in it, it is known by its id alone;
 * without runs, `UnreadableFile` is thrown.
 */
export async function readExperiment(folder: string, hasRuns: boolean, source: StoreSource): Promise<MlflowExperiment> {
  const isInTrash = path.basename(path.dirname(folder)) === '.trash';
  const meta = await readMeta(folder, hasRuns, source);
  const listed = await source.tree.list(folder, () => {});
  return {
    id: meta.experiment_id ?? path.basename(folder),
    name: meta.name,
    workspace: null,
    createdAt: meta.creation_time ?? null,
    deleted: meta.lifecycle_stage === 'deleted' || isInTrash,
    tags: await readKeys(path.join(folder, 'tags'), 'tag', source),
    artifactLocation: meta.artifact_location,
    beside: listed.filter(({ name, isFolder }) => isFolder && name === 'traces').map(({ name }) => name),
    place: path.relative(source.tree.root, folder),
  };
}

async function readMeta(
  folder: string,
  hasRuns: boolean,
  source: StoreSource,
): Promise<z.output<typeof experimentSchema>> {
  const file = path.join(folder, 'meta.yaml');
  try {
    return await readYaml(source, file, experimentSchema);
  } catch (error) {
    const unreadable = asUnreadableFile(file, error);
    if (!hasRuns) throw unreadable;
    const id = path.basename(folder);
    const name = `experiment ${id}`;
    source.onRemark(file, `${unreadable.message}: the experiment is called "${name}" by its id, and its runs are read`);
    return { name, experiment_id: id, creation_time: null, lifecycle_stage: 'active', artifact_location: null };
  }
}

const experimentSchema = z.object({
  experiment_id: optionalText,
  name: z.string().min(1),
  creation_time: moment.nullish(),
  lifecycle_stage: z.enum(['active', 'deleted']).default('active'),
  artifact_location: optionalText,
});
