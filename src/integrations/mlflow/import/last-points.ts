import { momentMisfit } from '#integrations/importing/fit-moment.js';
import { fitPoints } from '#integrations/importing/fit-points.js';
import { keysThatDiffer, LastPoints } from '#integrations/importing/last-points.js';
import type { MetricPoint } from '#integrations/importing/metric-point.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import type { RunHere } from './find-runs.js';
import type { ImportContext } from './import-context.js';

/** The metrics of a run whose last point is another than here. */
export async function keysWithMore(
  run: MlflowRun,
  here: RunHere,
  { source, now }: ImportContext,
): Promise<Set<string>> {
  const last = new LastPoints();
  // A last point that cannot be stored tells nothing of those before it.
  const areKnown = run.lastPoints?.every(({ timestamp }) => momentMisfit(timestamp, now) === null) ?? false;
  if (areKnown) for (const point of run.lastPoints ?? []) last.add(point);
  else for await (const point of fitPoints(source.points(run), run.place, now, () => {})) last.add(point);
  return keysThatDiffer(last.points(), here.metrics);
}

/** So many points of one step and moment are held back; MLflow's clients log one. */
const MOST_HELD = 10_000;

/**
 * The points, with the last ones of each metric behind its others, in their order: where they have arrived, so have all
 * before them, and an import that was cut off is not mistaken for a whole one.
 */
export async function* lastOnesLast(points: AsyncIterable<MetricPoint>): AsyncGenerator<MetricPoint> {
  let held: MetricPoint[] = [];
  for await (const point of points) {
    const [last] = held;
    const order =
      last === undefined || last.key !== point.key ? 1 : point.step - last.step || point.timestamp - last.timestamp;
    if (order < 0) yield point;
    else if (order === 0 && held.length < MOST_HELD) held.push(point);
    else {
      yield* held;
      held = [point];
    }
  }
  yield* held;
}
