import { readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes the library symlinks that an npm package cannot carry, from the list the binaries' package ships.
 * Its install script does the same, but npm 11 and pnpm 10 may not run install scripts.
 * @param root the package's folder, or a copy of it
 * @throws where a symlink is missing and cannot be made, as in a read-only `node_modules`
 */
export async function hydrateSymlinks(root: string): Promise<void> {
  const list = await readFile(path.join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    try {
      await symlink(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
