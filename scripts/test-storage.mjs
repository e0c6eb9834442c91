// npm run test:storage: places of storage that want more than Node, asked for real: a server of S3's API (moto, from PyPI).
// What it starts ends with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NotReady, startBucket } from './mlflow-servers.mjs';
import { NoEnvironment } from './python-environment.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'pedigraph-storage-'));
let bucket;
try {
  bucket = await startBucket(folder);
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL_S3 } = bucket.environment;
  const env = { ...process.env, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL_S3 };
  const words = ['vitest', 'run', '--project', 'shared', 'test/integrations/storage/s3.test.ts'];
  const run = spawn('npx', words, { stdio: 'inherit', env: { ...env, PEDIGRAPH_TEST_BUCKET: 'artifacts' } });
  [process.exitCode] = await once(run, 'exit');
} catch (error) {
  if (!(error instanceof NoEnvironment || error instanceof NotReady)) throw error;
  if (error.output) console.error(error.output);
  console.error(`THE TESTS WITH A SERVER OF S3'S API DID NOT RUN: ${error.message}`);
  process.exitCode = 2;
} finally {
  await bucket?.stop();
  rmSync(folder, { recursive: true, force: true });
}
