import type { MetricPoint } from '#integrations/importing/metric-point.js';
/** The statuses of a run, by the number that files have for them, from 1. Source: mlflow/protos/service.proto, `RunStatus`. */
export const RUN_STATUSES = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const;
/** The status of a run. */
export type MlflowRunStatus = (typeof RUN_STATUSES)[number];

/** Whether MLflow has such a status. */
export function isRunStatus(text: string): text is MlflowRunStatus {
  return (RUN_STATUSES as readonly string[]).includes(text);
}

/** What is wrong with a status that MLflow does not have, as half a sentence. */
export function unknownStatus(text: string | null): string {
  return `has the status ${text}: expected one of ${RUN_STATUSES.join(', ')}`;
}

/** A run. Its metrics are read by `MlflowSource.points`, its artifacts by `filesOfRun`. */
export interface MlflowRun {
  readonly id: string;
  readonly experimentId: string;
  readonly name: string | null;
  readonly status: MlflowRunStatus;
  /** Milliseconds since 1970; a run that was cut off never got an end. */
  readonly startTime: number | null;
  readonly endTime: number | null;
  readonly deleted: boolean;
  readonly userId: string | null;
  readonly parameters: ReadonlyMap<string, string>;
  readonly tags: ReadonlyMap<string, string>;
  /** The data sets it read. */
  readonly datasets: readonly MlflowDatasetInput[];
  /** The logged models it read, by id. */
  readonly modelInputs: readonly string[];
  /** The logged models it made. */
  readonly modelOutputs: readonly { readonly id: string; readonly step: number }[];
  /** The last point of each metric; null where the source does not know them without reading all. */
  readonly lastPoints: readonly MetricPoint[] | null;
  /** Where MLflow put the artifacts, on the machine of the time: text to keep, never to follow. */
  readonly artifactUri: string | null;
  /** The commit as MLflow before 1.0 stored it; newer ones use the tag `mlflow.source.git.commit`. */
  readonly sourceVersion: string | null;
  /** Where it stands in the source, as a report names it. */
  readonly place: string;
}

/** A data set as a run logged it with `log_input`. */
export interface MlflowDatasetInput {
  readonly name: string;
  /** Under an algorithm of MLflow's own, often 8 characters long. */
  readonly digest: string;
  readonly sourceType: string | null;
  readonly source: string | null;
  /** Its schema as MLflow's JSON. */
  readonly schema: string | null;
  /** Statistics as MLflow's JSON. */
  readonly profile: string | null;
  /** The tags of this use, such as `mlflow.data.context`. */
  readonly tags: ReadonlyMap<string, string>;
}
