// Installs a packed package as its users do: into an empty folder, by npm.
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** npm did not install a package; `output` is what it said. */
export class NotInstalled extends Error {
  constructor(file, output) {
    super(`npm did not install ${path.basename(file)}.`);
    this.output = output;
  }
}

/**
 * Installs a tarball into `folder`, which is made.
 * @returns {{ command: string, bytes: number, packages: number }} the file of `pedigraph`, and what was installed
 * @throws {NotInstalled}
 */
export function installPackage(file, folder, { offline = false } = {}) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n');
  const words = ['install', file, '--no-audit', '--no-fund', '--no-save', offline ? '--offline' : '--prefer-offline'];
  const { status, stdout, stderr } = spawnSync('npm', words, {
    cwd: folder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new NotInstalled(file, stdout + stderr);
  const modules = path.join(folder, 'node_modules');
  const entries = readdirSync(modules, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return {
    command: path.join(modules, '.bin', 'pedigraph'),
    bytes: files.reduce((sum, name) => sum + lstatSync(name).size, 0),
    packages: files.filter((name) => /node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(name)).length,
  };
}
