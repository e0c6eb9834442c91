import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { mediaTypeOf } from '../http/media-types.js';

/** How a file is compressed, by the names of `Accept-Encoding`; the first that a client takes is sent. */
export const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** A file of a site, ready to be sent. */
export interface SiteFile {
  readonly type: string;
  /** Of what is in the file, however it is compressed. */
  readonly etag: string;
  readonly bytes: Buffer;
  /** By encoding; only those that the build has written. */
  readonly compressed: ReadonlyMap<string, Buffer>;
}

/** Reads the files of a site, by their paths in its folder; those of a type that no page loads are left out. */
export function readSite(folder: string): ReadonlyMap<string, SiteFile> {
  const names = new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/')),
  );
  const files = new Map<string, SiteFile>();
  for (const name of names) {
    const type = mediaTypeOf(name);
    if (type === undefined) continue;
    const bytes = readFileSync(path.join(folder, name));
    const compressed = ENCODINGS.filter(([, ending]) => names.has(name + ending)).map(
      ([encoding, ending]) => [encoding, readFileSync(path.join(folder, name + ending))] as const,
    );
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    files.set(name, { type, etag, bytes, compressed: new Map(compressed) });
  }
  return files;
}
