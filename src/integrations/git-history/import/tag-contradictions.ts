import type { FoundContradiction } from '#integrations/importing/settle-contradictions.js';
import type { GtoEvent } from '../gto/gto-history.js';
import type { GitImportContext } from './git-import-context.js';

/** The tag of a version that says which tag of GTO it was imported from. */
export const TAG_OF_GTO = 'gto.tag';

/**
 * Compares the tags that versions were imported from with all tags that there are, whatever part of the history was asked
 * for. What is here stays; that the repository contradicts it is listed, and reported.
 */
export async function reportTagContradictions(
  events: readonly GtoEvent[],
  { destination, tally, namespace, source, url }: GitImportContext,
): Promise<void> {
  const found: FoundContradiction[] = [];
  const byRef = new Map(events.map((event) => [event.ref, event]));
  for (const version of await destination.taggedVersions(namespace, TAG_OF_GTO)) {
    const tag = version.tags[TAG_OF_GTO];
    // Two repositories may share a namespace.
    if (typeof tag !== 'string' || (version.code?.repository ?? null) !== url) continue;
    const known = version.code?.commit ?? null;
    const event = byRef.get(tag);
    const place = `refs/tags/${tag}`;
    const of = { modelVersion: version.ref };
    if (event === undefined) {
      tally.contradict(place, `tag deleted: ${version.ref} was imported from it, and stays`);
      found.push({ kind: 'TAG_DELETED', of, place, known, found: null });
    } else if (event.commit !== known) {
      tally.contradict(place, `tag moved: it is at ${event.commit}, and was imported as ${version.ref} at ${known}`);
      found.push({ kind: 'TAG_MOVED', of, place, known, found: event.commit });
    }
  }
  await destination.settleContradictions({
    ...{ source, namespace, found, kinds: ['TAG_MOVED', 'TAG_DELETED'] },
    isOver: () => true,
  });
}
