import path from 'node:path';
import * as z from 'zod';
import { UnreadableFile } from '#integrations/reading/unreadable-file.js';
import { type MlflowRun, RUN_STATUSES } from '../source/mlflow-run.js';
import { moment, optionalText } from '../source/yaml-content.js';
import { readKeys } from './read-keys.js';
import { readInputs, readOutputs } from './read-run-links.js';
import { readYaml } from './read-yaml.js';
import type { StoreSource } from './store-source.js';

/** Reads a run's folder. Throws `UnreadableFile` where its `meta.yaml` is; a broken parameter or tag is only a problem. */
export async function readRun(folder: string, experimentId: string, source: StoreSource): Promise<MlflowRun> {
  const file = path.join(folder, 'meta.yaml');
  const meta = await readYaml(source, file, runSchema);
  const id = meta.run_id ?? meta.run_uuid ?? path.basename(folder);
  // A folder that was copied by hand: MLflow itself calls such a run inconsistent, and its id is another run's.
  if (id !== path.basename(folder))
    throw new UnreadableFile(file, `is about run ${id}, not about the run of its folder`);
  const [parameters, tags, inputs, modelOutputs] = await Promise.all([
    readKeys(path.join(folder, 'params'), 'parameter', source),
    readKeys(path.join(folder, 'tags'), 'tag', source),
    readInputs(folder, source),
    readOutputs(folder, source),
  ]);
  return {
    id,
    experimentId,
    name: meta.run_name,
    status: meta.status,
    startTime: meta.start_time ?? null,
    endTime: meta.end_time ?? null,
    deleted: meta.lifecycle_stage === 'deleted',
    userId: meta.user_id,
    parameters,
    tags,
    datasets: inputs.datasets,
    modelInputs: inputs.models,
    modelOutputs,
    lastPoints: null,
    artifactUri: meta.artifact_uri,
    sourceVersion: meta.source_version,
    place: path.relative(source.tree.root, folder),
  };
}

const runSchema = z.object({
  run_id: optionalText,
  run_uuid: optionalText,
  run_name: optionalText,
  status: z
    .string()
    .transform((text) => RUN_STATUSES[Number(text) - 1] ?? text)
    .pipe(z.enum(RUN_STATUSES, 'expected 1 to 5 or a status name')),
  start_time: moment.nullish(),
  end_time: moment.nullish(),
  lifecycle_stage: z.enum(['active', 'deleted']).default('active'),
  user_id: optionalText,
  artifact_uri: optionalText,
  source_version: optionalText,
});
