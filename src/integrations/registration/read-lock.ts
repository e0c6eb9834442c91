import { createHash } from 'node:crypto';
import path from 'node:path';
import * as z from 'zod';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { ForeignTree } from '../reading/foreign-tree.js';
import { parsePipRequirement } from '../reading/parse-requirement.js';
import { readWithin } from '../reading/read-within.js';
import type { LockedPackage } from './locked-package.js';
import { readPythonLock } from './read-python-lock.js';

/** A lock file, and what it installs. */
export interface ReadLock {
  readonly lock: { readonly path: string; readonly digest: string };
  readonly packages: readonly LockedPackage[];
}

const FORMATS: readonly { readonly fits: RegExp; readonly read: (text: string) => LockedPackage[] }[] = [
  { fits: /^requirements.*\.(txt|lock)$/, read: readRequirements },
  { fits: /^(package-lock|npm-shrinkwrap)\.json$/, read: readPackageLock },
  { fits: /^(poetry|uv)\.lock$/, read: readPythonLock },
];

/**
 * Reads a lock file; of one whose format is not known, the digest alone.
 * @throws {PedigraphError} BAD_USER_INPUT where it is not there, or not what its name says.
 */
export async function readLock(tree: ForeignTree, given: string): Promise<ReadLock> {
  const bytes = await readWithin(tree, given, 'a lock file');
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const format = FORMATS.find(({ fits }) => fits.test(path.basename(given)));
  try {
    return { lock: { path: given, digest }, packages: format?.read(bytes.toString('utf8')) ?? [] };
  } catch (error) {
    const why = (error as Error).message.split('\n', 1)[0];
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected ${given} to be a lock file in ${tree.root}, but it cannot be read: ${why}. Nothing was written.`,
    );
  }
}

function readRequirements(text: string): LockedPackage[] {
  return text
    .replaceAll(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .flatMap((line): LockedPackage | LockedPackage[] => {
      const read = /^\s*(-r|--requirement)\b/.test(line) ? undefined : parsePipRequirement(line);
      // What a name and a version cannot say is still installed, and not pinned: left out, all would look pinned.
      return read === undefined ? [{ manager: 'pip', name: line.trim().slice(0, 214), version: null }] : (read ?? []);
    });
}

const packageLock = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), link: z.boolean().optional() })),
});

/** The packages that npm installs, nested ones too, each name and version once. Source: npm's package-lock.json, v2 and v3. */
function readPackageLock(text: string): LockedPackage[] {
  const lock = packageLock.safeParse(JSON.parse(text));
  if (!lock.success) {
    throw new Error(
      'it has no "packages", which npm writes since its version 7 (lockfileVersion 2): write it anew with npm install --package-lock-only',
    );
  }
  const found = new Map<string, LockedPackage>();
  for (const [location, { version, link }] of Object.entries(lock.data.packages)) {
    const name = location.split('node_modules/').at(-1);
    if (location === '' || link === true || !location.includes('node_modules/') || !name || version === undefined)
      continue;
    found.set(`${name}@${version}`, { manager: 'npm', name, version });
  }
  return [...found.values()];
}
