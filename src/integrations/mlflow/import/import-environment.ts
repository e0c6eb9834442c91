import { ApiError } from '#integrations/client/api-error.js';
import { registerEnvironment } from '#integrations/importing/register-environment.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import type { MlflowEnvironment } from '../files/read-environment.js';
import type { ImportContext } from './import-context.js';

/** Registers an environment under a name and returns its ref. Throws `ApiError`. */
export type RegisterEnvironment = (name: string, environment: MlflowEnvironment) => Promise<string>;

/** Hundreds of runs share a handful of environments, so what was registered is remembered for the import. */
export function environmentRegistrar(context: Pick<ImportContext, 'client' | 'tally'>): RegisterEnvironment {
  const refs = new Map<string, Promise<string>>();
  return (name, environment) => {
    const key = `${name} ${canonicalJson(environment)}`;
    const known = refs.get(key);
    if (known) return known;
    const ref = register(context, name, environment);
    refs.set(key, ref);
    return ref;
  };
}

async function register(
  context: Pick<ImportContext, 'client' | 'tally'>,
  name: string,
  environment: MlflowEnvironment,
): Promise<string> {
  const input = { environment: name, runtime: environment.runtime, packages: environment.packages };
  try {
    return await registerEnvironment(input, context);
  } catch (error) {
    if (error instanceof ApiError)
      context.tally.skip({ kind: 'environment', path: name, reason: error.message, code: error.code });
    throw error;
  }
}
