import { momentMisfit } from './fit-moment.js';
import { keyInPath, pairMisfit } from './fit-text.js';
import type { MetricPoint } from './metric-point.js';
import type { OnProblem } from './problem.js';

/** The points that the gateway takes, streamed; how many of a key it does not, and why the first of them, is reported. */
export async function* fitPoints<Point extends MetricPoint>(
  points: AsyncIterable<Point> | Iterable<Point>,
  place: string,
  now: number,
  onProblem: OnProblem,
): AsyncGenerator<Point> {
  const left = new Map<string, { count: number; readonly why: string }>();
  for await (const point of points) {
    const why = pairMisfit(point.key, '', 0) ?? timeMisfit(point, now);
    const known = left.get(point.key);
    if (why === null) yield point;
    else if (known) known.count++;
    else left.set(point.key, { count: 1, why });
  }
  for (const [key, { count, why }] of left) {
    const reason = count === 1 ? `a point was left out: it ${why}` : `${count} points were left out: the first ${why}`;
    onProblem({ kind: 'metric', path: `${place}/metrics/${keyInPath(key)}`, reason });
  }
}

function timeMisfit({ timestamp, step }: MetricPoint, now: number): string | null {
  const why = momentMisfit(timestamp, now);
  return why === null ? null : `(step ${step}) ${why}`;
}
