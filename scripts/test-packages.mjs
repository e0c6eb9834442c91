// npm run test:packages: packs both packages, installs each in an empty folder, starts the server half and lets the client
// half work with it, by itself and in the pipelines of examples/ci. What it starts ends with it.
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NotReady, startProduct } from './mlflow-servers.mjs';
import { packPackages } from './pack-packages.mjs';
import { checkClient } from './packages/check-client.mjs';
import { checkPipelines } from './packages/check-pipelines.mjs';
import { installPackage, NotInstalled } from './packages/install-package.mjs';

/** The most that each may be, in bytes: a pipeline installs the client half each time. */
const MOST = {
  client: { packed: 1_000_000, installed: 4_000_000 },
  server: { packed: 5_000_000, installed: 400_000_000 },
};

const folder = mkdtempSync(path.join(tmpdir(), 'pedigraph-packages-'));
// PostgreSQL refuses root and runs as another user there, who has to come in.
chmodSync(folder, 0o755);
let server;
try {
  const files = await packPackages();
  const client = install('client', files.client, { offline: true });
  assert.equal(client.packages, 1, 'the client half has no dependencies');
  const { command } = install('server', files.server);
  const store = path.join(folder, 'store');
  mkdirSync(store);
  server = await startProduct(store, { main: realpathSync(command) });
  checkClient(client.command, path.join(folder, 'work'), server);
  await checkPipelines(files.client, path.join(folder, 'pipelines'), server);
} catch (error) {
  if (!(error instanceof NotInstalled || error instanceof NotReady)) throw error;
  console.error(error.output);
  console.error(`THE PACKAGES WERE NOT TESTED: ${error.message}`);
  process.exitCode = 2;
} finally {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Installs a half, and holds its sizes. */
function install(half, file, options) {
  const installed = installPackage(file, path.join(folder, half), options);
  const packed = statSync(file).size;
  assert.ok(packed <= MOST[half].packed, `${file}: ${packed} bytes`);
  assert.ok(
    installed.bytes <= MOST[half].installed,
    `the ${half} half is ${installed.bytes} bytes where it is installed`,
  );
  const { bytes, packages } = installed;
  console.log(`ok - the ${half} half: ${packed} bytes packed, ${bytes} installed, in ${packages} packages`);
  return installed;
}
