import DataLoader from 'dataloader';
import type { NamedView } from '#platform/auth/row-view.js';
import type { RowLoader } from '#platform/loading/loader.js';
import { createNamedLoaders } from '#platform/loading/named-loaders.js';
import type { SealedRows } from '#platform/loading/sealed-rows.js';
import type { Experiment } from './experiment.entity.js';
import type { ExperimentRepository } from './experiment.repository.js';
import type { LoggedKeysRepository } from './logged-keys.repository.js';

/** By-key reads of experiments. */
export interface ExperimentLoaders {
  readonly experimentById: RowLoader<Experiment>;
  readonly experimentByName: RowLoader<Experiment>;
  /** By the experiment's id, sorted. */
  readonly metricKeysByExperiment: DataLoader<string, readonly string[]>;
  /** By the experiment's id, sorted. */
  readonly parameterKeysByExperiment: DataLoader<string, readonly string[]>;
}

/** What they read from. */
interface ExperimentReads {
  readonly experiments: ExperimentRepository;
  readonly loggedKeys: LoggedKeysRepository;
}

/** Those of one request. */
export function createExperimentLoaders(
  { experiments, loggedKeys }: ExperimentReads,
  sealed: SealedRows,
  view: NamedView,
): ExperimentLoaders {
  const { byId, byName } = createNamedLoaders(experiments, sealed, view);
  return {
    experimentById: byId,
    experimentByName: byName,
    metricKeysByExperiment: new DataLoader((ids) => loggedKeys.metricKeys(ids)),
    parameterKeysByExperiment: new DataLoader((ids) => loggedKeys.parameterKeys(ids)),
  };
}
