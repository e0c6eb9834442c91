import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createTarDecoder } from 'modern-tar';
import { BackupError, type BackupManifest, MANIFEST_NAME, parseManifest } from './backup-manifest.js';
import { digestRows, type RowsDigest } from './copy-rows.js';

/** Bytes of a manifest at most: there are some dozens of tables. */
const MAX_MANIFEST = 4 * 1024 * 1024;

/** A piece of a table's rows, or the manifest. */
export interface BackupPart {
  /** Both null for the manifest. */
  readonly schema: string | null;
  readonly table: string | null;
  readonly content: AsyncIterable<Uint8Array>;
}

/** Nobody is waited for to write into a pipe; where a system has no such flag, it has no such files. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a backup for reading; it is read more than once, so a pipe will not do.
 * @throws {BackupError} where it is no file, or cannot be read.
 */
export async function openBackup(file: string): Promise<FileHandle> {
  const handle = await open(file, READ_ONLY).catch((error) => {
    throw explained(error, file);
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new BackupError(`${file} is no file, and a backup is one: name what \`pedigraph backup\` wrote.`);
}

/**
 * The parts of a backup in their order; each has to be read before the next.
 * @throws {BackupError} where the file cannot be read, ends too early, or is no backup.
 */
export async function* partsOf(file: string): AsyncGenerator<BackupPart, void> {
  const source = (await openBackup(file)).createReadStream();
  const gunzip = createGunzip();
  source.once('error', (error) => gunzip.destroy(error));
  const archive = Readable.toWeb(source.pipe(gunzip)) as ReadableStream<Uint8Array>;
  try {
    for await (const entry of archive.pipeThrough(
      createTarDecoder({ strict: true }) as never,
    ) as never as AsyncIterable<{
      readonly header: { readonly name: string };
      readonly body: AsyncIterable<Uint8Array>;
    }>) {
      const { name } = entry.header;
      const [, schema = null, table = null] = /^([^/]+)\/([^/]+)\/\d+\.copy$/.exec(name) ?? [];
      if (table === null && name !== MANIFEST_NAME)
        throw new BackupError(`The file is no backup of Pedigraph: it holds ${JSON.stringify(name).slice(0, 200)}.`);
      yield { schema, table, content: contentIn(entry.body, file) };
    }
  } catch (error) {
    throw explained(error, file);
  } finally {
    source.destroy();
  }
}

async function* contentIn(content: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array, void> {
  try {
    yield* content;
  } catch (error) {
    throw explained(error, file);
  }
}

/** An error of the disk is reported as it is; anything else that goes wrong in reading means a damaged file. */
function explained(error: unknown, file: string): unknown {
  if (error instanceof BackupError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code !== undefined && /^E[A-Z]+$/.test(code)) return new BackupError(`${file} cannot be read (${code}).`);
  return new BackupError(`${file} is damaged, cut off or no backup of Pedigraph: ${message}.`);
}

/**
 * Reads a backup to its end and holds every table against the manifest.
 * @throws {BackupError} naming the first thing that is wrong.
 */
export async function readBackup(file: string): Promise<BackupManifest> {
  const digests = new Map<string, RowsDigest>();
  let text: string | undefined;
  for await (const { schema, table, content } of partsOf(file)) {
    if (table === null) text = await readManifest(content);
    else {
      const digest = digests.get(`${schema}.${table}`) ?? digestRows();
      digests.set(`${schema}.${table}`, digest);
      for await (const chunk of content) digest.add(chunk);
    }
  }
  if (text === undefined) throw new BackupError(`${file} is cut off: its manifest, which comes last, is not there.`);
  const manifest = parseManifest(text);
  for (const { name: schema, tables } of manifest.schemas) {
    for (const { name, rows, sha256 } of tables) {
      const found = (digests.get(`${schema}.${name}`) ?? digestRows()).end();
      digests.delete(`${schema}.${name}`);
      if (found.sha256 !== sha256 || found.rows !== rows) {
        throw new BackupError(
          `${file} is damaged: ${schema}.${name} has ${found.rows} rows that are not the ${rows} rows that were backed up.`,
        );
      }
    }
  }
  const [foreign] = digests.keys();
  if (foreign !== undefined) throw new BackupError(`${file} is damaged: its manifest does not know of ${foreign}.`);
  return manifest;
}

async function readManifest(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > MAX_MANIFEST) throw new BackupError('The file is no backup of Pedigraph: its manifest is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
