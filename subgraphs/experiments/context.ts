import { viewOf } from '#platform/auth/row-view.js';
import type { SubgraphContext } from '#platform/federation/subgraph-definition.js';
import { AddedInputRepository } from './added-input/added-input.repository.js';
import { createAfterEndLoaders } from './after-end/after-end.loaders.js';
import { ContinuationRepository } from './after-end/continuation.repository.js';
import { createArchivalLoaders } from './archival/archival.loaders.js';
import { ArchivalRepository } from './archival/archival.repository.js';
import { createExperimentLoaders } from './experiment/experiment.loaders.js';
import { ExperimentRepository } from './experiment/experiment.repository.js';
import { LoggedKeysRepository } from './experiment/logged-keys.repository.js';
import { createLoggedModelLoaders } from './logged-model/logged-model.loaders.js';
import { LoggedModelRepository } from './logged-model/logged-model.repository.js';
import { LoggedModelParameterRepository } from './logged-model/logged-model-parameter.repository.js';
import {
  createLoggedModelMetricLoaders,
  type LoggedModelMetricContext,
} from './logged-model-metric/logged-model-metric.context.js';
import { LoggedModelMetricRepository } from './logged-model-metric/logged-model-metric.repository.js';
import { MetricRepository } from './metric/metric.repository.js';
import type { MetricLogContext } from './metric-log/metric-log.context.js';
import { createMetricLogLoaders } from './metric-log/metric-log.loaders.js';
import { createNameChangeLoaders } from './name-change/name-change.loaders.js';
import { NameChangeRepository } from './name-change/name-change.repository.js';
import { ParameterRepository } from './parameter/parameter.repository.js';
import { createRunLoaders } from './run/run.loaders.js';
import { RunRepository } from './run/run.repository.js';
import { createDatasetOutputLoaders } from './run-dataset-output/dataset-output.context.js';
import { DatasetOutputRepository } from './run-dataset-output/dataset-output.repository.js';
import { createRunInputLoaders, type RunInputContext } from './run-input/run-input.context.js';
import {
  createRunLoggedModelLoaders,
  type RunLoggedModelContext,
} from './run-logged-model/run-logged-model.context.js';
import { RunLoggedModelRepository } from './run-logged-model/run-logged-model.repository.js';
import { createTagChangeLoaders } from './tag-change/tag-change.loaders.js';
import { TagChangeRepository } from './tag-change/tag-change.repository.js';

/** What a resolver of this subgraph has at hand: all that its nouns need. Made anew for each request. */
export type ExperimentsContext = MetricLogContext & RunInputContext & LoggedModelMetricContext & RunLoggedModelContext;

/** Puts the context of one request together from what each noun brings. */
export function createContext(base: SubgraphContext): ExperimentsContext {
  const { caller, database, sealedRows } = base;
  const view = viewOf(caller.rights);
  const { manager } = database;
  const experiments = new ExperimentRepository(manager);
  const runs = new RunRepository(manager);
  const metrics = new MetricRepository(manager);
  const metricsAfterEnd = new MetricRepository(manager, 'metric_point_after_end');
  const parametersAfterEnd = new ParameterRepository(manager, 'run_parameter_after_end');
  const runLoaders = createRunLoaders({ runs, parameters: new ParameterRepository(manager) }, sealedRows, view);
  const loggedModels = new LoggedModelRepository(manager);
  const loggedModelMetrics = new LoggedModelMetricRepository(manager);
  const loggedParameters = new LoggedModelParameterRepository(manager);
  return {
    ...base,
    experiments,
    runs,
    metrics,
    metricsAfterEnd,
    loggedModels,
    loggedModelMetrics,
    loaders: {
      ...createArchivalLoaders(new ArchivalRepository(manager)),
      ...createNameChangeLoaders(new NameChangeRepository(manager)),
      ...createTagChangeLoaders(new TagChangeRepository(manager)),
      ...createExperimentLoaders({ experiments, loggedKeys: new LoggedKeysRepository(manager) }, sealedRows, view),
      ...runLoaders,
      ...createRunInputLoaders(new AddedInputRepository(manager)),
      ...createAfterEndLoaders({ continuations: new ContinuationRepository(manager), parametersAfterEnd }),
      ...createMetricLogLoaders({ metrics, metricsAfterEnd }, runLoaders.wholeEndByRun),
      ...createLoggedModelLoaders({ loggedModels, parameters: loggedParameters }, sealedRows, view),
      ...createLoggedModelMetricLoaders(loggedModelMetrics),
      ...createRunLoggedModelLoaders(new RunLoggedModelRepository(manager)),
      ...createDatasetOutputLoaders(new DatasetOutputRepository(manager)),
    },
  };
}
