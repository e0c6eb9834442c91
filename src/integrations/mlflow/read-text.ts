import { open } from 'node:fs/promises';

/** The largest file read whole: parameters, tags and YAML are far smaller, and metrics and artifacts are streamed. */
const MAX_BYTES = 8 * 1024 * 1024;

/** A file of the store that is not what it should be; `message` says how, as half a sentence. */
export class UnreadableFile extends Error {
  readonly path: string;

  constructor(path: string, reason: string) {
    super(reason);
    this.name = 'UnreadableFile';
    this.path = path;
  }
}

/** The UTF-8 text of a small file. Throws {@link UnreadableFile}. */
export async function readText(path: string): Promise<string> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    if (size > MAX_BYTES) throw new UnreadableFile(path, `has ${size} bytes, more than the ${MAX_BYTES} expected`);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.readFile());
  } catch (error) {
    throw asUnreadableFile(path, error);
  }
}

/** What went wrong with `path`, for a report. Errors that are not about the file are thrown on. */
export function asUnreadableFile(path: string, error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return new UnreadableFile(path, 'is not UTF-8 text');
  if (code === 'ENOENT') return new UnreadableFile(path, 'is missing');
  if (code === 'EISDIR' || code === 'ENOTDIR')
    return new UnreadableFile(path, 'is a folder where a file is expected, or the reverse');
  if ((error as NodeJS.ErrnoException).syscall) return new UnreadableFile(path, `cannot be read (${code})`);
  throw error;
}
