import { LRUCache } from 'lru-cache';
import type { ObjectReader } from './object-reader.js';

/** An entry of a folder in Git. */
export interface TreeEntry {
  readonly kind: 'file' | 'folder' | 'link' | 'submodule';
  readonly id: string;
}

/** A file in Git, from the top of the repository with `/`. */
export interface TreeFile {
  readonly path: string;
  readonly id: string;
}

/** More is no folder that people work in. */
const MOST_BYTES = 64 * 1024 * 1024;
/** So many folders are remembered: those of one commit and what changed beside it. */
const MOST_FOLDERS = 20_000;
/** Deeper is no tree that people made. */
const MOST_LEVELS = 100;
/** So many files are picked out of one tree: folders in Git may lie in folders many times over, and cost nothing there. */
const MOST_FILES = 50_000;

/** So many files of a folder of metrics or parameters are read. */
const MOST_LISTED = 1_000;

/** The folders of a repository's commits, each read once however many commits have it. */
export class Trees {
  readonly #objects: ObjectReader;
  readonly #isWanted: (name: string) => boolean;
  readonly #entries = new LRUCache<string, Promise<ReadonlyMap<string, TreeEntry>>>({ max: MOST_FOLDERS });
  readonly #picked = new LRUCache<string, Promise<readonly TreeFile[]>>({ max: MOST_FOLDERS });
  /** Whether a tree had more than is looked at. */
  wasCut = false;

  /** @param isWanted whether files of that name are picked */
  constructor(objects: ObjectReader, isWanted: (name: string) => boolean) {
    this.#objects = objects;
    this.#isWanted = isWanted;
  }

  /** The wanted files below a tree, by path. */
  wantedFiles(tree: string, level = 0): Promise<readonly TreeFile[]> {
    return remembered(this.#picked, tree, () => this.#pick(tree, level));
  }

  /** What lies at a path below a tree; null where nothing does. */
  async find(tree: string, path: string): Promise<TreeEntry | null> {
    let entry: TreeEntry = { kind: 'folder', id: tree };
    for (const name of path.split('/').filter((segment) => segment !== '' && segment !== '.')) {
      if (entry.kind !== 'folder') return null;
      const next: TreeEntry | undefined = (await this.entries(entry.id)).get(name);
      if (next === undefined) return null;
      entry = next;
    }
    return entry;
  }

  /** Every file below a folder, with `path` before its own; so many as are looked at. */
  async filesBelow(tree: string, path: string, level = 0): Promise<string[]> {
    const files: string[] = [];
    for (const [name, { kind, id }] of await this.entries(tree)) {
      const place = `${path}/${name}`;
      if (kind === 'file') files.push(place);
      if (kind !== 'folder') continue;
      if (level === MOST_LEVELS) this.wasCut = true;
      else files.push(...(await this.filesBelow(id, place, level + 1)));
      if (files.length <= MOST_LISTED) continue;
      this.wasCut = true;
      return files.slice(0, MOST_LISTED);
    }
    return files;
  }

  /** What a folder holds, by name; nothing where it cannot be read. */
  entries(tree: string): Promise<ReadonlyMap<string, TreeEntry>> {
    return remembered(this.#entries, tree, async () => {
      const object = await this.#objects.read(tree, MOST_BYTES);
      return object?.type === 'tree' && object.content !== null
        ? parseTree(object.content, tree.length / 2)
        : new Map<string, TreeEntry>();
    });
  }

  async #pick(tree: string, level: number): Promise<readonly TreeFile[]> {
    const files: TreeFile[] = [];
    for (const [name, { kind, id }] of await this.entries(tree)) {
      if (kind === 'file' && this.#isWanted(name)) files.push({ path: name, id });
      if (kind !== 'folder') continue;
      if (level === MOST_LEVELS) this.wasCut = true;
      else
        for (const file of await this.wantedFiles(id, level + 1)) files.push({ ...file, path: `${name}/${file.path}` });
      if (files.length <= MOST_FILES) continue;
      this.wasCut = true;
      return files.slice(0, MOST_FILES);
    }
    return files;
  }
}

function remembered<Value>(
  cache: LRUCache<string, Promise<Value>>,
  key: string,
  read: () => Promise<Value>,
): Promise<Value> {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = read();
  cache.set(key, value);
  return value;
}

const KINDS: Readonly<Record<string, TreeEntry['kind']>> = {
  '40000': 'folder',
  '120000': 'link',
  '160000': 'submodule',
};

/** `<mode> <name>\0<id>`, again and again; the id is binary. */
function parseTree(content: Buffer, idBytes: number): Map<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    if (space < 0 || end < 0 || end + idBytes >= content.length + 1) break;
    const mode = content.toString('latin1', at, space);
    const name = content.toString('utf8', space + 1, end);
    const id = content.toString('hex', end + 1, end + 1 + idBytes);
    at = end + 1 + idBytes;
    // Git never checks these out; here they would look like the path of another file.
    if (name === '' || name === '.' || name === '..' || name.includes('/')) continue;
    entries.set(name, { kind: KINDS[mode] ?? 'file', id });
  }
  return entries;
}
