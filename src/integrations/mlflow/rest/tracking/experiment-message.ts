import { millis, pairsOf } from './ids.js';

/** What is read of an experiment. */
export const EXPERIMENT_FIELDS =
  'id name displayName externalId artifactLocation createdAt createdElsewhereAt updatedAt archivedAt tags';

/** What is read of an experiment in which something is made. */
export const PLACE_FIELDS = 'id name externalId artifactLocation archivedAt';

/** The same as the API gives it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly externalId: string | null;
  readonly artifactLocation: string | null;
  readonly archivedAt: string | null;
}

/** An experiment as the API gives it. */
export interface Experiment extends Place {
  readonly displayName: string;
  readonly createdAt: string;
  readonly createdElsewhereAt: string | null;
  readonly updatedAt: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** By what the experiment is known that every MLflow server has, `0`, which is made when a run is first started in it. */
export const DEFAULT_EXTERNAL_ID = 'mlflow-default';

/** MLflow's id of an experiment. */
export function experimentIdOf({ id, externalId }: Pick<Experiment, 'id' | 'externalId'>): string {
  return externalId === DEFAULT_EXTERNAL_ID ? '0' : id;
}

/** Where the files of an experiment's runs lie: with this server unless it was made with another place. */
export function artifactLocationOf(experiment: Pick<Experiment, 'id' | 'externalId' | 'artifactLocation'>): string {
  return experiment.artifactLocation ?? `mlflow-artifacts:/${experimentIdOf(experiment)}`;
}

/** An experiment as MLflow writes it. */
export function experimentMessage(experiment: Experiment): object {
  return {
    experiment_id: experimentIdOf(experiment),
    name: experiment.displayName,
    artifact_location: artifactLocationOf(experiment),
    lifecycle_stage: experiment.archivedAt === null ? 'active' : 'deleted',
    creation_time: millis(experiment.createdElsewhereAt ?? experiment.createdAt),
    last_update_time: millis(experiment.updatedAt),
    tags: pairsOf(experiment.tags),
  };
}
