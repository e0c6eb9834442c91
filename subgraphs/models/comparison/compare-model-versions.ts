import { parseLarge } from '#platform/database/rows/row-shape.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { loadWhole } from '#platform/loading/load-whole.js';
import { createPace } from '#platform/turns/pace.js';
import type { ModelVersionContext } from '../model-version/model-version.context.js';
import type { ModelVersion, ModelVersionRow } from '../model-version/model-version.entity.js';
import type { RunAttachmentContext } from '../model-version/run-attachment/run-attachment.context.js';
import { collectChanges } from './collect-changes.js';
import { compareVersions } from './compare-versions.js';
import { readFacts } from './compared-facts.js';
import type { MetricComparison, ModelVersionComparison } from './comparison.type.js';
import { lineUpMetrics } from './line-up-metrics.js';

/** The most versions that are compared at once. */
export const MAX_COMPARED = 20;
/** The most bytes that the manifests of all compared versions have together: each is read, and stays in memory until the answer is given. */
export const MAX_COMPARED_BYTES = 32_000_000;

/**
 * Compares model versions with the first of them.
 * @throws {PedigraphError} BAD_USER_INPUT for fewer than two or more than 20 refs, or versions that are too large
 * together, NOT_FOUND naming each ref that
 * selects nothing, UNAVAILABLE where an owner of data, runs or environments does not answer.
 */
export async function compareModelVersions(
  refs: readonly string[],
  context: RunAttachmentContext,
): Promise<ModelVersionComparison> {
  if (refs.length < 2 || refs.length > MAX_COMPARED) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected 2 to ${MAX_COMPARED} refs to compare, but got ${refs.length}.`,
      { max: MAX_COMPARED },
    );
  }
  const versions = await findVersions(refs, context);
  const facts = await readFacts(versions, context);
  const [first, ...others] = versions;
  const pace = createPace();
  const { changes, incompleteReason } = await collectChanges(
    others.map((other) => compareVersions(first!, other, facts)),
    pace,
  );
  const metrics: MetricComparison[] = [];
  for (const metric of lineUpMetrics(versions.map(({ id }) => facts.runs.get(id) ?? null))) {
    metrics.push(metric);
    const turn = pace.spend(versions.length);
    if (turn !== undefined) await turn;
  }
  return { versions, changes, metrics, complete: incompleteReason === null, incompleteReason };
}

async function findVersions(refs: readonly string[], context: ModelVersionContext): Promise<ModelVersion[]> {
  const { loaders } = context;
  const found = await Promise.all(refs.map((ref) => loaders.versionByRef.load(ref)));
  const missing = refs.filter((_, index) => found[index] === null);
  if (missing.length === 0) {
    await refuseTooLarge(found, context);
    const versions = await Promise.all(found.map((row) => loadWhole(row!, 'manifest', loaders.wholeVersionById)));
    for (const version of versions) await parseLarge(version, 'config', 'artifacts');
    return versions;
  }
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected every ref to select a model version, but there is none for ${missing.map((ref) => JSON.stringify(ref)).join(', ')}.`,
    { missing },
  );
}

async function refuseTooLarge(
  found: readonly (ModelVersionRow | null)[],
  { versions }: Pick<ModelVersionContext, 'versions'>,
): Promise<void> {
  const bytes = await versions.bytesOf(found.flatMap((row) => row?.id ?? []));
  if (bytes <= MAX_COMPARED_BYTES) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `Expected versions whose manifests have at most ${MAX_COMPARED_BYTES} bytes together, but these have ${bytes}: compare fewer at once.`,
    { bytes, max: MAX_COMPARED_BYTES },
  );
}
