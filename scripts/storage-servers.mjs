// Servers that hold what versions name, for tests: a registry of images, from Debian, and one of Google Cloud Storage's API,
// from PyPI.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort, startServer } from './mlflow-servers.mjs';
import { NoEnvironment, pythonEnvironment } from './python-environment.mjs';

/** The user of the registry, and bcrypt of the password, as `htpasswd -B` writes it. */
const USER = {
  name: 'ann',
  password: 'secret',
  line: 'ann:$2b$05$glZJoRO5DnQgc0pTQw17we.44d9jRSz1MX/VfWkgHN9casNwfaueK\n',
};

/**
 * Starts a registry that asks for a password.
 * @returns what stops it, and the variables that a test of it wants
 * @throws {NoEnvironment} where Debian's docker-registry or skopeo is not there; {NotReady}
 */
export async function startRegistry(folder) {
  for (const command of ['docker-registry', 'skopeo'])
    if (spawnSync(command, ['--version']).status !== 0)
      throw new NoEnvironment(`there is no ${command}: apt-get install docker-registry skopeo`);
  const address = `127.0.0.1:${await freePort()}`;
  const users = path.join(folder, 'htpasswd');
  writeFileSync(users, USER.line);
  const configuration = path.join(folder, 'registry.yml');
  const settings = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: path.join(folder, 'images') } },
    http: { addr: address },
    auth: { htpasswd: { realm: 'images', path: users } },
  };
  writeFileSync(configuration, JSON.stringify(settings));
  const server = await startServer('docker-registry', ['serve', configuration], {
    ...{ cwd: folder, ready: `http://${address}/`, environment: {} },
  });
  const docker = path.join(folder, 'docker');
  mkdirSync(docker);
  const auth = Buffer.from(`${USER.name}:${USER.password}`).toString('base64');
  writeFileSync(path.join(docker, 'config.json'), JSON.stringify({ auths: { [address]: { auth } } }));
  return { ...server, environment: { PEDIGRAPH_TEST_REGISTRY: address, DOCKER_CONFIG: docker } };
}

/**
 * Starts a server of Google Cloud Storage's API, with a bucket.
 * @returns as `startRegistry`
 * @throws {NoEnvironment} where it cannot be installed; {NotReady}
 */
export async function startGcs(folder) {
  const requirements = path.resolve(import.meta.dirname, '../test/integrations/storage/requirements-gcs.txt');
  const bin = path.dirname(pythonEnvironment('gcs', requirements));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const words = ['start', '--host', '127.0.0.1', '--port', String(port), '--in-memory', '--default-bucket', 'models'];
  const server = await startServer(path.join(bin, 'gcp-storage-emulator'), words, {
    ...{ cwd: folder, ready: `${url}/storage/v1/b/models`, environment: {} },
  });
  return { ...server, environment: { STORAGE_EMULATOR_HOST: url, PEDIGRAPH_TEST_GCS: 'models' } };
}
