import { seededRandom } from '../seed/random.mjs';

const START = 1_750_000_000_000;
const KEYS = Array.from({ length: 10 }, (_, key) => key);

/** Runs that have ended, each with ten parameters, ten metrics and two tags: the same for the same number of them. */
export function generateRuns(count) {
  const random = seededRandom(7);
  return Array.from({ length: count }, (_, number) => {
    const startedAt = START + number * 1_000;
    return {
      name: `run ${number}`,
      startedAt,
      endedAt: startedAt + 500,
      parameters: Object.fromEntries(KEYS.map((key) => [`p${key}`, String(Math.floor(random() * 20))])),
      metrics: KEYS.map((key) => ({ key: `m${key}`, value: random(), timestamp: startedAt + key, step: 1 })),
      tags: { team: `t${number % 7}`, kind: 'bench' },
    };
  });
}
