import type { FoundContradiction } from '#integrations/importing/settle-contradictions.js';
import { namespaceOf } from '#platform/refs/ref.js';
import type { HubHistory } from '../repository/hub-history.js';
import type { HubImportContext } from './hub-import-context.js';
import { TAG_OF_CONTENT, TAG_OF_TAG } from './model-versions.js';

/** What of a repository is compared with what was imported from it before. */
interface LookedAt extends HubHistory {
  /** The commit of each tag. */
  readonly tags: ReadonlyMap<string, string>;
  /** Whether all of the repository was read. */
  readonly isWhole: boolean;
}

/**
 * Reports versions whose tag names other content now, or is gone, and those whose commit is in no history any more: what
 * is here stays. Of a part of the history nothing can be said of commits and tags that are not in it.
 */
export async function reportHubContradictions(
  { tags, contentAt, commits, versions, isWhole }: LookedAt,
  { destination, tally, name, source, url }: HubImportContext,
): Promise<void> {
  if (!isWhole) return;
  const namespace = namespaceOf(name);
  const found: FoundContradiction[] = [];
  const firsts = new Map(versions.map(({ content, first }) => [content.digest, first.id]));
  for (const { ref, tags: its, code } of await destination.taggedVersions(namespace, TAG_OF_CONTENT)) {
    if (ref.slice(0, ref.lastIndexOf('@')) !== name || code === null || (code.repository ?? null) !== url) continue;
    const of = { modelVersion: ref };
    const { [TAG_OF_CONTENT]: content, [TAG_OF_TAG]: tag } = its;
    if (typeof tag === 'string') {
      const place = `refs/tags/${tag}`;
      const at = tags.get(tag);
      if (at === undefined) {
        tally.contradict(place, `tag deleted: ${ref} was imported from it, and stays`);
        found.push({ kind: 'TAG_DELETED', of, place, known: code.commit, found: null });
      } else if (contentAt.get(at) !== content) {
        tally.contradict(place, `tag moved: it is at ${at}, and was imported as ${ref} at ${code.commit}`);
        found.push({ kind: 'TAG_MOVED', of, place, known: code.commit, found: at });
      }
    }
    if (commits.has(code.commit)) continue;
    const again = firsts.get(String(content)) ?? null;
    const where = again === null ? 'and its content is gone' : `and its content is at ${again}`;
    tally.contradict(code.commit, `commit gone: ${ref} was imported at it, ${where}`);
    found.push({ kind: 'VERSION_DELETED', of, place: code.commit, known: code.commit, found: again });
  }
  await destination.settleContradictions({
    ...{ source, namespace, found, kinds: ['TAG_MOVED', 'TAG_DELETED', 'VERSION_DELETED'] },
    isOver: () => true,
  });
}
