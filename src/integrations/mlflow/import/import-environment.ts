import { ApiError } from '#integrations/client/api-error.js';
import { write } from '#integrations/importing/write.js';
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

const REGISTER = `mutation ($input: RegisterEnvironmentVersionInput!) {
  registerEnvironmentVersion(input: $input) { created environmentVersion { ref } }
}`;

interface Registered {
  readonly registerEnvironmentVersion: {
    readonly created: boolean;
    readonly environmentVersion: { readonly ref: string };
  };
}

async function register(
  context: Pick<ImportContext, 'client' | 'tally'>,
  name: string,
  environment: MlflowEnvironment,
): Promise<string> {
  const input = { environment: name, runtime: environment.runtime, packages: environment.packages };
  try {
    const { registerEnvironmentVersion: done } = await write<Registered>(context, REGISTER, { input });
    context.tally.count('environments', done.created ? 'imported' : 'alreadyThere');
    return done.environmentVersion.ref;
  } catch (error) {
    if (error instanceof ApiError)
      context.tally.skip({ kind: 'environment', path: name, reason: error.message, code: error.code });
    throw error;
  }
}
