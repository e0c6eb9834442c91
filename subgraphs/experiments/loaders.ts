import {
  createIdLoader,
  createListLoader,
  createLoader,
  type ListLoader,
  type RowLoader,
} from '../../src/platform/loading/loader.js';
import type { Archival } from './archival/archival.entity.js';
import type { Repositories } from './context.js';
import type { Experiment } from './experiment/experiment.entity.js';
import type { MetricOfRun } from './metric/metric.repository.js';
import type { RunParameter } from './parameter/run-parameter.entity.js';
import type { Run } from './run/run.entity.js';
import type { RunEnd } from './run/run-end.entity.js';

/** Every by-key read of this subgraph. */
export interface ExperimentsLoaders {
  readonly experimentById: RowLoader<Experiment>;
  readonly experimentByName: RowLoader<Experiment>;
  readonly runById: RowLoader<Run>;
  readonly runByRef: RowLoader<Run>;
  readonly endByRun: RowLoader<RunEnd>;
  readonly archivalBySubject: RowLoader<Archival>;
  readonly parametersByRun: ListLoader<RunParameter>;
  readonly metricsByRun: ListLoader<MetricOfRun>;
}

/** The loaders of one request. */
export function createExperimentsLoaders({
  experiments,
  runs,
  parameters,
  metrics,
  archivals,
}: Repositories): ExperimentsLoaders {
  return {
    experimentById: createIdLoader(
      (ids) => experiments.findByIds(ids),
      (row) => row.id,
    ),
    experimentByName: createLoader(
      (names) => experiments.findByNames(names),
      (row) => row.name,
    ),
    runById: createIdLoader(
      (ids) => runs.findByIds(ids),
      (row) => row.id,
    ),
    runByRef: createLoader(
      (refs) => runs.findByRefs(refs),
      (row) => row.ref,
    ),
    endByRun: createLoader(
      (ids) => runs.endsOf(ids),
      (row) => row.runId,
    ),
    archivalBySubject: createLoader(
      (ids) => archivals.findBySubjects(ids),
      (row) => row.subjectId,
    ),
    parametersByRun: createListLoader(
      (ids) => parameters.findByRuns(ids),
      (row) => row.runId,
    ),
    metricsByRun: createListLoader(
      (ids) => metrics.lastOfRuns(ids),
      (row) => row.runId,
    ),
  };
}
