import DataLoader from 'dataloader';
import { parseLarge } from '#platform/database/rows/row-shape.js';
import {
  createIdLoader,
  createListLoader,
  createLoader,
  type ListLoader,
  type RowLoader,
} from '#platform/loading/loader.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import { isTurnSpent, nextShare } from '#platform/turns/pace.js';
import type { Archival } from './archival/archival.entity.js';
import type { Experiment } from './experiment/experiment.entity.js';
import type { LastMetric, MetricOfRun } from './metric/metric.repository.js';
import type { Repositories } from './repositories.js';
import type { Run } from './run/run.entity.js';
import type { RunEnd, RunEndRow } from './run/run-end.entity.js';
import { sealedLog } from './run/run-manifest.js';

/** Every by-key read of this subgraph. */
export interface ExperimentsLoaders {
  readonly experimentById: RowLoader<Experiment>;
  readonly experimentByName: RowLoader<Experiment>;
  readonly metricKeysByExperiment: DataLoader<string, readonly string[]>;
  readonly parameterKeysByExperiment: DataLoader<string, readonly string[]>;
  readonly runById: RowLoader<Run>;
  readonly runByRef: RowLoader<Run>;
  readonly endByRun: RowLoader<RunEndRow>;
  readonly wholeEndByRun: RowLoader<RunEnd>;
  readonly archivalBySubject: RowLoader<Archival>;
  readonly parametersByRun: DataLoader<string, Readonly<Record<string, unknown>>>;
  readonly metricsByRun: DataLoader<string, readonly LastMetric[]>;
  readonly lastPointsByRun: ListLoader<MetricOfRun>;
}

/** The loaders of one request. */
export function createExperimentsLoaders(
  { experiments, loggedKeys, runs, parameters, metrics, archivals }: Repositories,
  sealed: SealedRows,
): ExperimentsLoaders {
  const wholeEnds = sealed.of<RunEnd>('whole run end');
  const ends = sealed.of<RunEndRow>('run end');
  const endByRun = createLoader<RunEndRow>(
    (ids) => runs.endsOf(ids),
    (row) => row.runId,
    { get: (id) => wholeEnds.get(id) ?? ends.get(id), keep: ends.keep, current: ends.current },
  );
  const wholeEndByRun = createLoader<RunEnd>(
    (ids) => runs.wholeEndsOf(ids),
    (row) => row.runId,
    wholeEnds,
  );
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
    metricKeysByExperiment: new DataLoader((ids) => loggedKeys.metricKeys(ids)),
    parameterKeysByExperiment: new DataLoader((ids) => loggedKeys.parameterKeys(ids)),
    runById: createIdLoader(
      async (ids) => {
        const found = await runs.findWithEnds(ids);
        for (const [run, end, isWhole] of found) {
          endByRun.prime(run.id, end);
          // What has no end has no whole one; what has a long one is asked for it.
          if (end === null || isWhole) wholeEndByRun.prime(run.id, end);
          if (end !== null) isWhole ? wholeEnds.keep(run.id, end) : ends.keep(run.id, end);
        }
        return found.map(([run]) => run);
      },
      (row) => row.id,
      sealed.of('run'),
    ),
    runByRef: createLoader(
      (refs) => runs.findByRefs(refs),
      (row) => row.ref,
      sealed.of('run by ref'),
    ),
    endByRun,
    archivalBySubject: createLoader(
      (ids) => archivals.findBySubjects(ids),
      (row) => row.subjectId,
    ),
    wholeEndByRun,
    parametersByRun: loggedLoader(
      wholeEndByRun,
      (manifest) => sealedLog(manifest).parameters,
      (ids) => parameters.ofRuns(ids),
    ),
    metricsByRun: loggedLoader<readonly LastMetric[]>(
      wholeEndByRun,
      (manifest, runId) =>
        sealedLog(manifest).metrics.map(({ key, value, step }) => ({ runId, key, value: Number(value), step })),
      (ids) => metrics.lastOfRuns(ids),
    ),
    lastPointsByRun: createListLoader(
      async (ids) => [...(await metrics.lastOfRuns(ids)).values()].flat(),
      (point) => point.runId,
    ),
  };
}

/** A loader of what each run has logged: of one that has ended its manifest says it, which is sealed. */
function loggedLoader<Log>(
  endByRun: RowLoader<RunEnd>,
  sealedIn: (manifest: object, runId: string) => Log,
  read: (openRuns: readonly string[]) => Promise<ReadonlyMap<string, Log>>,
): DataLoader<string, Log> {
  return new DataLoader(async (runIds) => {
    const ends = await Promise.all(runIds.map((id) => endByRun.load(id)));
    const open = runIds.filter((_, index) => ends[index] === null);
    const logs = open.length === 0 ? new Map<string, Log>() : await read(open);
    const found: Log[] = [];
    for (const [index, id] of runIds.entries()) {
      const end = ends[index] ?? null;
      if (end !== null) await parseLarge(end, 'manifest');
      found.push(end === null ? logs.get(id)! : sealedIn(end.manifest, id));
      if (isTurnSpent()) await nextShare();
    }
    return found;
  });
}
