import { artifactLocationOf, type Experiment, experimentIdOf } from '../tracking/experiment-message.js';
import { hexOf, millis, pairsOf } from '../tracking/ids.js';
import { modelIdOf } from './model-id.js';

/** What is read of a point that was measured on a logged model. */
export const POINT_FIELDS = 'key value step timestamp run { id } datasetName datasetDigest';

/** What is read of a logged model, but its points. */
export const LOGGED_MODEL_FIELDS = `id name modelType artifactLocation createdAt createdElsewhereAt updatedAt archivedAt
  status statusMessage tags parameters(includeAfterEnd: true) run { id } experiment { id externalId artifactLocation }`;

/** A logged model as the API gives it, but its points. */
export interface LoggedModel {
  readonly id: string;
  readonly name: string;
  readonly modelType: string | null;
  readonly artifactLocation: string | null;
  readonly createdAt: string;
  readonly createdElsewhereAt: string | null;
  readonly updatedAt: string;
  readonly archivedAt: string | null;
  readonly status: 'PENDING' | 'READY' | 'FAILED';
  readonly statusMessage: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** That made it; null where none did, or the caller does not see it. */
  readonly run: { readonly id: string } | null;
  readonly experiment: Pick<Experiment, 'id' | 'externalId' | 'artifactLocation'>;
}

/** A point that was measured on a logged model. */
export interface Point {
  readonly key: string;
  /** A number, or the name of what is none. */
  readonly value: number | string;
  readonly step: number;
  readonly timestamp: string;
  readonly run: { readonly id: string } | null;
  readonly datasetName: string | null;
  readonly datasetDigest: string | null;
}

const STATUSES = {
  PENDING: 'LOGGED_MODEL_PENDING',
  READY: 'LOGGED_MODEL_READY',
  FAILED: 'LOGGED_MODEL_UPLOAD_FAILED',
} as const;

/** Where the files of a logged model lie. */
export function modelUriOf({
  id,
  artifactLocation,
  experiment,
}: Pick<LoggedModel, 'id' | 'artifactLocation' | 'experiment'>): string {
  return artifactLocation ?? `${artifactLocationOf(experiment)}/models/${modelIdOf(id)}/artifacts`;
}

/** A logged model as MLflow writes it. */
export function loggedModelMessage(model: LoggedModel, points: readonly Point[]): object {
  return {
    info: {
      model_id: modelIdOf(model.id),
      experiment_id: experimentIdOf(model.experiment),
      name: model.name,
      creation_timestamp_ms: millis(model.createdElsewhereAt ?? model.createdAt),
      last_updated_timestamp_ms: millis(model.updatedAt),
      artifact_uri: modelUriOf(model),
      status: STATUSES[model.status],
      model_type: model.modelType ?? undefined,
      source_run_id: model.run === null ? undefined : hexOf(model.run.id),
      status_message: model.statusMessage ?? undefined,
      tags: pairsOf(model.tags),
    },
    data: { params: pairsOf(model.parameters), metrics: points.map((point) => pointMessage(model.id, point)) },
  };
}

function pointMessage(model: string, { key, value, step, timestamp, run, datasetName, datasetDigest }: Point): object {
  return {
    key,
    value,
    step,
    timestamp: millis(timestamp),
    model_id: modelIdOf(model),
    run_id: run === null ? undefined : hexOf(run.id),
    dataset_name: datasetName ?? undefined,
    dataset_digest: datasetDigest ?? undefined,
  };
}
