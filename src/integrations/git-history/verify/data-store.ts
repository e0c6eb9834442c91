import path from 'node:path';
import { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { UnreadableFile } from '#integrations/reading/unreadable-file.js';
import type { Blobs } from '../history/blobs.js';

/** What is done with the bytes of a file. */
export type Use<Result> = (content: AsyncIterable<Uint8Array>) => Promise<Result>;

/** Where DVC stores bytes by their digests. */
export interface DataStore {
  /** As a report names it. */
  readonly name: string;
  /**
   * Streams what lies under a name, such as `files/md5/ab/cd…`; null where nothing does.
   * @throws {UnreadableFile} where it cannot be read.
   */
  stream<Result>(name: string, use: Use<Result>): Promise<Result | null>;
}

/** A cache or a remote that is a folder; null where there is none. Links that lead out of it are not followed. */
export async function folderStore(folder: string): Promise<DataStore | null> {
  const tree = await ForeignTree.at(folder).catch(() => null);
  if (tree === null) return null;
  return {
    name: folder,
    async stream(name, use) {
      try {
        return await tree.stream(path.join(tree.root, name), use);
      } catch (error) {
        if (error instanceof UnreadableFile && error.obstacle === 'missing') return null;
        throw error;
      }
    },
  };
}

/** A remote that lies in the repository itself, at a commit: Git may have changed the line ends of what is in it. */
export function gitStore(folder: string, tree: string, blobs: Blobs): DataStore {
  return {
    name: `${folder} in Git`,
    async stream(name, use) {
      const content = await blobs.at(tree, `${folder}/${name}`);
      return content === undefined ? null : use(one(content));
    },
  };
}

async function* one(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}
