import type { MountedApi } from '#platform/server/mount.js';
import { artifactRoutes } from './artifacts/artifact-routes.js';
import { multipartRoutes } from './artifacts/multipart-routes.js';
import { runArtifactRoutes } from './artifacts/run-artifact-routes.js';
import { outputRoutes } from './logged-models/log-outputs.js';
import { loggedModelRoutes } from './logged-models/logged-model-routes.js';
import { modelArtifactRoutes } from './logged-models/model-artifact-routes.js';
import { aliasRoutes } from './registry/alias-routes.js';
import { modelRoutes } from './registry/model-routes.js';
import { stageRoutes } from './registry/stage-routes.js';
import { versionArtifactRoutes } from './registry/version-artifact-routes.js';
import { versionRoutes } from './registry/version-routes.js';
import { notServed } from './routing/not-ours.js';
import type { Route } from './routing/route.js';
import { createRouter } from './routing/router.js';
import { serverRoutes } from './server/server-routes.js';
import type { MlflowSettings } from './settings.js';
import { experimentRoutes } from './tracking/experiment-routes.js';
import { historyRoutes } from './tracking/history-routes.js';
import { logRoutes } from './tracking/log-routes.js';
import { runRoutes } from './tracking/run-routes.js';
import { errorAnswer } from './wire/answers.js';
import { createApi } from './wire/api.js';
import { MlflowError, notRepeated } from './wire/mlflow-error.js';
import { translateError } from './wire/translate-error.js';

/** Every endpoint that is served, a list a family. */
export const ROUTES: readonly Route[] = [
  ...serverRoutes,
  ...experimentRoutes,
  ...runRoutes,
  ...logRoutes,
  ...historyRoutes,
  ...loggedModelRoutes,
  ...modelArtifactRoutes,
  ...outputRoutes,
  ...artifactRoutes,
  ...multipartRoutes,
  ...runArtifactRoutes,
  ...modelRoutes,
  ...versionRoutes,
  ...versionArtifactRoutes,
  ...aliasRoutes,
  ...stageRoutes,
];

/** Answers MLflow's clients. */
export function createMlflowApi(settings: MlflowSettings): MountedApi {
  const find = createRouter(ROUTES);
  return {
    async answer(request) {
      const { method, path } = request;
      const api = createApi(request.ask);
      try {
        const found = find(method, path);
        if (found === undefined) throw notServed(method, path);
        return await found.route.answer({ parts: found.parts, request, api, settings });
      } catch (error) {
        if (error instanceof MlflowError) return errorAnswer(api.mayRepeat ? error : notRepeated(error));
        throw error;
      }
    },
    refuse: (refusal) => errorAnswer(translateError(refusal, refusal.status)),
  };
}
