import type { FindVersion } from '../files/find-model-files.js';
import type { FindLoggedModel } from './find-logged-model-by-id.js';
import type { RegisterDataset } from './import-datasets.js';
import type { RegisterEnvironment } from './import-environment.js';
import type { ExperimentNames } from './import-experiments.js';
import type { ModelHere } from './model-here.js';

/** What registered models rest on. */
export interface ModelsToImport {
  readonly names: ExperimentNames;
  readonly registerEnvironment: RegisterEnvironment;
  readonly registerDataset: RegisterDataset;
  readonly findLoggedModel: FindLoggedModel;
}

/** Where a model's versions go, and what they may rest on. */
export interface VersionsToImport extends ModelsToImport {
  readonly here: ModelHere;
  /** Another version of MLflow's registry, of which this one may be a copy. */
  readonly findVersion: FindVersion;
  readonly onVersion: () => void;
}

/** From MLflow's number of a version to the version that stands for it here. */
export type VersionNumbers = ReadonlyMap<string, string>;
