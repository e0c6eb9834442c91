import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { digestOf, type FileDigest } from './digest-of.js';
import { asUnreadableFile, UnreadableFile } from './unreadable-file.js';

/** A file or a folder of a tree, links followed. */
export interface TreeEntry {
  readonly name: string;
  /** Its path as it was given, links not resolved. */
  readonly path: string;
  readonly isFolder: boolean;
}

/** Receives what is passed over, and why, as half a sentence. */
export type OnPassedOver = (path: string, reason: string) => void;

/** More is a file without an end, such as one that is all hole, or a mistake. */
const MAX_STREAMED_BYTES = 2 ** 40;
/** So many links to folders are followed in one tree: folders that link to each other double with each level. */
const MAX_FOLLOWED = 1_000;
/** Nothing that a FIFO or a terminal could hold up; where a system has no such flag, it has no such files. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * A folder from somebody else, and the one way to open what lies in it. Links are followed as far as they stay within
 * the folder, and only regular files are opened, so nothing beside the folder is ever read.
 */
export class ForeignTree {
  /** As it was given. */
  readonly root: string;
  readonly #realRoot: string;
  readonly #followed = new Set<string>();

  private constructor(root: string, realRoot: string) {
    this.root = root;
    this.#realRoot = realRoot;
  }

  /** The tree below a folder. The folder itself may be a link: whoever names it means what it leads to. */
  static async at(root: string): Promise<ForeignTree> {
    return new ForeignTree(path.resolve(root), await realpath(root));
  }

  /**
   * The real path of a file or folder.
   * @throws {UnreadableFile} where it is not there, or lies outside the tree.
   */
  async realPathOf(location: string): Promise<string> {
    const real = await realpath(location).catch((error) => {
      throw asUnreadableFile(location, error);
    });
    if (isWithin(this.#realRoot, real)) return real;
    throw new UnreadableFile(
      location,
      'leads out of the folder, through a link or its path: it is not read',
      'outside',
    );
  }

  /** Whether a path leads through a link. */
  isLinked({ path: location, real }: { readonly path: string; readonly real: string }): boolean {
    return path.relative(this.root, location) !== path.relative(this.#realRoot, real);
  }

  /**
   * What a folder holds, by name. A link that leaves the tree, leads nowhere or back to where it lies, and what is
   * neither file nor folder, is passed over.
   * @throws {UnreadableFile} where the folder itself cannot be listed.
   */
  async list(folder: string, onPassedOver: OnPassedOver): Promise<TreeEntry[]> {
    const found: TreeEntry[] = [];
    const real = await this.realPathOf(folder);
    const entries = await readdir(real, { withFileTypes: true }).catch((error) => {
      throw asUnreadableFile(folder, error);
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const { name } = entry;
      const location = path.join(folder, name);
      if (entry.isDirectory() || entry.isFile()) found.push({ name, path: location, isFolder: entry.isDirectory() });
      else if (!entry.isSymbolicLink()) onPassedOver(location, NOT_REGULAR);
      else {
        try {
          found.push({ name, path: location, isFolder: await this.#leadsToFolder(location) });
        } catch (error) {
          const { message, obstacle } = asUnreadableFile(location, error);
          onPassedOver(location, obstacle === 'missing' ? 'is a link that leads nowhere' : message);
        }
      }
    }
    return found;
  }

  /**
   * Opens a regular file; the handle is the caller's to close.
   * @throws {UnreadableFile} for anything else, and for what lies outside the tree.
   */
  async open(file: string): Promise<{ readonly handle: FileHandle; readonly size: number }> {
    try {
      // A device may do something when it is opened, so what it is comes first; what was opened is judged once more.
      if (!(await stat(file)).isFile()) throw new UnreadableFile(file, NOT_REGULAR, 'notRegular');
      const handle = await open(file, READ_ONLY);
      try {
        const opened = await handle.stat({ bigint: true });
        if (!opened.isFile()) throw new UnreadableFile(file, NOT_REGULAR, 'notRegular');
        const real = await this.realPathOf(file);
        if (!isSame(opened, await stat(real, { bigint: true })))
          throw new UnreadableFile(file, 'was replaced while it was opened');
        return { handle, size: Number(opened.size) };
      } catch (error) {
        await handle.close();
        throw error;
      }
    } catch (error) {
      throw asUnreadableFile(file, error);
    }
  }

  /**
   * The bytes of a small file, `maxBytes` at most.
   * @throws {UnreadableFile} where it has more, cannot be opened or grows meanwhile.
   */
  async read(file: string, maxBytes: number): Promise<Buffer> {
    const { handle, size } = await this.open(file);
    await using _ = handle;
    if (size > maxBytes) throw tooLarge(file, size, maxBytes);
    const buffer = Buffer.allocUnsafe(size + 1);
    let length = 0;
    while (length < buffer.length) {
      const { bytesRead } = await handle.read(buffer, length);
      if (bytesRead === 0) return buffer.subarray(0, length);
      length += bytesRead;
    }
    throw new UnreadableFile(file, GREW);
  }

  /**
   * Digest and size of a file, read once as a stream.
   * @throws {UnreadableFile} where it has more than `maxBytes`, cannot be opened or grows meanwhile.
   */
  digest(file: string, maxBytes?: number): Promise<FileDigest> {
    return this.stream(file, digestOf, maxBytes);
  }

  /**
   * Streams a file to `use`; the stream fails where the file changes its size meanwhile.
   * @throws {UnreadableFile} where it has more than `maxBytes` or cannot be opened.
   */
  async stream<Result>(
    file: string,
    use: (content: AsyncIterable<Uint8Array>) => Promise<Result>,
    maxBytes = MAX_STREAMED_BYTES,
  ): Promise<Result> {
    const { handle, size } = await this.open(file);
    await using _ = handle;
    if (size > maxBytes) throw tooLarge(file, size, maxBytes);
    return await use(unchanged(handle, file, size));
  }

  async #leadsToFolder(link: string): Promise<boolean> {
    const real = await this.realPathOf(link);
    const found = await stat(real);
    if (found.isFile()) return false;
    if (!found.isDirectory()) throw new UnreadableFile(link, NOT_REGULAR, 'notRegular');
    for (let above = path.dirname(link); ; above = path.dirname(above)) {
      if ((await realpath(above)) === real) throw new UnreadableFile(link, 'is a link to a folder that it lies in');
      if (above === this.root || above === path.dirname(above)) break;
    }
    this.#followed.add(link);
    if (this.#followed.size <= MAX_FOLLOWED) return true;
    throw new UnreadableFile(link, `is one link more than the ${MAX_FOLLOWED} to folders that are followed`);
  }
}

const GREW = 'changed its size while it was read';
const NOT_REGULAR = 'is neither a file nor a folder, and is not opened';

/** What a file holds, if it is as much as it held when it was opened; one byte more is read at most. */
async function* unchanged(handle: FileHandle, file: string, size: number): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  for await (const chunk of handle.createReadStream({ autoClose: false, end: size })) {
    sizeBytes += (chunk as Buffer).length;
    yield chunk as Buffer;
  }
  if (sizeBytes !== size) throw new UnreadableFile(file, GREW);
}

function isWithin(root: string, real: string): boolean {
  const inside = path.relative(root, real);
  return inside !== '..' && !inside.startsWith(`..${path.sep}`) && !path.isAbsolute(inside);
}

function isSame(one: BigIntStats, other: BigIntStats): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}

function tooLarge(file: string, size: number, maxBytes: number): UnreadableFile {
  return new UnreadableFile(file, `has ${size} bytes, more than the ${maxBytes} that are read`, 'tooLarge');
}
