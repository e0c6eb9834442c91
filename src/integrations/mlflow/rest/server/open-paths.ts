/** Paths that MLflow's server answers without a credential, too: clients learn from them what the server can do. */
export const OPEN_PATHS: readonly string[] = [
  '/health',
  '/version',
  '/api/3.0/mlflow/server-info',
  '/ajax-api/3.0/mlflow/server-info',
];
