// npm run test:storage [-- PART]: places that want more than Node, asked for real: servers of the APIs of S3 and of Google
// Cloud Storage (moto and gcp-storage-emulator, from PyPI), and a registry of images (docker-registry and skopeo, from Debian).
// What it starts ends with it; a server that cannot be had is said, and the others are asked all the same.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NotReady, startBucket } from './mlflow-servers.mjs';
import { NoEnvironment } from './python-environment.mjs';
import { startGcs, startRegistry } from './storage-servers.mjs';

const TESTED = [
  { what: "A SERVER OF S3'S API", start: startS3, file: 'test/integrations/storage/s3.test.ts' },
  { what: "A SERVER OF GOOGLE CLOUD STORAGE'S API", start: startGcs, file: 'test/integrations/storage/gcs.test.ts' },
  { what: 'A REGISTRY OF IMAGES', start: startRegistry, file: 'test/integrations/oci/registry.test.ts' },
];

async function startS3(folder) {
  const { environment, ...bucket } = await startBucket(folder);
  const { PEDIGRAPH_ARTIFACTS: _, ...own } = environment;
  return { ...bucket, environment: { ...own, PEDIGRAPH_TEST_BUCKET: 'artifacts' } };
}

async function testWith({ what, start, file }) {
  const folder = mkdtempSync(path.join(tmpdir(), 'pedigraph-storage-'));
  let server;
  try {
    server = await start(folder);
    const env = { ...process.env, ...server.environment };
    const run = spawn('npx', ['vitest', 'run', '--project', 'shared', file], { stdio: 'inherit', env });
    const [code] = await once(run, 'exit');
    return code ?? 1;
  } catch (error) {
    if (!(error instanceof NoEnvironment || error instanceof NotReady)) throw error;
    if (error.output) console.error(error.output);
    console.error(`THE TESTS WITH ${what} DID NOT RUN: ${error.message}`);
    return 2;
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const only = process.argv[2];
for (const tested of TESTED.filter(({ file }) => only === undefined || file.includes(only)))
  process.exitCode = Math.max(process.exitCode ?? 0, await testWith(tested));
