import { metricsDigest } from '#integrations/importing/content-digests.js';
import type { TrackedFile } from '../dvc/tracked-file.js';
import type { CommitState } from '../history/commit-state.js';
import type { GitImportContext } from './git-import-context.js';
import { digestTexts, inRepository } from './in-repository.js';
import type { RunMetrics } from './run-values.js';

/** Records where in the repository a run is: at a dvc.yaml of a commit, by what it made and measured. */
export async function recordRunSource(
  of: {
    readonly run: string;
    readonly name: string;
    readonly externalId: string;
    /** Of the dvc.yaml. */
    readonly path: string;
    readonly outs: readonly TrackedFile[];
    readonly metrics: RunMetrics;
  },
  state: CommitState,
  context: GitImportContext,
): Promise<void> {
  const { run, name, externalId, path, outs, metrics } = of;
  await context.destination.sources.add({
    ...{ of: { run }, tool: 'dvc', ...inRepository(path, state, context), externalId, name },
    partDigests: [
      ...metricsDigest(metrics.points.map(({ key, value }) => [key, value])),
      ...outs.flatMap(({ digest }) => digestTexts(digest)),
    ],
  });
}
