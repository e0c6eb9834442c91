// Builds web/ into dist/explorer: files with a hash in their names, and beside each what it is compressed. The manifest of
// its documents goes along in a folder of its own, which is not served: docs/security.md, trusted documents.
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib';
import { build } from 'vite';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const target = path.join(root, 'dist', 'explorer');
const part = `${target}.part`;
/** What is smaller gains nothing. */
const LEAST_BYTES = 512;
const began = new Date();

mkdirSync(path.dirname(target), { recursive: true });
await build({ configFile: path.join(root, 'web', 'vite.config.mjs'), logLevel: 'warn' });

for (const entry of readdirSync(part, { recursive: true, withFileTypes: true })) {
  const file = path.join(entry.parentPath, entry.name);
  if (!entry.isFile() || !/\.(html|js|css|svg)$/.test(file)) continue;
  const bytes = readFileSync(file);
  if (bytes.length < LEAST_BYTES) continue;
  const params = { [zlib.BROTLI_PARAM_QUALITY]: 11, [zlib.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }));
}

cpSync(path.join(root, 'web', 'trusted-documents'), path.join(part, 'trusted-documents'), { recursive: true });

// Whole or not there, and as old as the build's begin: a source that was saved meanwhile is newer.
utimesSync(path.join(part, 'index.html'), began, began);
rmSync(target, { recursive: true, force: true });
renameSync(part, target);
