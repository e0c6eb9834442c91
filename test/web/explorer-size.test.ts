import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const FOLDER = 'dist/explorer';
const KILOBYTE = 1_000;

/** A file of Vite's manifest, and what is loaded with it. */
interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
}

const isBuilt = existsSync(FOLDER);
if (!isBuilt) console.warn('NOT RUN: how large the explorer is. It is not built: npm run build.');

const manifest: Readonly<Record<string, Chunk>> = isBuilt
  ? JSON.parse(readFileSync(path.join(FOLDER, 'manifest.json'), 'utf8'))
  : {};

/** The bytes of a file as they are sent, compressed by gzip where that makes them fewer. */
function sizeOf(file: string): number {
  const compressed = path.join(FOLDER, `${file}.gz`);
  return statSync(existsSync(compressed) ? compressed : path.join(FOLDER, file)).size;
}

/** The files that are loaded with a chunk. */
function filesOf(name: string, seen = new Set<string>()): Set<string> {
  const { file, css = [], imports = [] } = manifest[name]!;
  if (seen.has(file)) return seen;
  for (const each of [file, ...css]) seen.add(each);
  for (const each of imports) filesOf(each, seen);
  return seen;
}

const total = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + sizeOf(file), 0);

test.skipIf(!isBuilt)('the first page is at most 140 KB, in at most 8 files', () => {
  const files = new Set(['index.html', ...filesOf('index.html'), ...filesOf('src/overview/overview-page.tsx')]);
  expect(total(files)).toBeLessThanOrEqual(140 * KILOBYTE);
  expect(files.size).toBeLessThanOrEqual(8);
});

test.skipIf(!isBuilt)(
  'what another page loads beside that is at most 15 KB, 30 KB the table of runs, and 60 KB the library that draws',
  () => {
    const first = filesOf('index.html');
    for (const [name, { file, isDynamicEntry }] of Object.entries(manifest) as [
      string,
      Chunk & { readonly isDynamicEntry?: boolean },
    ][]) {
      if (isDynamicEntry !== true) continue;
      const own = [...filesOf(name)].filter((each) => !first.has(each));
      const limit = name.endsWith('curve-canvas.tsx') ? 60 : name.endsWith('runs-page.tsx') ? 30 : 15;
      expect([file, Math.max(total(own), limit * KILOBYTE)]).toEqual([file, limit * KILOBYTE]);
    }
  },
);

test.skipIf(!isBuilt)('the picture of a lineage is at most 15 KB, with what lays it out', () => {
  const first = filesOf('index.html');
  const own = [...filesOf('src/lineage/lineage-page.tsx')].filter((each) => !first.has(each));
  const workers = readdirSync(path.join(FOLDER, 'assets')).filter((name) => /^layout-worker-.*\.js$/.test(name));
  expect(workers.length).toBe(1);
  expect(total([...own, `assets/${workers[0]}`])).toBeLessThanOrEqual(15 * KILOBYTE);
});
