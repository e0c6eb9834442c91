import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { absentContent } from './absent-content.js';
import { hashContent } from './hash-content.js';
import type { ObjectStore } from './object-store.js';

/** Keeps artifacts in a folder of this machine: contents in `sha256/`, marks in `paths/`, what arrives in `uploads/`. */
export function createFolderObjects(root: string): ObjectStore {
  return {
    async write(content, { maxBytes, signal }) {
      const draft = path.join(await made(path.join(root, 'uploads')), randomUUID());
      const hashing = hashContent(maxBytes);
      try {
        await pipeline(content, hashing, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }), {
          signal,
        });
        const written = hashing.written();
        const place = placeOf(root, written.digest);
        await made(path.dirname(place));
        await link(draft, place).catch(unlessThere);
        return written;
      } finally {
        await rm(draft, { force: true });
      }
    },
    async read(digest) {
      const file = await open(placeOf(root, digest)).catch(absentContent(digest, 'ENOENT'));
      return file.createReadStream();
    },
    async mark(name) {
      const place = path.join(root, 'paths', ...name.split('/'));
      await made(path.dirname(place));
      const file = await open(place, 'wx', 0o600).catch(unlessThere);
      await file?.close();
    },
    async *marks(folder) {
      const below = path.join(root, 'paths', ...folder.split('/'));
      for await (const name of filesBelow(below)) yield `${folder}/${name}`;
    },
  };
}

function placeOf(root: string, digest: string): string {
  const hex = digest.slice('sha256:'.length);
  return path.join(root, 'sha256', hex.slice(0, 2), hex);
}

async function* filesBelow(folder: string, prefix = ''): AsyncIterable<string> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  for (const entry of entries) {
    if (entry.isDirectory()) yield* filesBelow(path.join(folder, entry.name), `${prefix}${entry.name}/`);
    else yield `${prefix}${entry.name}`;
  }
}

async function made(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

function unlessThere(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'EEXIST') return undefined;
  throw error;
}
