import path from 'node:path';
import * as z from 'zod';
import { UnreadableFile } from '#integrations/reading/unreadable-file.js';
import { LOGGED_MODEL_STATUSES, type LoggedModelMetric, type MlflowLoggedModel } from '../source/mlflow-entities.js';
import { moment, optionalText } from '../source/yaml-content.js';
import { readKeys } from './read-keys.js';
import { parseMetricLine } from './read-metric-points.js';
import { readYaml } from './read-yaml.js';
import type { StoreSource } from './store-source.js';

/** Reads the folder of a logged model. Throws `UnreadableFile` where its `meta.yaml` is. */
export async function readLoggedModel(
  folder: string,
  experimentId: string,
  source: StoreSource,
): Promise<MlflowLoggedModel> {
  const file = path.join(folder, 'meta.yaml');
  const meta = await readYaml(source, file, schema);
  if (meta.model_id !== path.basename(folder))
    throw new UnreadableFile(file, `is about logged model ${meta.model_id}, not about that of its folder`);
  return {
    id: meta.model_id,
    experimentId,
    name: meta.name,
    modelType: meta.model_type,
    runId: meta.source_run_id,
    status: meta.status,
    createdAt: meta.creation_timestamp ?? null,
    deleted: meta.lifecycle_stage === 'deleted',
    parameters: await readKeys(path.join(folder, 'params'), 'parameter', source),
    tags: await readKeys(path.join(folder, 'tags'), 'tag', source),
    metrics: await readMetrics(folder, source),
    artifactUri: meta.artifact_location,
    place: path.relative(source.tree.root, folder),
  };
}

/** A line is `timestamp value step run`, and the name and digest of the data set where there is one. */
async function readMetrics(folder: string, source: StoreSource): Promise<LoggedModelMetric[]> {
  const metrics: LoggedModelMetric[] = [];
  for (const [key, text] of await readKeys(path.join(folder, 'metrics'), 'metric', source)) {
    for (const line of text.split(/\r?\n/).filter((each) => each.trim() !== '')) {
      const point = parseMetricLine(key, line);
      const [, , , runId, name, digest] = line.trim().split(/ +/);
      if (point) metrics.push({ ...point, runId: runId ?? null, dataset: name && digest ? { name, digest } : null });
      else {
        const reason = `has a line that is not "timestamp value step": ${line.slice(0, 80)}`;
        source.onProblem({ kind: 'metric', path: path.join(folder, 'metrics', key), reason });
      }
    }
  }
  return metrics;
}

const schema = z.object({
  model_id: z.string().min(1),
  name: z.string().min(1),
  model_type: optionalText,
  source_run_id: optionalText,
  status: z
    .string()
    .transform((text) => LOGGED_MODEL_STATUSES[Number(text) - 1] ?? text)
    .pipe(z.enum(LOGGED_MODEL_STATUSES, 'expected 1 to 3 or a status name')),
  creation_timestamp: moment.nullish(),
  lifecycle_stage: z.enum(['active', 'deleted']).default('active'),
  artifact_location: optionalText,
});
