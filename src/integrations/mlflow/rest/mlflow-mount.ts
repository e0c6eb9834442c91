import type { Mount } from '#platform/server/mount.js';
import { OPEN_PATHS } from './server/open-paths.js';
import type { MlflowSettings } from './settings.js';

/** Where clients put files. */
const UPLOADS = ['/api/2.0/mlflow-artifacts/artifacts/', '/ajax-api/2.0/mlflow-artifacts/artifacts/'];

/**
 * MLflow's REST API at `/mlflow`, for `MLFLOW_TRACKING_URI=http://host:4000/mlflow`: what MLflow's clients send becomes
 * operations of the GraphQL API in their caller's name.
 */
export function mlflowMount(settings: MlflowSettings): Mount {
  return {
    path: '/mlflow',
    open: OPEN_PATHS,
    uploads: { method: 'PUT', below: UPLOADS, time: settings.uploadMs ?? 0 },
    async load() {
      const { createMlflowApi } = await import('./create-mlflow-api.js');
      return createMlflowApi(settings);
    },
  };
}
