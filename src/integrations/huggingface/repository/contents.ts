import { MOST_POINTER_BYTES, readLfsPointer } from '#integrations/git-history/lfs/read-pointer.js';
import type { ObjectReader } from '#integrations/git-history/objects/object-reader.js';
import type { Trees } from '#integrations/git-history/objects/trees.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { sha256 } from '#platform/digest/digest.js';
import { type FileRole, fileRole } from './content-rule.js';
import type { HubKind } from './hub-repository.js';

/** A file of a commit, as it is or as its pointer of Git LFS says. */
export interface HubFile {
  readonly path: string;
  /** Of the object in Git. */
  readonly id: string;
  readonly role: FileRole;
  /** `sha256:…`; null where it cannot be known. */
  readonly digest: string | null;
  readonly sizeBytes: number | null;
}

/** The weights or data of a commit. */
export interface HubContent {
  /** By path. */
  readonly files: readonly HubFile[];
  /** The SHA-256 of the paths and digests of all of them. */
  readonly digest: string;
}

/** Receives what of a file is to be known. */
export type OnFile = (path: string, reason: string) => void;

type Known = Pick<HubFile, 'digest' | 'sizeBytes'>;

/** More bytes of a file in Git are not hashed. */
const MOST_HASHED = 256 * 1024 * 1024;
/** So many files are asked for at once. */
const AT_ONCE = 50;
const BEGINNING_OF_POINTER = /^version https:\/\/(?:git-lfs|hawser)\.github\.com\/spec\//;

/** The files of commits, each object read once however many commits have it. */
export class Contents {
  readonly #objects: ObjectReader;
  readonly #trees: Trees;
  readonly #kind: HubKind;
  readonly #onFile: OnFile;
  readonly #known = new Map<string, Known>();
  readonly #sizes = new Map<string, number>();

  /** @param trees of all files */
  constructor(of: { objects: ObjectReader; trees: Trees; kind: HubKind; onFile: OnFile }) {
    this.#objects = of.objects;
    this.#trees = of.trees;
    this.#kind = of.kind;
    this.#onFile = of.onFile;
  }

  /** What a version of this commit is made of; null where it has nothing of that. */
  async at(tree: string): Promise<HubContent | null> {
    const files = await this.files(tree, 'content');
    if (files.length === 0) return null;
    // What has no digest is at least one object of Git.
    const parts = files.map(({ path, digest, id }) => [path, digest ?? `git:${id}`]);
    return { files, digest: sha256(canonicalJson(parts)) };
  }

  /** The files of one role, by path. */
  async files(tree: string, role: FileRole): Promise<readonly HubFile[]> {
    const listed = (await this.#trees.wantedFiles(tree)).filter(({ path }) => fileRole(this.#kind, path) === role);
    const files: HubFile[] = [];
    for await (const group of inGroups(listed, AT_ONCE)) {
      const known = await Promise.all(group.map(({ path, id }) => this.#of(path, id)));
      files.push(...group.map((file, index) => ({ ...file, role, ...known[index]! })));
    }
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async #of(path: string, id: string): Promise<Known> {
    const known = this.#known.get(id) ?? (await this.#read(path, id));
    this.#known.set(id, known);
    return known;
  }

  async #read(path: string, id: string): Promise<Known> {
    const object = await this.#objects.read(id, MOST_HASHED);
    if (object?.content == null) {
      this.#onFile(path, object === null ? 'cannot be read' : `has ${object.size} bytes in Git, more than are hashed`);
      return { digest: null, sizeBytes: object?.size ?? null };
    }
    const pointer = object.size <= MOST_POINTER_BYTES ? readLfsPointer(object.content) : null;
    if (pointer === null) {
      if (object.size <= MOST_POINTER_BYTES && BEGINNING_OF_POINTER.test(object.content.toString('latin1'))) {
        this.#onFile(path, 'begins as a pointer of Git LFS and is none: it has no digest');
        return { digest: null, sizeBytes: null };
      }
      return { digest: sha256(object.content), sizeBytes: object.size };
    }
    const { digest, sizeBytes } = pointer;
    const other = this.#sizes.get(digest) ?? sizeBytes;
    this.#sizes.set(digest, other);
    if (other !== sizeBytes)
      this.#onFile(path, `is of ${sizeBytes} bytes by its pointer, and ${digest} of ${other} by another`);
    return pointer;
  }
}
