import type { GraphqlClient } from '#integrations/client/graphql-client.js';
import { write } from './write.js';

const REGISTER = `mutation ($input: RegisterEnvironmentVersionInput!) {
  registerEnvironmentVersion(input: $input) { created environmentVersion { ref } }
}`;

interface Registered {
  readonly registerEnvironmentVersion: {
    readonly created: boolean;
    readonly environmentVersion: { readonly ref: string };
  };
}

/** What counts what an import has registered. */
interface EnvironmentTally {
  count(kind: 'environments', what: 'imported' | 'alreadyThere'): void;
}

/** Registers an environment version, or finds it, and counts it; returns its ref. Throws `ApiError`. */
export async function registerEnvironment(
  input: object,
  { client, tally }: { readonly client: GraphqlClient; readonly tally: EnvironmentTally },
): Promise<string> {
  const { registerEnvironmentVersion: done } = await write<Registered>({ client }, REGISTER, { input });
  tally.count('environments', done.created ? 'imported' : 'alreadyThere');
  return done.environmentVersion.ref;
}
