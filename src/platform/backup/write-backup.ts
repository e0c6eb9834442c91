import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { createTarPacker, type TarPackController } from 'modern-tar';
import type pg from 'pg';
import { BackupError, type BackupManifest, MANIFEST_NAME } from './backup-manifest.js';
import { type CopiedRows, digestRows, rowsOf } from './copy-rows.js';
import type { TableDescription } from './describe-schema.js';
import { readBackup } from './read-backup.js';

/** Bytes of a table's rows in one file of the archive, but for a row that is longer. */
const PART = 4 * 1024 * 1024;
const LINE_FEED = 10;

/** Puts rows of tables into an archive. */
export interface BackupArchive {
  addTable(client: pg.Client, schema: string, table: TableDescription): Promise<CopiedRows>;
}

/**
 * Writes a backup: a gzipped tar of the rows of each table, as COPY writes them, and the manifest that `fill` makes.
 * The file is there whole, read back and found right, or it is not there; nobody but its owner may read it.
 * @throws {BackupError} where there is a file of that name already.
 */
export async function writeBackup(
  file: string,
  takenAt: Date,
  fill: (archive: BackupArchive) => Promise<BackupManifest>,
): Promise<BackupManifest> {
  const draft = `${file}.part-${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new BackupError(`${file} cannot be written (${error.code}): choose another place for the backup.`);
  });
  try {
    const { readable, controller } = createTarPacker();
    const written = pipeline(Readable.fromWeb(readable as never), createGzip(), handle.createWriteStream());
    written.catch(() => {}); // the next write of `fill` rejects with it, and it is awaited below
    try {
      const manifest = await fill({ addTable: (...of) => addTable(controller, takenAt, ...of) });
      await addFile(controller, MANIFEST_NAME, takenAt, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
      controller.finalize();
    } catch (error) {
      controller.error(error);
      await written.catch(() => {});
      throw error;
    }
    await written;
    await sync(draft);
    const manifest = await readBackup(draft);
    await refuseTaken(file);
    await rename(draft, file);
    await sync(path.dirname(file));
    return manifest;
  } finally {
    await handle.close().catch(() => {});
    await rm(draft, { force: true });
  }
}

/** @throws {BackupError} where there is a file of that name. */
export async function refuseTaken(file: string): Promise<void> {
  const taken = await open(file, 'r').then(
    (handle) => handle.close().then(() => true),
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  if (taken) throw new BackupError(`${file} is there already: choose another name for the backup, or move it away.`);
}

async function addTable(
  controller: TarPackController,
  takenAt: Date,
  client: pg.Client,
  schema: string,
  table: TableDescription,
): Promise<CopiedRows> {
  const digest = digestRows();
  let parts = 0;
  let waiting = Buffer.alloc(0);
  const flush = async (part: Buffer) => {
    parts += 1;
    const name = `${schema}/${table.name}/${String(parts).padStart(6, '0')}.copy`;
    await addFile(controller, name, takenAt, part);
  };
  let gathered: Buffer[] = [];
  let size = 0;
  for await (const chunk of rowsOf(client, schema, table)) {
    digest.add(chunk);
    gathered.push(chunk);
    size += chunk.length;
    if (size < PART) continue;
    waiting = Buffer.concat(gathered);
    // Between two rows, so that each file can be read alone.
    const end = waiting.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) await flush(waiting.subarray(0, end));
    gathered = [waiting.subarray(end)];
    size = waiting.length - end;
  }
  if (size > 0) await flush(Buffer.concat(gathered));
  return digest.end();
}

async function addFile(controller: TarPackController, name: string, mtime: Date, content: Buffer): Promise<void> {
  const writer = controller.add({ name, mtime, size: content.length, mode: 0o600, type: 'file' }).getWriter();
  await writer.write(content);
  await writer.close();
}

/** Flushes to the disk, so that a power cut loses nothing of a backup that was reported as written. */
async function sync(place: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(place, 'r');
  await handle.sync().finally(() => handle.close());
}
