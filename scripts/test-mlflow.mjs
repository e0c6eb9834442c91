// npm run test:mlflow [-- --beside-mlflow | --distributed | --s3 | --pytorch] [PYTEST ARGUMENTS]: MLflow's own client against the product
// (test/mlflow/README.md). What it starts ends with it; the virtual environment stays in the user's cache.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NotReady, requirementsOf, startBucket, startMlflow, startProduct } from './mlflow-servers.mjs';
import { prepare } from './prepare.mjs';
import { NoEnvironment, pythonEnvironment } from './python-environment.mjs';

const OWN = ['--beside-mlflow', '--distributed', '--s3', '--pytorch'];
const flags = new Set(process.argv.slice(2).filter((argument) => OWN.includes(argument)));
const forPytest = process.argv.slice(2).filter((argument) => !OWN.includes(argument));

const folder = mkdtempSync(path.join(tmpdir(), 'pedigraph-mlflow-'));
// PostgreSQL refuses root and runs as another user there, who has to come in.
chmodSync(folder, 0o755);
const running = [];
try {
  const python = flags.has('--pytorch')
    ? pythonEnvironment('mlflow-pytorch', requirementsOf('requirements-pytorch.txt'))
    : pythonEnvironment('mlflow', requirementsOf('requirements.txt'));
  const environment = flags.has('--beside-mlflow') ? await mlflowsOwn(python) : await ours();
  const pytest = ['-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', ...forPytest];
  const options = { cwd: requirementsOf('.'), stdio: 'inherit', env: { ...process.env, ...environment } };
  // Not synchronously: what the servers say has to be read meanwhile, or they wait.
  const [status] = await once(spawn(python, pytest, options), 'exit');
  process.exitCode = status ?? 1;
} catch (error) {
  if (!(error instanceof NoEnvironment || error instanceof NotReady)) throw error;
  if (error.output) console.error(error.output);
  console.error(`THE TESTS WITH MLFLOW'S CLIENT DID NOT RUN: ${error.message}`);
  process.exitCode = 2;
} finally {
  for (const server of running.reverse()) await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function mlflowsOwn(python) {
  const server = await startMlflow(folder, python, { workers: 1 });
  running.push(server);
  return { MLFLOW_TRACKING_URI: server.uri };
}

async function ours() {
  prepare();
  const bucket = flags.has('--s3') ? await startBucket(folder) : undefined;
  if (bucket !== undefined) running.push(bucket);
  const server = await startProduct(folder, {
    distributed: flags.has('--distributed'),
    environment: bucket?.environment,
  });
  running.push(server);
  const { tokens } = server;
  return {
    MLFLOW_TRACKING_URI: server.uri,
    MLFLOW_TRACKING_TOKEN: tokens.admin,
    PEDIGRAPH_URL: server.url,
    TOKEN_OF_VIEWER: tokens.VIEWER,
    TOKEN_OF_CONTRIBUTOR: tokens.CONTRIBUTOR,
    TOKEN_OF_MAINTAINER: tokens.MAINTAINER,
    ...(bucket !== undefined && { BUCKET_URL: bucket.url }),
  };
}
