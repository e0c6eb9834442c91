import type { FoundContradiction } from '#integrations/importing/settle-contradictions.js';
import type { Datasets } from './datasets.js';
import type { GitImportContext } from './git-import-context.js';

/** Reports which dataset versions have other bytes than their digests say; one whose bytes are right again is resolved. */
export async function reportDigestContradictions(
  datasets: Datasets,
  { destination, verified, namespace, source }: GitImportContext,
): Promise<void> {
  if (verified.comparisons.length === 0) return;
  const differing: FoundContradiction[] = [];
  const matching = new Set<string>();
  for (const { out, place, recorded, found } of verified.comparisons) {
    const ref = found === null ? null : await datasets.met(out);
    if (found === null) matching.add(place);
    else if (ref !== null)
      differing.push({ kind: 'DIGEST_DIFFERS', of: { datasetVersion: ref }, place, known: recorded, found });
  }
  await destination.settleContradictions({
    ...{ source, namespace, found: differing, kinds: ['DIGEST_DIFFERS'] },
    isOver: ({ place }) => matching.has(place),
  });
}
