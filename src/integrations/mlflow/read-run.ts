import path from 'node:path';
import * as z from 'zod';
import { UnreadableFile } from '../reading/unreadable-file.js';
import { readKeys } from './read-keys.js';
import { moment, optionalText, readYaml } from './read-yaml.js';
import type { StoreSource } from './store-source.js';

/** The status of a run. */
export type MlflowRunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

/** A run, read from its folder. Its metrics and artifacts stay on disk: see `readMetricPoints`, `listArtifacts`. */
export interface MlflowRun {
  readonly id: string;
  readonly name: string | null;
  readonly status: MlflowRunStatus;
  /** Milliseconds since 1970; a run that was cut off never got an end. */
  readonly startTime: number | null;
  readonly endTime: number | null;
  readonly deleted: boolean;
  readonly parameters: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  /** Where MLflow put the artifacts, on the machine of the time: text to keep, never to follow. */
  readonly artifactUri: string | null;
  /** The commit as MLflow before 1.0 kept it; newer ones use the tag `mlflow.source.git.commit`. */
  readonly sourceVersion: string | null;
  /** The run's folder in the store at hand. */
  readonly folder: string;
}

/** Reads a run's folder. Throws `UnreadableFile` where its `meta.yaml` is; a broken parameter or tag is only a problem. */
export async function readRun(folder: string, source: StoreSource): Promise<MlflowRun> {
  const file = path.join(folder, 'meta.yaml');
  const meta = await readYaml(source, file, runSchema);
  const id = meta.run_id ?? meta.run_uuid ?? path.basename(folder);
  // A folder that was copied by hand: MLflow itself calls such a run inconsistent, and its id is another run's.
  if (id !== path.basename(folder))
    throw new UnreadableFile(file, `is about run ${id}, not about the run of its folder`);
  return {
    id,
    name: meta.run_name,
    status: meta.status,
    startTime: meta.start_time ?? null,
    endTime: meta.end_time ?? null,
    deleted: meta.lifecycle_stage === 'deleted',
    parameters: await readKeys(path.join(folder, 'params'), 'parameter', source),
    tags: await readKeys(path.join(folder, 'tags'), 'tag', source),
    artifactUri: meta.artifact_uri,
    sourceVersion: meta.source_version,
    folder,
  };
}

/** Source: mlflow/protos/service.proto, `enum RunStatus`. */
const STATUS_BY_NUMBER: Readonly<Record<string, MlflowRunStatus>> = {
  1: 'RUNNING',
  2: 'SCHEDULED',
  3: 'FINISHED',
  4: 'FAILED',
  5: 'KILLED',
};

const runSchema = z.object({
  run_id: optionalText,
  run_uuid: optionalText,
  run_name: optionalText,
  status: z
    .string()
    .transform((text) => STATUS_BY_NUMBER[text] ?? text)
    .pipe(z.enum(Object.values(STATUS_BY_NUMBER) as [MlflowRunStatus], 'expected 1 to 5 or a status name')),
  start_time: moment.nullish(),
  end_time: moment.nullish(),
  lifecycle_stage: z.enum(['active', 'deleted']).default('active'),
  artifact_uri: optionalText,
  source_version: optionalText,
});
