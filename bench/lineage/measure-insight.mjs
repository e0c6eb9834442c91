// What `registryInsight` costs through the gateway: of the whole registry, and of a part that is alike in every store.
import { median, post, timed } from '../timing.mjs';

const ROUNDS = 60;
/** The first rounds warm caches and compilers up. */
const WARM_UP = 10;

const INSIGHT = `query ($namespace: String, $since: DateTime, $until: DateTime) {
  registryInsight(namespace: $namespace, since: $since, until: $until) {
    modelVersions reproducibleShare rollbacks { count medianSeconds p95Seconds } leadTime { count medianSeconds p95Seconds }
    overTime(interval: MONTH) { validFrom modelVersions rollbacks } byModel(first: 20) { model modelVersions rollbacks { count } }
  }
}`;

const SHAPES = {
  everything: {},
  'a namespace': { namespace: 'alike' },
  'a namespace, from noon to noon': {
    namespace: 'alike',
    since: '2026-10-10T12:00:00Z',
    until: '2026-12-01T12:00:00Z',
  },
};

/** The median in milliseconds of each shape, and how many versions it was about. */
export async function measureInsight(url) {
  const rows = [];
  for (const [shape, variables] of Object.entries(SHAPES)) {
    const times = [];
    let insight;
    for (let round = 0; round < ROUNDS + WARM_UP; round++) {
      times.push(
        await timed(async () => {
          ({ registryInsight: insight } = await post(url, INSIGHT, variables));
        }),
      );
    }
    rows.push({ shape, ms: median(times.slice(WARM_UP)), versions: insight.modelVersions });
  }
  return rows;
}

/** A row a shape and size, for people. */
export function insightTable(results) {
  const [smallest] = results;
  return results.flatMap(({ size, insight }) =>
    insight.map(({ shape, ms, versions }, place) => ({
      'versions in the store': size,
      registryInsight: shape,
      'versions in it': versions,
      'growth since the smallest ×': Number((ms / smallest.insight[place].ms).toFixed(2)),
      'median ms': Number(ms.toFixed(1)),
    })),
  );
}
