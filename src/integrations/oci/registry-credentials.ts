import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Environment } from '#integrations/git/git-reader.js';

/** Where Docker Hub's credentials are, in a file of Docker's. */
const DOCKER_HUB = 'https://index.docker.io/v1/';

/**
 * User and password for a registry in Base64, as `docker login` stored them in `$DOCKER_CONFIG/config.json`; null where
 * there are none. What a credential helper has is not asked for: that would start a program.
 */
export async function registryCredentials(registry: string, env: Environment): Promise<string | null> {
  const folder = env['DOCKER_CONFIG'] ?? path.join(env['HOME'] ?? os.homedir(), '.docker');
  try {
    const { auths } = JSON.parse(await readFile(path.join(folder, 'config.json'), 'utf8')) as {
      readonly auths?: Readonly<Record<string, { readonly auth?: unknown }>>;
    };
    const key = registry === 'docker.io' ? DOCKER_HUB : registry;
    const found = auths !== undefined && Object.hasOwn(auths, key) ? auths[key]?.auth : undefined;
    return typeof found === 'string' && /^[A-Za-z0-9+/=]+$/.test(found) ? found : null;
  } catch {
    return null;
  }
}
