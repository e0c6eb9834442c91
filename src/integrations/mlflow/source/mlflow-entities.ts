import type { MetricPoint } from '#integrations/importing/metric-point.js';

/** An experiment. */
export interface MlflowExperiment {
  readonly id: string;
  readonly name: string;
  /** The workspace it stands in; null for the default one, and before MLflow 3.8. */
  readonly workspace: string | null;
  /** Milliseconds since 1970; null in stores older than MLflow 1.29. */
  readonly createdAt: number | null;
  readonly deleted: boolean;
  readonly tags: ReadonlyMap<string, string>;
  /** Where MLflow puts artifacts: text to keep, never to follow. */
  readonly artifactLocation: string | null;
  /** What is there and not read, such as `traces`, as a report names it. */
  readonly beside: readonly string[];
  /** Where it stands in the source, as a report names it. */
  readonly place: string;
}

/** How far logged models are, by MLflow's number, from 1. Source: mlflow/protos/service.proto, `LoggedModelStatus`. */
export const LOGGED_MODEL_STATUSES = ['PENDING', 'READY', 'FAILED'] as const;
/** How far a logged model is. */
export type LoggedModelStatus = (typeof LOGGED_MODEL_STATUSES)[number];

/** A model that a run logged; MLflow 3 stores it beside the run and gives it an id of its own, `m-…`. */
export interface MlflowLoggedModel {
  readonly id: string;
  readonly experimentId: string;
  readonly name: string;
  readonly modelType: string | null;
  readonly runId: string | null;
  readonly status: LoggedModelStatus;
  readonly createdAt: number | null;
  readonly deleted: boolean;
  readonly parameters: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  readonly metrics: readonly LoggedModelMetric[];
  /** Where MLflow put its files: text to keep, never to follow. */
  readonly artifactUri: string | null;
  readonly place: string;
}

/** What was measured of a logged model, on which data and in which run. */
export interface LoggedModelMetric extends MetricPoint {
  readonly runId: string | null;
  readonly dataset: { readonly name: string; readonly digest: string } | null;
}

/** A model of MLflow's registry, with its versions ascending. */
export interface MlflowModel {
  readonly name: string;
  readonly workspace: string | null;
  readonly createdAt: number | null;
  readonly description: string | null;
  readonly tags: ReadonlyMap<string, string>;
  /** From alias to the number of a version, as text. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly versions: readonly MlflowModelVersion[];
  readonly place: string;
}

/** A version of a registered model. */
export interface MlflowModelVersion {
  readonly number: number;
  readonly createdAt: number | null;
  /** Who registered it. */
  readonly userId: string | null;
  readonly runId: string | null;
  /** Where the model came from, on the machine of the time: text to keep, never to follow. */
  readonly source: string | null;
  /** Where its files are, where that is another place than `source`: of a version that was copied. */
  readonly storageLocation: string | null;
  /** The logged model of MLflow 3 it was registered from. */
  readonly modelId: string | null;
  readonly description: string | null;
  /** `Staging`, `Production` or `Archived`; null where MLflow says `None`. */
  readonly stage: string | null;
  /** MLflow hides it: it was deleted, and what is left of it stayed. */
  readonly deleted: boolean;
  readonly tags: ReadonlyMap<string, string>;
  readonly place: string;
}
