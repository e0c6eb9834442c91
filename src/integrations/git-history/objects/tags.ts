import type { GitReader } from '#integrations/git/git-reader.js';
import { personOf } from './commits.js';
import type { ObjectReader } from './object-reader.js';

/** A tag of a repository. */
export interface GitTag {
  readonly name: string;
  /** Whether it is an object of its own, with a time and a message, and no mere name of a commit. */
  readonly isAnnotated: boolean;
  /** The object that its name leads to: of an annotated one its own. */
  readonly object: string;
  /** The commit that it stands at in the end; null where that is no commit. */
  readonly commit: string | null;
  /** Who made it, where that is written. */
  readonly tagger: string | null;
  /** When, in milliseconds since 1970. */
  readonly taggedAt: number | null;
  readonly message: string;
}

/** More is no message of a person. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Tags of tags of tags; Git itself makes one of one. */
const MOST_LINKS = 10;

/** Every tag, by name. */
export async function readTags(git: GitReader, objects: ObjectReader): Promise<GitTag[]> {
  const listed = await git.run(['for-each-ref', '--format=%(objectname) %(objecttype) %(refname)', 'refs/tags']);
  const refs = (listed ?? '').split('\n').flatMap((line) => {
    const [, object, type, name] = /^([0-9a-f]+) (\w+) refs\/tags\/(.+)$/.exec(line) ?? [];
    return object === undefined || type === undefined || name === undefined ? [] : [{ object, type, name }];
  });
  const tags: GitTag[] = [];
  for (const { object, type, name } of refs) {
    if (type !== 'tag') {
      const commit = type === 'commit' ? object : null;
      tags.push({ name, isAnnotated: false, object, commit, tagger: null, taggedAt: null, message: '' });
    } else {
      const read = await readTag(object, objects);
      if (read !== null) tags.push({ name, isAnnotated: true, object, ...read });
    }
  }
  return tags.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function readTag(object: string, objects: ObjectReader) {
  const read = await readTagObject(object, objects);
  if (read === null) return null;
  let { target, type } = read;
  for (let link = 0; type === 'tag' && link < MOST_LINKS; link++) {
    const next = await readTagObject(target, objects);
    if (next === null) break;
    ({ target, type } = next);
  }
  const { tagger, taggedAt, message } = read;
  return { commit: type === 'commit' ? target : null, tagger, taggedAt, message };
}

async function readTagObject(id: string, objects: ObjectReader) {
  const content = (await objects.read(id, MOST_BYTES))?.content;
  if (!content) return null;
  const text = content.toString('utf8');
  const end = text.indexOf('\n\n');
  const header = end < 0 ? text : text.slice(0, end);
  const [, target] = /^object ([0-9a-f]+)$/m.exec(header) ?? [];
  const [, type] = /^type (\w+)$/m.exec(header) ?? [];
  if (target === undefined || type === undefined) return null;
  const { name, at } = personOf(header, 'tagger');
  return { target, type, tagger: name || null, taggedAt: at, message: end < 0 ? '' : text.slice(end + 2).trim() };
}
