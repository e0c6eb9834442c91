import { MlflowError } from '../wire/mlflow-error.js';

/** Parts of MLflow's API that are not served, by where they stand behind `/api/<version>/`. */
const NOT_OURS: readonly (readonly [path: RegExp, what: string])[] = [
  [/^mlflow\/(traces|unified-traces|get-online-trace-details|assessments|issues)\b|^otlp\b/, 'Traces'],
  [/^mlflow\/(scorers|datasets|genai|label-schemas|review-queues|experiments\/search-datasets)\b/, 'Evaluations'],
  [/^mlflow\/(prompts|prompt-optimization|promptlab)\b/, 'Prompts'],
  [/^mlflow\/(gateway|endpoints)\b/, 'The AI gateway'],
  [/^mlflow\/(jobs|demo)\b/, 'Jobs'],
  [/^mlflow\/webhooks\b/, 'Webhooks'],
  [/^mlflow\/workspaces\b/, 'Workspaces'],
];

/**
 * Why a path is not served. Its client does not try again: 404 is none of the statuses after which MLflow's does, and
 * `FEATURE_DISABLED` none of the codes after which it asks an older endpoint.
 */
export function notServed(method: string, path: string): MlflowError {
  const [, behind = ''] = /^\/(?:ajax-)?api\/\d+\.\d+\/(.*)$/s.exec(path) ?? [];
  const rest = path.startsWith('/v1/traces') ? 'mlflow/traces' : behind;
  const what = NOT_OURS.find(([pattern]) => pattern.test(rest))?.[1];
  if (what !== undefined) {
    return new MlflowError('FEATURE_DISABLED', `${what} of MLflow are not served here: ${method} ${path}.`, 404);
  }
  return new MlflowError('ENDPOINT_NOT_FOUND', `Nothing is served at ${method} ${path}.`);
}
