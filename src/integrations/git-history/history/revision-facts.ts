import {
  emptyObject,
  type PlainObject,
  type PlainValue,
  UnreadableValue,
} from '#integrations/reading/values/plain-value.js';
import { readValues } from '#integrations/reading/values/read-values.js';
import { selectKeys, valueAt } from '#integrations/reading/values/select-keys.js';
import type { TrackedFile } from '../dvc/tracked-file.js';
import type { Blobs } from './blobs.js';
import type { CommitState } from './commit-state.js';
import { readMetricFile } from './read-metrics.js';

/** A file or folder that DVC records, by a stage or by a `.dvc` file. */
export interface RecordedDigest {
  /** The `.dvc` file; null for that of a stage. */
  readonly file: string | null;
  readonly stage: string | null;
  readonly kind: 'outs' | 'deps';
  readonly path: string;
  readonly algorithm: string | null;
  readonly digest: string | null;
  readonly sizeBytes: number | null;
  readonly fileCount: number | null;
}

/** What `dvc` says of a revision: its stages, digests, parameters and metrics. */
export interface RevisionFacts {
  readonly commit: string;
  readonly stages: readonly string[];
  readonly digests: readonly RecordedDigest[];
  /** By file: its values, or null where they are not available. */
  readonly params: PlainObject;
  /** By file: its values, or null where they are not available. */
  readonly metrics: PlainObject;
}

/** The facts of a commit, for people, and for whoever compares them with what `dvc` prints. */
export async function revisionFacts(state: CommitState, blobs: Blobs): Promise<RevisionFacts> {
  const { commit, pipelines, dvcFiles } = state;
  const stages = pipelines.flatMap((pipeline) =>
    pipeline.stages.flatMap(({ name, declared }) => (declared === null ? [] : [addressOf(pipeline.path, name)])),
  );
  const digests = [
    ...dvcFiles.flatMap(({ path, file }) =>
      file.outs.map((out) => recorded(out, { file: path, stage: null, kind: 'outs' })),
    ),
    ...pipelines.flatMap((pipeline) =>
      pipeline.stages.flatMap(({ name, locked }) => {
        const stage = addressOf(pipeline.path, name);
        return [
          ...(locked?.deps ?? []).map((dep) => recorded(dep, { file: null, stage, kind: 'deps' })),
          ...(locked?.outs ?? []).map((out) => recorded(out, { file: null, stage, kind: 'outs' })),
        ];
      }),
    ),
  ];
  return {
    commit: commit.id,
    stages,
    digests,
    params: await paramsOf(state, blobs),
    metrics: await metricsOf(state, blobs),
  };
}

/** As DVC calls a stage: by its name at the top, else with the dvc.yaml before it. */
export function addressOf(pipeline: string, stage: string): string {
  return pipeline === 'dvc.yaml' ? stage : `${pipeline}:${stage}`;
}

function recorded(
  { path, digest, sizeBytes, fileCount }: TrackedFile,
  of: Pick<RecordedDigest, 'file' | 'stage' | 'kind'>,
): RecordedDigest {
  return { ...of, path, algorithm: digest?.algorithm ?? null, digest: digest?.value ?? null, sizeBytes, fileCount };
}

/**
 * The files of parameters that stages read, by their keys, those that are named beside them, and params.yaml, whole; null
 * where one cannot be read.
 */
async function paramsOf({ commit, pipelines }: CommitState, blobs: Blobs): Promise<PlainObject> {
  const keys = new Map<string, readonly string[]>();
  const named = new Set<string>();
  const templated = new Map<string, readonly string[]>();
  for (const { pipeline, stages } of pipelines) {
    for (const file of pipeline?.params ?? []) named.add(file);
    for (const { declared } of stages) {
      for (const [file, its] of declared?.params ?? []) {
        if (its.length === 0) named.add(file);
        keys.set(file, [...new Set([...(keys.get(file) ?? []), ...its])]);
      }
    }
  }
  const whole = new Set(['params.yaml', ...(await blobs.expand(commit.tree, named))]);
  // What templates alone read of a file is shown where nothing else is of it.
  for (const { templateParams } of pipelines.flatMap(({ pipeline }) => pipeline?.stages ?? [])) {
    for (const [file, its] of templateParams) {
      if (keys.has(file) || whole.has(file)) continue;
      templated.set(file, [...new Set([...(templated.get(file) ?? []), ...its])]);
    }
  }
  const params = emptyObject();
  for (const file of new Set([...keys.keys(), ...whole, ...templated.keys()])) {
    try {
      const content = await blobs.at(commit.tree, file);
      if (content === undefined) {
        if (keys.has(file) || named.has(file)) params[file] = null;
        continue;
      }
      const values = readValues(file, content) ?? emptyObject();
      const selected = keys.get(file);
      if (whole.has(file)) params[file] = values;
      else params[file] = selected ? selectKeys(values, selected) : valuesByPath(values, templated.get(file) ?? []);
    } catch (error) {
      if (!(error instanceof UnreadableValue)) throw error;
      params[file] = null;
    }
  }
  return params;
}

/** As DVC shows what templates read: each value under its whole path. */
function valuesByPath(values: PlainValue, paths: readonly string[]): PlainObject {
  const byPath = emptyObject();
  for (const path of paths) {
    const value = valueAt(values, path);
    if (value !== undefined) byPath[path] = value;
  }
  return byPath;
}

async function metricsOf({ commit, pipelines }: CommitState, blobs: Blobs): Promise<PlainObject> {
  const files = pipelines.flatMap(({ pipeline, stages }) => [
    ...stages.flatMap(({ declared }) =>
      (declared?.outs ?? []).filter(({ kind }) => kind === 'metric').map(({ path }) => path),
    ),
    ...(pipeline?.metrics ?? []),
  ]);
  const metrics: Record<string, PlainValue> = emptyObject();
  for (const file of await blobs.expand(commit.tree, files)) {
    const read = await readMetricFile(commit.tree, file, blobs);
    metrics[file] = 'values' in read ? read.values : null;
  }
  return metrics;
}
