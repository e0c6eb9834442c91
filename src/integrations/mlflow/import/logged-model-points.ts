import { momentMisfit } from '#integrations/importing/fit-moment.js';
import { fitPoints } from '#integrations/importing/fit-points.js';
import { keyInPath, MOST, pairMisfit, textMisfit } from '#integrations/importing/fit-text.js';
import { inGroups } from '#integrations/importing/in-groups.js';
import { metricInput } from '#integrations/importing/metric-point.js';
import { write } from '#integrations/importing/write.js';
import { groupedBy } from '../source/grouped-by.js';
import type { LoggedModelMetric, MlflowLoggedModel } from '../source/mlflow-entities.js';
import type { LoggedModelHere } from './find-logged-models.js';
import type { FindRun } from './find-run-by-id.js';
import type { ImportContext } from './import-context.js';

const LOG = `mutation ($input: LogLoggedModelMetricsInput!) { logLoggedModelMetrics(input: $input) { accepted } }`;

/** The most points of one call. */
const BATCH = 1_000;

/** A logged model here that points go to. */
export type PointsDestination = Pick<LoggedModelHere, 'id' | 'metrics'>;

/**
 * Logs points of a logged model, those of each run by themselves; what does not fit is reported. Those behind the last
 * one of their series here are counted: the others are stored.
 */
export async function logLoggedModelPoints(
  model: Pick<MlflowLoggedModel, 'place'>,
  points: readonly LoggedModelMetric[],
  here: PointsDestination,
  findRun: FindRun,
  context: ImportContext,
): Promise<void> {
  const { tally, now } = context;
  const stored = lastHere(here);
  for (const [of, own] of groupedBy(points, ({ runId }) => runId ?? '')) {
    const run = await findRun(of || null, model.place);
    const fitting = fitPoints(own, model.place, now, tally.problem);
    for await (const group of inGroups(fitting, BATCH)) {
      const metrics = group.map((point) => ({ ...metricInput(point), ...datasetOf(point, model.place, context) }));
      await write(context, LOG, { input: { loggedModel: here.id, run, metrics } });
      tally.metricPoints += group.filter((point) => {
        const last = stored.get(seriesOf(point));
        return last === undefined || order(point, last) > 0;
      }).length;
    }
  }
}

/** The points of the metrics, each on its dataset, whose last one is another than here. */
export function pointsWithMore(
  model: MlflowLoggedModel,
  here: PointsDestination,
  { now }: Pick<ImportContext, 'now'>,
): readonly LoggedModelMetric[] {
  const stored = lastHere(here);
  const fitting = model.metrics.filter(
    ({ key, timestamp }) => pairMisfit(key, '', 0) === null && momentMisfit(timestamp, now) === null,
  );
  return [...groupedBy(fitting, seriesOf)].flatMap(([series, points]) => {
    const last = points.reduce((a, b) => (order(b, a) > 0 ? b : a));
    const known = stored.get(series);
    return known !== undefined && order(last, known) === 0 ? [] : points;
  });
}

/** A point as far as its place in its series goes. */
type PlacedPoint = Pick<LoggedModelMetric, 'value' | 'step' | 'timestamp'>;

/** The last point of each series here. */
function lastHere({ metrics }: PointsDestination): ReadonlyMap<string, PlacedPoint> {
  return new Map(
    metrics.map(({ key, value, step, timestamp, datasetName, datasetDigest }) => [
      JSON.stringify([key, datasetName, datasetDigest]),
      { value: Number(value), step, timestamp: Date.parse(timestamp) },
    ]),
  );
}

/** As MLflow orders the points of a logged model: by moment, step and value, among which NaN counts as 0. */
function order(a: PlacedPoint, b: PlacedPoint): number {
  const [one, other] = [a.value || 0, b.value || 0];
  return a.timestamp - b.timestamp || a.step - b.step || (one === other ? 0 : one - other);
}

function seriesOf({ key, dataset }: LoggedModelMetric): string {
  const isKept = dataset !== null && datasetMisfit(dataset) === null;
  return JSON.stringify([key, isKept ? dataset.name : null, isKept ? dataset.digest : null]);
}

function datasetOf({ key, dataset }: LoggedModelMetric, place: string, { tally }: ImportContext): object {
  if (dataset === null) return {};
  const misfit = datasetMisfit(dataset);
  if (misfit === null) return { datasetName: dataset.name, datasetDigest: dataset.digest };
  const reason = `a point is of a dataset whose name or digest ${misfit}`;
  tally.skip({ kind: 'metric', path: `${place}/metrics/${keyInPath(key)}`, reason });
  return {};
}

function datasetMisfit({ name, digest }: { readonly name: string; readonly digest: string }): string | null {
  return textMisfit(name, MOST.name) ?? textMisfit(digest, MOST.name);
}
