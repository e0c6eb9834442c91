import type { MetricPoint } from '#integrations/importing/metric-point.js';
import type { SourceObserver } from '#integrations/importing/problem.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import { pagesOf, pointOf } from './answer-values.js';
import type { MlflowClient } from './mlflow-client.js';

/** As many as MLflow's own client asks for. */
const PAGE = 25_000;

/**
 * Every point of a run, a metric after the other.
 * @param keys of these metrics alone
 */
export async function* readPoints(
  client: MlflowClient,
  run: Pick<MlflowRun, 'id' | 'lastPoints'>,
  { onProblem }: SourceObserver,
  keys?: ReadonlySet<string>,
): AsyncGenerator<MetricPoint> {
  for (const { key } of run.lastPoints ?? []) {
    if (keys !== undefined && !keys.has(key)) continue;
    const ask = (page_token?: string) =>
      client.get('metrics/get-history', { run_id: run.id, metric_key: key, max_results: PAGE, page_token });
    for await (const page of pagesOf('metrics', ask)) {
      for (const metric of page) {
        const point = pointOf(metric);
        if (point) yield point;
        else {
          const reason = `has a point that no client can read: step ${metric['step']}, timestamp ${metric['timestamp']}`;
          onProblem({ kind: 'metric', path: `runs/${run.id}/metrics/${key}`, reason });
        }
      }
    }
  }
}
