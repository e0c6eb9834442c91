import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { packTar, type TarEntry, unpackTar } from 'modern-tar';
import { exportBundle } from '#integrations/bundle/export/export-bundle.js';
import type { Contents } from '#integrations/bundle/format/members.js';
import { digestOfBytes } from '#integrations/bundle/format/read-members.js';
import { type BundleImport, importBundle } from '#integrations/bundle/import/import-bundle.js';
import { createGraphqlClient, type GraphqlClient } from '#integrations/client/graphql-client.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import type { TestGraph } from '../support/test-graph.js';

/** A server that bundles come from or go to, and as whom. */
export interface Side {
  readonly graph: Pick<TestGraph, 'url'>;
  readonly token?: string | undefined;
}

/** A folder for bundles. */
export interface BundleFolder extends AsyncDisposable {
  /** A name for a file that is not there. */
  fresh(): string;
  /** Writes what is to be read as a bundle. */
  write(bytes: Uint8Array): Promise<string>;
  exported(refs: readonly string[], side: Side, files?: boolean): Promise<{ file: string; contents: Contents }>;
}

/** `await using folder = await createBundleFolder()`. */
export async function createBundleFolder(): Promise<BundleFolder> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-bundle-'));
  let count = 0;
  const fresh = () => path.join(folder, `${++count}.tar`);
  return {
    fresh,
    async write(bytes) {
      const file = fresh();
      await writeFile(file, bytes);
      return file;
    },
    async exported(refs, { graph: { url }, token }, files = false) {
      const file = fresh();
      const client = createGraphqlClient({ url, token });
      const contents = await exportBundle({ client, refs, file, files: files ? { url, token } : undefined });
      return { file, contents };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Imports a bundle as any client would. */
export function importedAt(
  file: string,
  { graph: { url }, token }: Side,
  options: { readonly client?: GraphqlClient; readonly dryRun?: boolean; readonly contentOnly?: boolean } = {},
): Promise<BundleImport> {
  return importBundle({ file, client: createGraphqlClient({ url, token }), files: { url, token }, ...options });
}

/** The members of a bundle, as they lie in the archive. */
export async function entriesOf(file: string): Promise<TarEntry[]> {
  const entries = await unpackTar(await readFile(file));
  return entries.map(({ header, data }) => ({ header: { ...header, mtime: new Date(0) }, body: data }) as TarEntry);
}

/** What a JSON member of a bundle holds. */
export function jsonOf({ body }: TarEntry): Readonly<Record<string, object>> {
  return JSON.parse(Buffer.from(body as Uint8Array).toString('utf8'));
}

/** A member with another text. */
export function entryOf(name: string, text: string): TarEntry {
  const body = Buffer.from(text);
  return { header: { name, size: body.length, mtime: new Date(0), type: 'file' }, body };
}

/** An archive of members whose contents say what they are: only what they hold may be wrong. */
export async function repacked(entries: readonly TarEntry[]): Promise<Uint8Array> {
  const members = entries.slice(0, -1).map(({ header, body }) => {
    const bytes = body as Uint8Array;
    return { name: header.name, size: bytes.length, sha256: digestOfBytes(bytes) };
  });
  const contents = { ...jsonOf(entries.at(-1)!), members };
  return packTar([...entries.slice(0, -1), entryOf('bundle.json', canonicalJson(contents))]);
}
