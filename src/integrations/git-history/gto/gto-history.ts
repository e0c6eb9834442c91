import type { GitTag } from '../objects/tags.js';
import { type GtoTagName, parseGtoTag } from './parse-tag.js';

/** Something that a tag of GTO did. */
export interface GtoEvent extends GtoTagName {
  /** The tag. */
  readonly ref: string;
  readonly commit: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly tagger: string | null;
  readonly message: string;
}

/** A tag that looks like one of GTO and is none; the reason is half a sentence. */
export interface NoGtoTag {
  readonly ref: string;
  readonly reason: string;
}

/** What happened to the artifacts of a repository, by its tags. */
export interface GtoHistory {
  /** In the order in which it happened. */
  readonly events: readonly GtoEvent[];
  readonly ignored: readonly NoGtoTag[];
}

/** In the order in which GTO reads what has one moment. Source: gto/base.py, gto/registry.py. */
const ORDER: readonly GtoTagName['action'][] = ['deprecate', 'register', 'deregister', 'assign', 'unassign'];

/** The tags that GTO reads, as events. It ignores a tag without an object of its own, which has no time. */
export function gtoHistory(tags: readonly GitTag[]): GtoHistory {
  const events: GtoEvent[] = [];
  const ignored: NoGtoTag[] = [];
  for (const { name, isAnnotated, commit, taggedAt, tagger, message } of tags) {
    const parsed = parseGtoTag(name);
    if (parsed === null) continue;
    if (!isAnnotated)
      ignored.push({ ref: name, reason: 'is a lightweight tag, which has no time and which GTO ignores' });
    else if (commit === null) ignored.push({ ref: name, reason: 'stands at no commit' });
    else if (taggedAt === null) ignored.push({ ref: name, reason: 'has no time' });
    else events.push({ ...parsed, ref: name, commit, at: taggedAt, tagger, message });
  }
  const byTime = (a: GtoEvent, b: GtoEvent) => a.at - b.at || ORDER.indexOf(a.action) - ORDER.indexOf(b.action);
  return { events: events.sort(byTime), ignored };
}
