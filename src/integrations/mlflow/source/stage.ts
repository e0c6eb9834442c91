import type { MlflowModelVersion } from './mlflow-entities.js';

const STAGES: ReadonlySet<string> = new Set(['Staging', 'Production', 'Archived']);

/**
 * What MLflow's `current_stage` says: a stage, none, or that the version was deleted and is only hidden.
 * Source: mlflow/entities/model_registry/model_version_stages.py.
 */
export function keptStage(stage: string | null): Pick<MlflowModelVersion, 'stage' | 'deleted'> {
  return { stage: STAGES.has(stage ?? '') ? stage : null, deleted: stage === 'Deleted_Internal' };
}
