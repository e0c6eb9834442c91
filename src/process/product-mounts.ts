import { mlflowMount } from '#integrations/mlflow/rest/mlflow-mount.js';
import type { Config } from '#platform/config/config.js';
import type { Mount } from '#platform/server/mount.js';

/** The APIs of other tools that the product answers beside its own. */
export function productMounts({ mlflow }: Pick<Config, 'mlflow'>): readonly Mount[] {
  return [mlflowMount(mlflow)];
}
