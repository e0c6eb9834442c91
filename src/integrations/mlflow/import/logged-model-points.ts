import { jsonNumber } from '#platform/digest/json-number.js';
import { groupedBy } from '../source/grouped-by.js';
import type { LoggedModelMetric, MlflowLoggedModel } from '../source/mlflow-entities.js';
import type { LoggedModelHere } from './find-logged-models.js';
import type { FindRun } from './find-run-by-id.js';
import { momentMisfit } from './fit-moment.js';
import { fitPoints } from './fit-points.js';
import { keyInPath, MOST, pairMisfit, textMisfit } from './fit-text.js';
import { type ImportContext, write } from './import-context.js';
import { metricInput } from './import-run.js';
import { inGroups } from './in-groups.js';

const LOG = `mutation ($input: LogLoggedModelMetricsInput!) { logLoggedModelMetrics(input: $input) { accepted } }`;

/** The most points of one call. */
const BATCH = 1_000;

/** Logs points of a logged model, those of each run by themselves; what does not fit is reported. */
export async function logLoggedModelPoints(
  model: Pick<MlflowLoggedModel, 'place'>,
  points: readonly LoggedModelMetric[],
  loggedModel: string,
  findRun: FindRun,
  context: ImportContext,
): Promise<void> {
  const { tally, now } = context;
  for (const [of, own] of groupedBy(points, ({ runId }) => runId ?? '')) {
    const run = await findRun(of || null, model.place);
    const fitting = fitPoints(own, model.place, now, tally.problem);
    for await (const group of inGroups(fitting, BATCH)) {
      const metrics = group.map((point) => ({ ...metricInput(point), ...datasetOf(point, model.place, context) }));
      const { logLoggedModelMetrics: logged } = await write<{ logLoggedModelMetrics: { accepted: number } }>(
        context,
        LOG,
        { input: { loggedModel, run, metrics } },
      );
      tally.metricPoints += logged.accepted;
    }
  }
}

/** The points of the metrics, each on its dataset, whose last one is another than here. */
export function pointsWithMore(
  model: MlflowLoggedModel,
  here: LoggedModelHere,
  { now }: Pick<ImportContext, 'now'>,
): readonly LoggedModelMetric[] {
  const stored = new Map(
    here.metrics.map(({ key, value, step, timestamp, datasetName, datasetDigest }) => [
      JSON.stringify([key, datasetName, datasetDigest]),
      JSON.stringify([value, step, Date.parse(timestamp)]),
    ]),
  );
  const fitting = model.metrics.filter(
    ({ key, timestamp }) => pairMisfit(key, '', 0) === null && momentMisfit(timestamp, now) === null,
  );
  return [...groupedBy(fitting, seriesOf)].flatMap(([series, points]) => {
    const last = points.reduce((a, b) => ((b.timestamp - a.timestamp || b.step - a.step) >= 0 ? b : a));
    const isThere = stored.get(series) === JSON.stringify([jsonNumber(last.value), last.step, last.timestamp]);
    return isThere ? [] : points;
  });
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
