// npm run packages: writes dist/packages/*.tgz, the two packages that docs/publishing.md is about: `pedigraph` has the
// commands that speak to a server, in one file; `pedigraph-server` is the server, and has all commands.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleClient } from './bundle-client.mjs';
import { prepare } from './prepare.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, 'dist', 'packages');

/**
 * Packs both.
 * @returns {Promise<{ client: string, server: string }>} where the tarballs are
 */
export async function packPackages() {
  prepare();
  rmSync(target, { recursive: true, force: true });
  return { client: pack(await stageClient()), server: pack(stageServer()) };
}

async function stageClient() {
  const folder = emptyFolder('client');
  const { code, licences } = await bundleClient();
  writeFileSync(path.join(folder, 'pedigraph.cjs'), code);
  chmodSync(path.join(folder, 'pedigraph.cjs'), 0o755);
  writeFileSync(path.join(folder, 'LICENSES.txt'), licences);
  for (const name of ['package.json', 'README.md'])
    cpSync(path.join(root, 'clients', 'cli', name), path.join(folder, name));
  return folder;
}

function stageServer() {
  const folder = emptyFolder('server');
  for (const name of ['bin/run-bundle.mjs', 'dist/bundle', 'dist/explorer', 'schema', 'README.md']) {
    const filter = (source) => path.basename(source) !== 'compiled';
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true, filter });
  }
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { devDependencies: _, scripts: __, imports: ___, ...installed } = manifest;
  const text = JSON.stringify({ ...installed, bin: { pedigraph: 'bin/run-bundle.mjs' } }, null, 2);
  writeFileSync(path.join(folder, 'package.json'), `${text}\n`);
  return folder;
}

function pack(folder) {
  cpSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
  const words = ['pack', folder, '--json', '--pack-destination', target];
  const printed = execFileSync('npm', words, { encoding: 'utf8', shell: process.platform === 'win32' });
  const file = path.join(target, JSON.parse(printed)[0].filename);
  rmSync(folder, { recursive: true });
  return file;
}

function emptyFolder(name) {
  const folder = path.join(target, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const file of Object.values(await packPackages())) console.log(path.relative(root, file));
