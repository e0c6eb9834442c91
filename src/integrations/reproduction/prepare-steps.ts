import path from 'node:path';
import { fetchStep } from './fetch-step.js';
import type { RebuildPlan } from './plan-rebuild.js';
import { quoted } from './safe-path.js';

/** The shell function `prepare`: what is installed, where there is no image to run in. */
export function prepareSteps({ lock, artifacts }: RebuildPlan): string[] {
  if (lock === null) return ['prepare() { say "This uses what is installed here; see $here/packages.txt."; }'];
  const copies = artifacts.filter(({ digest }) => digest === lock.digest);
  const copy = copies.find(({ path }) => path === lock.path) ?? copies[0];
  const install = INSTALLERS.find(({ fits }) => fits.test(path.posix.basename(lock.path)))?.install(lock.path);
  return [
    'prepare() {',
    `  inside ${quoted(lock.path)}`,
    ...(copy === undefined ? [] : [`  ${fetchStep({ ...copy, path: lock.path })}`]),
    `  if [ ! -f ${quoted(lock.path)} ]; then say "The lock file is not here: this uses what is installed; see $here/packages.txt."; return; fi`,
    '  check "$here/LOCK_DIGEST"',
    ...(install === undefined
      ? [`  say ${quoted(`This uses what is installed here; ${lock.path} is the lock file to install from.`)}`]
      : [
          `  if [ "$\{PEDIGRAPH_INSTALL:-}" != 1 ]; then`,
          `    say ${quoted(`This uses what is installed here. With PEDIGRAPH_INSTALL=1 it installs from ${lock.path}, which is as it was sealed.`)}`,
          '    return',
          '  fi',
          ...install.map((line) => `  ${line}`),
        ]),
    '}',
  ];
}

/** How a lock file is installed from; into the folder, and nowhere else. */
const INSTALLERS: readonly { readonly fits: RegExp; install(lock: string): string[] }[] = [
  {
    fits: /^requirements.*\.(txt|lock)$/,
    install: (lock) => [
      'python3 -m venv "$here/venv"',
      'PATH="$here/venv/bin:$PATH"; export PATH',
      `"$here/venv/bin/python" -m pip install --quiet --disable-pip-version-check -r ${quoted(`./${lock}`)} >&2`,
    ],
  },
  {
    fits: /^(package-lock|npm-shrinkwrap)\.json$/,
    install: (lock) => [`(cd ./${quoted(path.posix.dirname(lock))} && npm ci >&2)`],
  },
];
