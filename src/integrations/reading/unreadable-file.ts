/** What stands in the way of a file: `missing` may be no fault at all. */
export type Obstacle = 'missing' | 'outside' | 'notRegular' | 'tooLarge' | 'unreadable';

/** A file of a foreign tree that is not what it should be; `message` says how, as half a sentence. */
export class UnreadableFile extends Error {
  readonly path: string;
  readonly obstacle: Obstacle;

  constructor(path: string, reason: string, obstacle: Obstacle = 'unreadable') {
    super(reason);
    this.name = 'UnreadableFile';
    this.path = path;
    this.obstacle = obstacle;
  }
}

/** What went wrong with `path`, for a report. Errors that are not about the file are thrown on. */
export function asUnreadableFile(path: string, error: unknown): UnreadableFile {
  if (error instanceof UnreadableFile) return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return new UnreadableFile(path, 'is not UTF-8 text');
  if (code === 'ENOENT') return new UnreadableFile(path, 'is missing', 'missing');
  if (code === 'ELOOP') return new UnreadableFile(path, 'is a link that leads to itself');
  if (code === 'EISDIR' || code === 'ENOTDIR')
    return new UnreadableFile(path, 'is a folder where a file is expected, or the reverse');
  if (syscall) return new UnreadableFile(path, `cannot be read (${code})`);
  throw error;
}
