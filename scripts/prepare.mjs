// Installs and builds what is missing, so that `npm start` and `npm test` work in a fresh clone. Plain Node, no packages.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => path.join(root, ...parts);

const PACKAGES = ['package.json', 'package-lock.json'];
const BUNDLE = at('dist', 'bundle', 'pedigraph.cjs');
const BUNDLE_SETTINGS = [
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/bundle.mjs',
  'scripts/bundle-options.mjs',
  'scripts/bundle-plugins.mjs',
  ...PACKAGES,
];
const EXPLORER = at('dist', 'explorer', 'index.html');
const EXPLORER_SOURCES = ['web/src', 'web/trusted-documents'];
const EXPLORER_SETTINGS = [
  'web/index.html',
  'web/vite.config.mjs',
  'web/tsconfig.json',
  'scripts/build-explorer.mjs',
  ...PACKAGES,
];

/** Installs packages where the lock file has changed since, and builds where a source is newer than the build. */
export function prepare({ build = true } = {}) {
  refuseOldNode();
  installPackages(root);
  if (!build) return;
  const isServerOld = isOlder(BUNDLE, ['src', 'subgraphs'], BUNDLE_SETTINGS);
  const isExplorerOld = isOlder(EXPLORER, EXPLORER_SOURCES, EXPLORER_SETTINGS);
  if (isServerOld || isExplorerOld) console.error('Building (once, and after a change) …');
  if (isServerOld) {
    run(
      [process.execPath, at('node_modules', 'typescript', 'bin', 'tsc'), '-p', at('tsconfig.build.json')],
      'The sources do not compile: see above.',
    );
    run([process.execPath, at('scripts', 'bundle.mjs')], 'The build could not be bundled: see above.');
  }
  if (isExplorerOld)
    run([process.execPath, at('scripts', 'build-explorer.mjs')], 'The explorer does not build: see above.');
}

/** Installs the packages of a folder's lock file, unless they are there. */
export function installPackages(folder) {
  if (!isInstallNeeded(folder)) return;
  const where = folder === root ? '' : ` of ${path.basename(folder)}/`;
  console.error(`Installing ${packagesOf(folder)} packages${where} (once, about half a minute) …`);
  const registry = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  run(
    [...registry, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'The packages could not be installed: check the connection to the npm registry and run npm ci.',
    folder,
  );
}

/** How many a folder's lock file names, the folder itself left out. */
function packagesOf(folder) {
  return Object.keys(JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')).packages).length - 1;
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Pedigraph needs Node.js 20.19 or newer, but this is ${process.versions.node}: install a newer one from https://nodejs.org.`,
  );
  process.exit(1);
}

/** npm leaves a copy of the lock it installed from; a lock that is newer than that has not been installed. */
function isInstallNeeded(folder) {
  const installed = path.join(folder, 'node_modules', '.package-lock.json');
  const lock = path.join(folder, 'package-lock.json');
  return !existsSync(installed) || statSync(lock).mtimeMs > statSync(installed).mtimeMs;
}

/** Whether a built file is not there, or a source in one of the folders or one of the other files is newer. */
function isOlder(builtFile, folders, others) {
  const built = statSync(builtFile, { throwIfNoEntry: false });
  if (built === undefined) return true;
  const sources = folders.flatMap((folder) => readdirSync(at(folder), { recursive: true, withFileTypes: true }));
  const files = sources.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return [...files, ...others.map((name) => at(name))].some((file) => statSync(file).mtimeMs > built.mtimeMs);
}

function run([command, ...args], otherwise, cwd = root) {
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 2, 2],
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(otherwise);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) prepare({ build: !process.argv.includes('--no-build') });
