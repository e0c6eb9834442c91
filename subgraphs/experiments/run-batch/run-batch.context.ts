import type { LoggedModelMetricContext } from '../logged-model-metric/logged-model-metric.context.js';
import type { MetricLogContext } from '../metric-log/metric-log.context.js';

/** What batches bring to a request: runs and logged models, and what was measured of both. */
export type RunBatchContext = MetricLogContext & LoggedModelMetricContext;
