import path from 'node:path';
import * as z from 'zod';
import { asUnreadableFile } from '#integrations/reading/unreadable-file.js';
import type { MlflowDatasetInput, MlflowRun } from '../source/mlflow-run.js';
import { optionalText } from '../source/yaml-content.js';
import { readYaml } from './read-yaml.js';
import { listFolder, type StoreSource } from './store-source.js';

/** The data sets and logged models that a run read: `inputs/<id>/meta.yaml`, and `../datasets/<id>/meta.yaml`. */
export async function readInputs(
  run: string,
  source: StoreSource,
): Promise<{ readonly datasets: MlflowDatasetInput[]; readonly models: string[] }> {
  const datasets: MlflowDatasetInput[] = [];
  const models: string[] = [];
  for (const folder of await linksIn(path.join(run, 'inputs'), 'input', source)) {
    await attempt(folder, 'input', source, async () => {
      const link = await readYaml(source, path.join(folder, 'meta.yaml'), linkSchema);
      if (link.source_type === 'DATASET') datasets.push(await readDataset(run, link, source));
      else if (link.source_type === 'MODEL') models.push(link.source_id);
      else source.onProblem({ kind: 'input', path: folder, reason: `is of the unknown kind ${link.source_type}` });
    });
  }
  return { datasets, models };
}

/** The logged models that a run made: `outputs/<id>/meta.yaml`. */
export async function readOutputs(run: string, source: StoreSource): Promise<MlflowRun['modelOutputs']> {
  const outputs: { id: string; step: number }[] = [];
  for (const folder of await linksIn(path.join(run, 'outputs'), 'output', source)) {
    await attempt(folder, 'output', source, async () => {
      const { step } = await readYaml(source, path.join(folder, 'meta.yaml'), linkSchema);
      // MLflow names the model in the folder and in source_id, and the run in destination_id.
      outputs.push({ id: path.basename(folder), step: Number(step ?? 0) });
    });
  }
  return outputs;
}

async function readDataset(
  run: string,
  link: z.output<typeof linkSchema>,
  source: StoreSource,
): Promise<MlflowDatasetInput> {
  const file = path.join(path.dirname(run), 'datasets', path.basename(link.source_id), 'meta.yaml');
  const dataset = await readYaml(source, file, datasetSchema);
  return {
    name: dataset.name,
    digest: dataset.digest,
    sourceType: dataset.source_type,
    source: dataset.source,
    schema: dataset.schema,
    profile: dataset.profile,
    tags: new Map(Object.entries(link.tags ?? {})),
  };
}

async function linksIn(folder: string, kind: 'input' | 'output', source: StoreSource): Promise<string[]> {
  try {
    const entries = await listFolder(source, kind, folder);
    return entries.filter(({ isFolder }) => isFolder).map((entry) => entry.path);
  } catch (error) {
    const { message, obstacle } = asUnreadableFile(folder, error);
    if (obstacle !== 'missing') source.onProblem({ kind, path: folder, reason: message });
    return [];
  }
}

async function attempt(
  folder: string,
  kind: 'input' | 'output',
  source: StoreSource,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { path: file, message } = asUnreadableFile(folder, error);
    source.onProblem({ kind, path: file, reason: message });
  }
}

const linkSchema = z.object({
  source_type: z.string(),
  source_id: z.string().min(1),
  tags: z.record(z.string(), z.string()).nullish(),
  step: z
    .string()
    .regex(/^-?\d{1,15}$/, 'expected a whole number')
    .nullish(),
});

const datasetSchema = z.object({
  name: z.string().min(1),
  digest: z.string().min(1),
  source_type: optionalText,
  source: optionalText,
  schema: optionalText,
  profile: optionalText,
});
