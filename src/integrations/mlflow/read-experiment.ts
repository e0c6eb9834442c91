import path from 'node:path';
import * as z from 'zod';
import { moment, optionalText, readYaml } from './read-yaml.js';
import type { StoreSource } from './store-source.js';

/** An experiment, read from its folder. */
export interface MlflowExperiment {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970; null in stores older than MLflow 1.29. */
  readonly createdAt: number | null;
  /** It was deleted, or lies in `.trash`. */
  readonly deleted: boolean;
  /** Which of {@link BESIDE_RUNS} it holds. */
  readonly beside: readonly string[];
  /** The experiment's folder in the store at hand. */
  readonly folder: string;
}

/**
 * What an experiment's folder holds beside its runs: tags of the experiment, data set inputs, traces, logged models.
 * Source: `FileStore.RESERVED_EXPERIMENT_FOLDERS` in mlflow/store/tracking/file_store.py.
 */
export const BESIDE_RUNS: readonly string[] = ['tags', 'datasets', 'traces', 'models'];

/** Reads an experiment's folder. Throws `UnreadableFile` where its `meta.yaml` is. */
export async function readExperiment(folder: string, source: StoreSource): Promise<MlflowExperiment> {
  const meta = await readYaml(source, path.join(folder, 'meta.yaml'), experimentSchema);
  return {
    id: meta.experiment_id ?? path.basename(folder),
    name: meta.name,
    createdAt: meta.creation_time ?? null,
    deleted: meta.lifecycle_stage === 'deleted' || path.basename(path.dirname(folder)) === '.trash',
    beside: (await source.tree.list(folder, () => {}))
      .map(({ name }) => name)
      .filter((name) => BESIDE_RUNS.includes(name)),
    folder,
  };
}

const experimentSchema = z.object({
  experiment_id: optionalText,
  name: z.string().min(1),
  creation_time: moment.nullish(),
  lifecycle_stage: z.enum(['active', 'deleted']).default('active'),
});
