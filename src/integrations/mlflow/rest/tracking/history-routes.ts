import { endpoint, type FieldsCall, type Route } from '../routing/route.js';
import { invalidParameter, notFound } from '../wire/mlflow-error.js';
import { runIdOf } from './find-run.js';
import { hexOf, idOfHex } from './ids.js';
import { MOST_READ, readHistory } from './read-history.js';
import { type Metric, metricMessage } from './run-message.js';

/** The points of metrics: of one run, or of several at once for a chart. */
export const historyRoutes: readonly Route[] = [
  endpoint('GET', 'mlflow/metrics/get-history', async ({ fields, api }) => {
    const [id, key] = [runIdOf(fields), fields.requiredText('metric_key')];
    // Who names no number expects the whole history, and may read no token.
    const wanted = fields.integer('max_results') ?? MOST_PAGE;
    if (wanted < 1)
      throw invalidParameter(
        `Invalid value ${wanted} for parameter 'max_results' supplied. It must be a positive integer.`,
      );
    const most = Math.min(wanted, MOST_PAGE);
    const { points, next } = await readHistory(api, { id, key, most, after: fields.text('page_token') || null });
    return { metrics: points.map(metricMessage), ...(next !== null && { next_page_token: next }) };
  }),
  endpoint('GET', 'mlflow/metrics/get-history-bulk', bulkHistory),
  endpoint('GET', 'mlflow/metrics/get-history-bulk-interval', sampledHistory),
];

const MOST_RUNS = 100;
/** Points of the histories of several runs, as MLflow's server has it. */
const MOST_POINTS = 25_000;
/** Points of one page of a history; where there are more, a token says where to go on. */
const MOST_PAGE = 100_000;
/** Points of one run in a sample. */
const MOST_SAMPLED = 2_500;

/** Whole histories, a run behind the other, cut where there are too many. */
async function bulkHistory({ fields, api }: FieldsCall): Promise<object> {
  const named = fields.texts('run_id');
  if (named.length === 0) throw invalidParameter('GetMetricHistoryBulk request must specify at least one run_id.');
  if (named.length > MOST_RUNS)
    throw invalidParameter(
      `GetMetricHistoryBulk request cannot specify more than ${MOST_RUNS} run_ids. Received ${named.length} run_ids.`,
    );
  const key = fields.text('metric_key');
  if (key === undefined) throw invalidParameter('GetMetricHistoryBulk request must specify a metric_key.');
  const runs = named.map(idOf);
  const most = Math.min(fields.integer('max_results') ?? MOST_POINTS, MOST_POINTS);
  const metrics: object[] = [];
  for (const id of [...runs].sort()) {
    if (metrics.length >= most) break;
    const { points } = await readHistory(api, { id, key, most: most - metrics.length, after: null });
    metrics.push(...[...points].sort(byTime).map((point) => withRun(id, point)));
  }
  return { metrics };
}

/** Points of each run, spread evenly over those of the steps asked for; the first and the last are among them. */
async function sampledHistory({ fields, api }: FieldsCall): Promise<object> {
  const named = fields.texts('run_ids');
  if (named.length === 0) throw fields.missing('run_ids');
  if (named.length > MOST_RUNS)
    throw invalidParameter(
      `GetMetricHistoryBulkInterval request must specify at most ${MOST_RUNS} run_ids. Received ${named.length} run_ids.`,
    );
  const key = fields.requiredText('metric_key');
  const most = fields.integer('max_results') ?? MOST_SAMPLED;
  if (most < 1 || most > MOST_SAMPLED) throw invalidParameter(`max_results must be between 1 and ${MOST_SAMPLED}.`);
  const [start, end] = [fields.integer('start_step'), fields.integer('end_step')];
  if ((start === undefined) !== (end === undefined))
    throw invalidParameter('If either start step or end step are specified, both must be specified.');
  if (start !== undefined && end !== undefined && start > end)
    throw invalidParameter(`end_step must be greater than start_step. Found start_step=${start} and end_step=${end}.`);
  const isAsked = ({ step }: Metric) => start === undefined || end === undefined || (step >= start && step <= end);
  const metrics: object[] = [];
  // Of all runs together.
  let left = MOST_READ;
  for (const id of named.map(idOf)) {
    const { points } = await readHistory(api, { id, key, most: left + 1, after: null });
    left -= points.length;
    if (left < 0)
      throw invalidParameter(`These runs have more than ${MOST_READ} points of '${key}'. Ask for fewer runs at once.`);
    metrics.push(...spread(points.filter(isAsked), most).map((point) => withRun(id, point)));
  }
  return { metrics };
}

/** At most so many of them, evenly; of one it is the last. */
function spread<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  if (most === 1) return items.slice(-1);
  const step = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => items[Math.round(index * step)]!);
}

function idOf(hex: string): string {
  const id = idOfHex(hex);
  if (id === undefined) throw notFound(`Run with id=${hex} not found`);
  return id;
}

function withRun(id: string, point: Metric): object {
  return { ...metricMessage(point), run_id: hexOf(id) };
}

function byTime(a: Metric, b: Metric): number {
  return Date.parse(a.timestamp) - Date.parse(b.timestamp) || a.step - b.step;
}
