import { UnreadableValue } from '#integrations/reading/values/plain-value.js';
import type { ObjectReader } from '../objects/object-reader.js';
import type { Trees } from '../objects/trees.js';

/** More is no file that people or tools write for people. */
const MOST_BYTES = 16 * 1024 * 1024;

/** The content of files in Git. */
export class Blobs {
  readonly #objects: ObjectReader;
  readonly #trees: Trees;

  constructor(objects: ObjectReader, trees: Trees) {
    this.#objects = objects;
    this.#trees = trees;
  }

  /**
   * What a file holds.
   * @throws {UnreadableValue} where it is too large, or cannot be read.
   */
  async read(id: string, most = MOST_BYTES): Promise<Buffer> {
    const object = await this.#objects.read(id, most);
    if (object?.type !== 'blob') throw new UnreadableValue('cannot be read: the clone may not be whole');
    if (object.content === null)
      throw new UnreadableValue(`has ${object.size} bytes, more than the ${most} that are read`);
    return object.content;
  }

  /** The id of a file at a path of a commit's tree; null where none lies there. */
  async idAt(tree: string, path: string): Promise<string | null> {
    const entry = await this.#trees.find(tree, path);
    return entry?.kind === 'file' ? entry.id : null;
  }

  /** Files that paths stand for, as DVC takes paths of metrics and parameters: a folder in Git stands for all that is in it. */
  async expand(tree: string, paths: Iterable<string>): Promise<string[]> {
    const files = new Set<string>();
    for (const path of paths) {
      const entry = await this.#trees.find(tree, path);
      const found = entry?.kind === 'folder' ? await this.#trees.filesBelow(entry.id, path) : [path];
      for (const file of found) files.add(file);
    }
    return [...files];
  }

  /**
   * What a file at a path holds; undefined where none lies there.
   * @throws {UnreadableValue} where it is too large, or cannot be read.
   */
  async at(tree: string, path: string): Promise<Buffer | undefined> {
    const id = await this.idAt(tree, path);
    return id === null ? undefined : this.read(id);
  }
}
