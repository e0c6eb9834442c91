import type { GitReader } from '#integrations/git/git-reader.js';
import type { ObjectReader } from './object-reader.js';

/** A commit as Git has it. */
export interface Commit {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** Its author's name. */
  readonly author: string;
  /** When it was committed, in milliseconds since 1970. */
  readonly committedAt: number;
  readonly subject: string;
}

/** More is no message of a person. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Reads a commit; null where it is none, or cannot be read. */
export async function readCommit(id: string, objects: ObjectReader): Promise<Commit | null> {
  const object = await objects.read(id, MOST_BYTES);
  if (object?.type !== 'commit' || object.content === null) return null;
  const text = object.content.toString('utf8');
  const end = text.indexOf('\n\n');
  const header = end < 0 ? text : text.slice(0, end);
  const tree = /^tree ([0-9a-f]+)$/m.exec(header)?.[1];
  if (tree === undefined) return null;
  return {
    id,
    tree,
    parents: [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] as string),
    author: personOf(header, 'author').name,
    committedAt: personOf(header, 'committer').at ?? 0,
    subject: end < 0 ? '' : (text.slice(end + 2).split('\n', 1)[0] ?? ''),
  };
}

/** Who did something, and when: a line such as `tagger Ann <ann@example.org> 1715372612 +0000`. */
export function personOf(header: string, role: string): { readonly name: string; readonly at: number | null } {
  const line = new RegExp(`^${role} (.*)$`, 'm').exec(header)?.[1] ?? '';
  const at = /> ?(-?\d{1,12}) [+-]\d{4,}$/.exec(line)?.[1];
  return { name: line.replace(/ ?<.*$/, '').trim(), at: at === undefined ? null : Number(at) * 1000 };
}

/**
 * The ids of the commits that are asked for, older ones first: no commit stands before its parents.
 * @param revisions such as `main` or `v1..v2`; none for all that HEAD, branches and tags reach
 * @param parents which parents of a merge are followed: all, or what the branch was
 * @throws {UnknownRevision} where Git knows one of them not.
 */
export async function listCommits(
  git: GitReader,
  revisions: readonly string[],
  parents: 'all' | 'first' = 'all',
): Promise<string[]> {
  const starts = revisions.length === 0 ? await allTips(git) : await tipsOf(git, revisions);
  if (starts.length === 0) return [];
  const words = [
    'rev-list',
    '--date-order',
    '--reverse',
    ...(parents === 'first' ? ['--first-parent'] : []),
    '--stdin',
  ];
  const listed = await git.run(words, `${starts.join('\n')}\n`);
  if (listed === null) throw new UnknownRevision('its history cannot be walked: is the clone whole?');
  return listed.split('\n').filter(Boolean);
}

/** A revision that a repository does not have; the message is half a sentence. */
export class UnknownRevision extends Error {}

async function allTips(git: GitReader): Promise<string[]> {
  const refs = await git.run([
    'for-each-ref',
    '--format=%(objectname) %(objecttype) %(*objectname) %(*objecttype)',
    'refs/heads',
    'refs/tags',
  ]);
  const tips = (refs ?? '').split('\n').flatMap((line) => {
    const [id = '', type, peeled = '', peeledType] = line.split(' ');
    if (type === 'commit') return [id];
    return type === 'tag' && peeledType === 'commit' ? [peeled] : [];
  });
  const head = (await git.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']))?.trim();
  return [...new Set([...(head ? [head] : []), ...tips])];
}

async function tipsOf(git: GitReader, revisions: readonly string[]): Promise<string[]> {
  const tips: string[] = [];
  for (const revision of revisions) {
    const listed = await git.run(['rev-parse', '--revs-only', '--end-of-options', revision]);
    const ids = (listed ?? '').split('\n').filter((line) => /^\^?[0-9a-f]{40,64}$/.test(line));
    if (ids.length === 0) throw new UnknownRevision(`it has no revision ${revision}`);
    tips.push(...ids);
  }
  return tips;
}

/** The commit that a revision names; null where there is none. */
export async function commitOf(git: GitReader, revision: string): Promise<string | null> {
  const found = await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  return found?.trim() || null;
}
