import type { GitReader } from '#integrations/git/git-reader.js';
import { type GtoHistory, gtoHistory } from '../gto/gto-history.js';
import { type Commit, listCommits, readCommit } from '../objects/commits.js';
import { ObjectReader } from '../objects/object-reader.js';
import { type GitTag, readTags } from '../objects/tags.js';
import { Trees } from '../objects/trees.js';
import { Blobs } from './blobs.js';
import { History } from './history.js';
import { fileRole } from './wanted-files.js';

/** A repository as it is read: one pass over its commits, through one process of Git. */
export interface RepositoryReader extends Disposable {
  readonly git: GitReader;
  readonly objects: ObjectReader;
  readonly trees: Trees;
  readonly blobs: Blobs;
  readonly history: History;
  /** Every commit that is asked for, parents first. */
  commits(revisions: readonly string[]): AsyncGenerator<Commit>;
  tags(): Promise<{ readonly all: readonly GitTag[]; readonly gto: GtoHistory }>;
}

/** So many commits are asked for at once. */
const AT_ONCE = 200;

/** What of a repository is read. */
interface ReadingOptions {
  /** Whether files of that name are picked out of its trees. @default what DVC, GTO, Git LFS and environments are known by */
  readonly isWanted?: (name: string) => boolean;
  /** Which parents of a merge are followed. @default 'all' */
  readonly parents?: 'all' | 'first';
}

/** Begins to read. */
export function readRepository(
  git: GitReader,
  { isWanted = (name) => fileRole(name) !== null, parents = 'all' }: ReadingOptions = {},
): RepositoryReader {
  const objects = new ObjectReader(git);
  const trees = new Trees(objects, isWanted);
  const blobs = new Blobs(objects, trees);
  return {
    ...{ git, objects, trees, blobs, history: new History(trees, blobs) },
    async *commits(revisions) {
      const ids = await listCommits(git, revisions, parents);
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const read = await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => readCommit(id, objects)));
        const found = read.filter((commit) => commit !== null);
        // Folders that are read together are one question to Git.
        await Promise.all(found.map(({ tree }) => trees.wantedFiles(tree)));
        yield* found;
      }
    },
    async tags() {
      const all = await readTags(git, objects);
      return { all, gto: gtoHistory(all) };
    },
    [Symbol.dispose]: () => objects[Symbol.dispose](),
  };
}
