/** The header `Authorization` for a tracking server, by the variables that MLflow's own client takes. */
export function authorizationOf({
  MLFLOW_TRACKING_TOKEN: token,
  MLFLOW_TRACKING_USERNAME: user,
  MLFLOW_TRACKING_PASSWORD: password,
}: NodeJS.ProcessEnv): string | undefined {
  if (user && password) return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  return token ? `Bearer ${token}` : undefined;
}
