import 'reflect-metadata';
import { expect, test } from 'vitest';
import { createPace, UNITS_A_TURN } from '#platform/turns/pace.js';
import { collectChanges } from '#subgraphs/models/comparison/collect-changes.js';
import { compareVersions } from '#subgraphs/models/comparison/compare-versions.js';
import type { ComparisonChange } from '#subgraphs/models/comparison/comparison.type.js';
import { MAX_CHANGES } from '#subgraphs/models/comparison/comparison-limits.js';
import type { ModelVersion } from '#subgraphs/models/model-version/model-version.entity.js';

const NOTHING = { environments: new Map(), datasets: new Map(), runs: new Map() };

/** A version as large as it may be: 10,000 files, and a configuration of 20,000 keys. */
function largeVersion(number: number, over: { digest?: string; threshold?: number } = {}): ModelVersion {
  const artifacts = Array.from({ length: 10_000 }, (_, index) => ({
    path: `layers/${index}.bin`,
    uri: `s3://acme/${number}/${index}`,
    digest: `sha256:${over.digest ?? 'same'}-${index}`,
    sizeBytes: index,
    mediaType: null,
  }));
  const config = Object.fromEntries(
    Array.from({ length: 20_000 }, (_, index) => [`key${index}`, over.threshold ?? 0.5]),
  );
  return {
    ref: `acme/large@1.0.${number}`,
    architecture: null,
    code: null,
    config,
    artifacts,
    datasetPins: [],
    environmentPin: null,
    runPin: null,
    parentPins: [],
  } as unknown as ModelVersion;
}

/** The comparisons, and the most units of work that were asked for in a row, without giving way. */
function counted(comparisons: Iterable<ComparisonChange | number>[]) {
  const pace = createPace();
  let [units, most, turns] = [0, 0, 0];
  const counting = {
    spend(spent: number) {
      units += spent;
      most = Math.max(most, units);
      const turn = pace.spend(spent);
      if (turn !== undefined) [units, turns] = [0, turns + 1];
      return turn;
    },
  };
  return collectChanges(comparisons, counting).then((collected) => ({ ...collected, most, turns }));
}

test('twenty of the largest versions that are equal are compared in turns, none of which is much more than a share', async () => {
  const versions = Array.from({ length: 20 }, (_, number) => largeVersion(number));
  const { changes, incompleteReason, most, turns } = await counted(
    versions.slice(1).map((other) => compareVersions(versions[0]!, other, NOTHING)),
  );
  expect([changes, incompleteReason]).toEqual([[], null]);
  // The largest step in a row is to put the files of two versions in order.
  expect(most).toBeLessThanOrEqual(UNITS_A_TURN + 40_000);
  expect(turns).toBeGreaterThan(100);
});

test('where everything differs the answer has so many differences and says that there are more', async () => {
  const versions = [largeVersion(0), largeVersion(1, { digest: 'other', threshold: 0.6 })];
  const { changes, incompleteReason } = await counted([compareVersions(versions[0]!, versions[1]!, NOTHING)]);
  expect(changes).toHaveLength(MAX_CHANGES);
  expect(incompleteReason).toContain(`more than ${MAX_CHANGES} differences`);
});

test('values that are large are told until an answer holds no more of them, and at least the first one', async () => {
  const config = (letter: string) => ({ one: [letter.repeat(900_000)], two: [letter.repeat(900_000)] });
  const [before, after] = [largeVersion(0), largeVersion(0)];
  Object.assign(before, { config: config('a') });
  Object.assign(after, { config: config('b') });
  const { changes, incompleteReason } = await counted([compareVersions(before, after, NOTHING)]);
  expect(changes.map(({ path }) => path)).toEqual(['config.one']);
  expect(incompleteReason).toContain('characters');
});
