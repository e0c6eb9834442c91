import type { MetricPoint } from '#integrations/importing/metric-point.js';
import type { ArtifactFiles } from './artifact-files.js';
import type { MlflowExperiment, MlflowLoggedModel, MlflowModel, MlflowModelVersion } from './mlflow-entities.js';
import type { MlflowRun } from './mlflow-run.js';

/** How much there is, as far as that is known before it is read. */
export interface SourceSize {
  readonly runs: number;
  readonly modelVersions: number;
}

/** A run with its points; null where they are too many, or asked for run by run anyway. */
export interface RunWithPoints {
  readonly run: MlflowRun;
  readonly points: readonly MetricPoint[] | null;
}

/** Which runs are read. */
export interface RunSelection {
  /** Only what was started, ended, deleted or measured at this moment or later, or still runs; milliseconds since 1970. */
  readonly changedSince?: number | undefined;
}

/**
 * What MLflow holds, wherever it holds it: a folder, a database, a server. It is only read, in pages, so memory does not
 * grow with what is there; a thing that cannot be read is a problem, and the rest goes on.
 */
export interface MlflowSource extends AsyncDisposable {
  /** As a report names it, without credentials. */
  readonly place: string;
  size(): Promise<SourceSize>;
  /** Deleted ones too. */
  experiments(): AsyncIterable<MlflowExperiment>;
  /** The runs of every experiment, deleted ones too, in pages. */
  runs(selection?: RunSelection): AsyncIterable<readonly MlflowRun[]>;
  /** A run by its id; null where it is not there, or not readable. */
  run(id: string): Promise<MlflowRun | null>;
  /**
   * The points of one run, by key: a series may be longer than memory.
   * @param keys of these metrics alone
   */
  points(run: MlflowRun, keys?: ReadonlySet<string>): AsyncIterable<MetricPoint>;
  /** These runs in their order, with their points where those of several are read together. */
  withPoints(runs: readonly MlflowRun[]): AsyncIterable<RunWithPoints>;
  /** What runs logged with `log_model` since MLflow 3, deleted ones too. */
  loggedModels(): AsyncIterable<MlflowLoggedModel>;
  /** The model registry, each model with its versions. */
  models(): AsyncIterable<MlflowModel>;
  /** A version of the registry; null where it is not there, or not readable. */
  version(model: Pick<MlflowModel, 'name' | 'workspace'>, number: number): Promise<MlflowModelVersion | null>;
  /** The artifacts of a run; null where they cannot be reached from here. */
  filesOfRun(run: Pick<MlflowRun, 'id' | 'artifactUri'>): Promise<ArtifactFiles | null>;
  /** The artifacts of a logged model, by its id. */
  filesOfLoggedModel(id: string): Promise<ArtifactFiles | null>;
}
