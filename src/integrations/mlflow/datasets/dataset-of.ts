import { createHash } from 'node:crypto';
import { plainSegment } from '#integrations/importing/plain-segment.js';
import type { MlflowDatasetInput } from '../source/mlflow-run.js';

/** A dataset as MLflow has it, without the run that reads it. */
export type MlflowDataset = Omit<MlflowDatasetInput, 'tags'>;

/**
 * What `registerDatasetVersion` takes of MLflow's dataset: its digest under MLflow's own algorithm, and its texts as they
 * are. Nothing of them is interpreted, so that they come back to MLflow's clients byte for byte.
 * @param namespace that of the run's experiment; empty for none
 */
export function datasetInputOf(
  { name, digest, sourceType, source, schema, profile }: MlflowDataset,
  namespace: string,
): object {
  return {
    dataset: datasetName(name, namespace),
    externalDigest: { algorithm: 'mlflow', value: digest },
    external: { name, sourceType, source, schema, profile },
  };
}

/** What MLflow calls what a dataset was read for: the tag of its use. Source: mlflow/utils/mlflow_tags.py. */
export const CONTEXT_TAG = 'mlflow.data.context';

/** What a dataset is used for, as the API knows it. */
export type DatasetRole = 'TRAINING' | 'VALIDATION' | 'TEST' | 'EVALUATION' | 'REFERENCE' | 'OTHER';

/** The role that a context names in MLflow, whose words are those of people; only what says so was trained on. */
export function roleOf(context: string | undefined): DatasetRole {
  const word = /^[a-z]+/.exec(context?.trim().toLowerCase() ?? '')?.[0] ?? '';
  return ROLES.get(word) ?? 'OTHER';
}

const ROLES: ReadonlyMap<string, DatasetRole> = new Map([
  ...(['train', 'training', 'fit'] as const).map((word) => [word, 'TRAINING'] as const),
  ...(['val', 'valid', 'validation', 'dev'] as const).map((word) => [word, 'VALIDATION'] as const),
  ...(['test', 'testing', 'holdout'] as const).map((word) => [word, 'TEST'] as const),
  ...(['eval', 'evaluate', 'evaluation'] as const).map((word) => [word, 'EVALUATION'] as const),
  ...(['reference', 'baseline'] as const).map((word) => [word, 'REFERENCE'] as const),
]);

/** The most characters of a name, and of its last segment where that is derived. */
const MAX_NAME = 200;
const MAX_SEGMENT = 90;

/**
 * A dataset's name: MLflow's where that is a segment of the grammar, else the nearest text with the beginning of its hash
 * behind it, so that two names never become one, and the same one always does.
 */
function datasetName(name: string, namespace: string): string {
  const before = namespace === '' ? '' : `${namespace}/`;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  const segment = plainSegment(name, Math.min(MAX_SEGMENT, MAX_NAME - before.length - hash.length - 1));
  return before + (segment === name ? name : `${segment || 'dataset'}-${hash}`);
}
