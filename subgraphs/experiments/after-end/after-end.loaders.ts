import DataLoader from 'dataloader';
import { createLoader, type RowLoader } from '#platform/loading/loader.js';
import type { ParameterRepository } from '../parameter/parameter.repository.js';
import type { ContinuationRepository } from './continuation.repository.js';
import type { RunContinuation } from './run-continuation.entity.js';
import type { RunContinuationEnd } from './run-continuation-end.entity.js';

/** Reads of how runs went on after their end, by the run's id. */
export interface AfterEndLoaders {
  /** The last continuation; null where it never went on. */
  readonly continuationByRun: RowLoader<RunContinuation>;
  /** Its end; null while it goes on. */
  readonly continuationEndByRun: RowLoader<RunContinuationEnd>;
  /** The parameters that came after the end: names to values. */
  readonly parametersAfterEndByRun: DataLoader<string, Readonly<Record<string, unknown>>>;
}

/** What they read from. */
interface AfterEndReads {
  readonly continuations: ContinuationRepository;
  readonly parametersAfterEnd: ParameterRepository;
}

/** Those of one request. */
export function createAfterEndLoaders({ continuations, parametersAfterEnd }: AfterEndReads): AfterEndLoaders {
  return {
    continuationByRun: createLoader(
      (ids) => continuations.lastOf(ids),
      (row) => row.runId,
    ),
    continuationEndByRun: createLoader(
      (ids) => continuations.lastEndOf(ids),
      (row) => row.runId,
    ),
    parametersAfterEndByRun: new DataLoader(async (ids) => {
      const parameters = await parametersAfterEnd.ofRuns(ids);
      return ids.map((id) => parameters.get(id)!);
    }),
  };
}
