import DataLoader from 'dataloader';
import type { LoggedModelContext } from '../logged-model/logged-model.context.js';
import type { LoggedModelMetricRepository, LoggedModelPoint } from './logged-model-metric.repository.js';

/** What the metrics of logged models bring to a request, and the logged models. */
export type LoggedModelMetricContext = LoggedModelContext & {
  readonly loggedModelMetrics: LoggedModelMetricRepository;
  readonly loaders: LoggedModelMetricLoaders;
};

/** Reads of what was measured of logged models. */
export interface LoggedModelMetricLoaders {
  /** The last value of every metric, of each dataset by itself, by the id of the logged model. */
  readonly metricsByLoggedModel: DataLoader<string, readonly LoggedModelPoint[]>;
}

/** Those of one request. */
export function createLoggedModelMetricLoaders(metrics: LoggedModelMetricRepository): LoggedModelMetricLoaders {
  return {
    metricsByLoggedModel: new DataLoader(async (ids) => {
      const last = await metrics.lastOf(ids);
      return ids.map((id) => last.get(id) ?? []);
    }),
  };
}
