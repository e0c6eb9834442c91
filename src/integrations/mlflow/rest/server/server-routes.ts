import type { Route } from '../routing/route.js';
import type { MlflowSettings } from '../settings.js';
import { jsonAnswer, textAnswer } from '../wire/answers.js';

/** The version of MLflow whose API this is; its clients compare it with their own. */
const MLFLOW_VERSION = '3.17.2';

/** What clients ask of the server before they use a part of it: here is no tracing, gateway or workspace. */
const SERVER_INFO = {
  store_type: 'SqlStore',
  workspaces_enabled: false,
  trace_archival_enabled: false,
  multipart_downloads_enabled: false,
  presigned_upload_run_id_supported: false,
  presigned_upload_model_id_supported: false,
  features_enabled: { gateway: false },
} as const;

/** What MLflow's server says of itself. */
export const serverRoutes: readonly Route[] = [
  { method: 'GET', path: '/health', answer: async () => textAnswer('OK') },
  { method: 'GET', path: '/version', answer: async () => textAnswer(MLFLOW_VERSION) },
  {
    method: 'GET',
    api: '3.0',
    path: 'mlflow/server-info',
    answer: async ({ settings }) =>
      jsonAnswer({ ...SERVER_INFO, multipart_uploads_enabled: await takesParts(settings) }),
  },
];

/** Whether clients can send large files in parts. */
async function takesParts({ artifacts }: MlflowSettings): Promise<boolean> {
  return artifacts !== undefined && (await artifacts()).uploads !== null;
}
