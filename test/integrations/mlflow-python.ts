import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * A Python that has MLflow: the one that `MLFLOW_PYTHON` names, or that of `npm run test:mlflow`; null where there is
 * none. The product needs none; tests make real stores with it.
 */
export function mlflowPython(): string | null {
  const named = process.env['MLFLOW_PYTHON'];
  if (named) return named;
  const cache = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'pedigraph');
  const environments = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('mlflow-')) : [];
  const complete = environments.find((name) => existsSync(path.join(cache, name, 'complete')));
  return complete === undefined ? null : path.join(cache, complete, 'bin', 'python');
}

export const WITHOUT_MLFLOW =
  'skipped: no Python with MLflow; npm run test:mlflow makes one, MLFLOW_PYTHON names another';
