import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import { loadWhole } from '../../../src/platform/loading/load-whole.js';
import type { ModelsContext } from '../context.js';
import type { ModelVersion } from '../model-version/model-version.entity.js';
import { compareVersions } from './compare-versions.js';
import { readFacts } from './compared-facts.js';
import type { ModelVersionComparison } from './comparison.type.js';
import { lineUpMetrics } from './line-up-metrics.js';

/** The most versions that are compared at once. */
export const MAX_COMPARED = 20;

/**
 * Compares model versions with the first of them.
 * @throws {PedigraphError} BAD_USER_INPUT for fewer than two or more than 20 refs, NOT_FOUND naming each ref that
 * selects nothing, UNAVAILABLE where an owner of data, runs or environments does not answer.
 */
export async function compareModelVersions(
  refs: readonly string[],
  context: ModelsContext,
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
  return {
    versions,
    changes: others.flatMap((other) => compareVersions(first!, other, facts)),
    metrics: lineUpMetrics(versions.map(({ runPin }) => (runPin && facts.runs.get(runPin.id)) ?? null)),
  };
}

async function findVersions(refs: readonly string[], { loaders }: ModelsContext): Promise<ModelVersion[]> {
  const found = await Promise.all(refs.map((ref) => loaders.versionByRef.load(ref)));
  const missing = refs.filter((_, index) => found[index] === null);
  if (missing.length === 0)
    return Promise.all(found.map((row) => loadWhole(row!, 'manifest', loaders.wholeVersionById)));
  throw new PedigraphError(
    'NOT_FOUND',
    `Expected every ref to select a model version, but there is none for ${missing.map((ref) => JSON.stringify(ref)).join(', ')}.`,
    { missing },
  );
}
