import type DataLoader from 'dataloader';
import type { NamedView } from '#platform/auth/row-view.js';
import { createIdLoader, createLoader, type RowLoader } from '#platform/loading/loader.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import type { ParameterRepository } from '../parameter/parameter.repository.js';
import type { Run } from './run.entity.js';
import type { RunRepository } from './run.repository.js';
import type { RunEnd, RunEndRow } from './run-end.entity.js';
import { createRunLogLoader } from './run-log.loader.js';
import { sealedLog } from './run-manifest.js';

/** By-key reads of runs and how they ended. */
export interface RunLoaders {
  readonly runById: RowLoader<Run>;
  readonly runByRef: RowLoader<Run>;
  /** By the run's id; null while it runs. */
  readonly endByRun: RowLoader<RunEndRow>;
  /** The same with the columns that may be large. */
  readonly wholeEndByRun: RowLoader<RunEnd>;
  /** By the run's id: names to values. */
  readonly parametersByRun: DataLoader<string, Readonly<Record<string, unknown>>>;
}

/** What they read from. */
interface RunReads {
  readonly runs: RunRepository;
  readonly parameters: ParameterRepository;
}

/** Those of one request. */
export function createRunLoaders({ runs, parameters }: RunReads, sealed: SealedRows, view: NamedView): RunLoaders {
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
    runById: createIdLoader<Run>(
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
      view,
    ),
    runByRef: createLoader<Run>(
      (refs) => runs.findByRefs(refs),
      (row) => row.ref,
      sealed.of('run by ref'),
      view,
    ),
    endByRun,
    wholeEndByRun,
    parametersByRun: createRunLogLoader(
      wholeEndByRun,
      (manifest) => sealedLog(manifest).parameters,
      (ids) => parameters.ofRuns(ids),
    ),
  };
}
