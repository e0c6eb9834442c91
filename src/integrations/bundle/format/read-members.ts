import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createTarDecoder } from 'modern-tar';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { CONTENTS } from './members.js';
import { notABundle } from './refusals.js';

/** The most bytes of a member that is read whole: JSON, never the bytes of files. */
const MOST_BYTES = 64 * 1024 * 1024;
/** JSON, or the bytes of a file: numbered in their order, so that no name leads anywhere and none is there twice. */
const NAME = /^(\d{6})-([a-z-]+\.json|file)$/;
/** Nobody is waited for to write into a pipe; where a system has no such flag, it has no such files. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** A member of a bundle, to be read before the next. */
export interface RawMember {
  readonly name: string;
  readonly size: number;
  readonly isFile: boolean;
  /** All of it; of JSON alone. @throws {PedigraphError} BAD_USER_INPUT where that is too much */
  whole(): Promise<Buffer>;
  /** Its bytes as they come. */
  readonly content: AsyncIterable<Uint8Array>;
}

interface TarEntry {
  readonly header: { readonly name: string; readonly size: number; readonly type?: string; readonly pax?: object };
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * The members of a bundle in their order, the contents last.
 * @throws {PedigraphError} BAD_USER_INPUT where it is no bundle: what is no plain file of an archive (a link, a folder), a
 * name that is none of a member, a member that is there twice or in another order, an end that comes too early.
 */
export async function* membersOf(file: string): AsyncGenerator<RawMember, void> {
  const source = await openFile(file);
  let last = 0;
  let isWhole = false;
  try {
    const decoded = (Readable.toWeb(source) as ReadableStream<Uint8Array>).pipeThrough(
      createTarDecoder({ strict: true }) as never,
    ) as never as AsyncIterable<TarEntry>;
    for await (const { header, body } of decoded) {
      const { name, size } = header;
      if (isWhole) throw notABundle(`something stands behind ${CONTENTS}`);
      if ((header.type ?? 'file') !== 'file' || header.pax !== undefined)
        throw notABundle(`it holds ${JSON.stringify(name.slice(0, 200))}, which is no plain file`);
      isWhole = name === CONTENTS;
      const [, number, rest] = NAME.exec(name) ?? [];
      if (!isWhole && Number(number) !== ++last)
        throw notABundle(`it holds ${JSON.stringify(name.slice(0, 200))} where member ${last} was expected`);
      yield { name, size, isFile: rest === 'file', content: body, whole: () => wholeOf(name, size, body) };
    }
  } catch (error) {
    if (error instanceof PedigraphError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    // An error of the disk or of whoever reads is reported as it is.
    if (code !== undefined || (error as Error).name === 'ApiError') throw error;
    throw notABundle(`it is damaged or cut off: ${message.slice(0, 200).replace(/\.$/, '')}`);
  } finally {
    source.destroy();
  }
  if (!isWhole) throw notABundle(`it is cut off: ${CONTENTS}, which comes last, is not there`);
}

async function openFile(file: string): Promise<Readable> {
  const handle = await open(file, READ_ONLY).catch((error: NodeJS.ErrnoException) => {
    throw new PedigraphError('BAD_USER_INPUT', `Expected a bundle at ${file}, but it cannot be read (${error.code}).`);
  });
  if ((await handle.stat()).isFile()) return handle.createReadStream();
  await handle.close();
  throw new PedigraphError('BAD_USER_INPUT', `Expected a bundle at ${file}, but that is no file.`);
}

async function wholeOf(name: string, size: number, body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  if (size > MOST_BYTES) throw notABundle(`${name} has ${size} bytes, more than the ${MOST_BYTES} of a member`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** `sha256:…` of bytes. */
export function digestOfBytes(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
