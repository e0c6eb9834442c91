import DataLoader from 'dataloader';
import { createIdLoader, createLoader, type ListLoader, type RowLoader } from '../../src/platform/loading/loader.js';
import type { SealedRows, SealedRowsOf } from '../../src/platform/loading/sealed-rows.js';
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
export function createExperimentsLoaders(
  { experiments, runs, parameters, metrics, archivals }: Repositories,
  sealed: SealedRows,
): ExperimentsLoaders {
  return {
    experimentById: createIdLoader(
      (ids) => experiments.findByIds(ids),
      (row) => row.id,
      sealed.of('experiment'),
    ),
    experimentByName: createLoader(
      (names) => experiments.findByNames(names),
      (row) => row.name,
      sealed.of('experiment by name'),
    ),
    runById: createIdLoader(
      (ids) => runs.findByIds(ids),
      (row) => row.id,
      sealed.of('run'),
    ),
    runByRef: createLoader(
      (refs) => runs.findByRefs(refs),
      (row) => row.ref,
      sealed.of('run by ref'),
    ),
    endByRun: createLoader(
      (ids) => runs.endsOf(ids),
      (row) => row.runId,
      sealed.of('run end'),
    ),
    archivalBySubject: createLoader(
      (ids) => archivals.findBySubjects(ids),
      (row) => row.subjectId,
    ),
    parametersByRun: loggedLoader((ids) => parameters.gatheredByRuns(ids), sealed.of('parameters')),
    metricsByRun: loggedLoader((ids) => metrics.lastGatheredByRuns(ids), sealed.of('metrics')),
  };
}

/** What a run has logged. */
interface Logged<Item> {
  readonly runId: string;
  readonly items: readonly Item[];
  /** Whether the run had ended when this was read: then it is sealed. */
  readonly ended: boolean;
}

/** A loader of what each run has logged; of a run that has ended it never changes. */
function loggedLoader<Item>(
  read: (runIds: readonly string[]) => Promise<readonly Logged<Item>[]>,
  sealed: SealedRowsOf<readonly Item[]>,
): ListLoader<Item> {
  return new DataLoader(async (runIds) => {
    const missing = runIds.filter((id) => sealed.get(id) === undefined);
    const logged = new Map((missing.length === 0 ? [] : await read(missing)).map((row) => [row.runId, row]));
    return runIds.map((id) => {
      const row = logged.get(id);
      if (row?.ended === true) sealed.keep(id, row.items);
      return row?.items ?? sealed.get(id) ?? [];
    });
  });
}
