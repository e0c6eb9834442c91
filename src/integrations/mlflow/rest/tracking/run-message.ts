import { modelIdOf } from '../logged-models/model-id.js';
import { artifactLocationOf, type Experiment, experimentIdOf } from './experiment-message.js';
import { hexOf, millis, pairsOf } from './ids.js';
import { datasetInputs, INPUT_FIELDS, type RunInput } from './input-message.js';

/** What is read of a run for its info, and its tags. */
export const INFO_FIELDS = `id name user createdBy startedAt endedAt status archivedAt tags continuation { status endedAt }
  experiment { id externalId artifactLocation }`;

/** What is read of a whole run. */
export const RUN_FIELDS = `${INFO_FIELDS}
  parameters(includeAfterEnd: true) metrics(includeAfterEnd: true) { key value step timestamp }
  inputs { ${INPUT_FIELDS} } readLoggedModels { id } loggedModels { step loggedModel { id } }`;

/** A metric as the API gives it. */
export interface Metric {
  readonly key: string;
  /** A number, or the name of what is none. */
  readonly value: number | string;
  readonly step: number;
  readonly timestamp: string;
}

/** A run as the API gives it, without what it logged, read and made. */
export interface RunWithInfo {
  readonly id: string;
  readonly name: string;
  readonly user: string | null;
  readonly createdBy: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly status: string;
  readonly archivedAt: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly continuation: { readonly status: string; readonly endedAt: string | null } | null;
  readonly experiment: Pick<Experiment, 'id' | 'externalId' | 'artifactLocation'>;
}

/** The same, whole. */
export interface Run extends RunWithInfo {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly metrics: readonly Metric[];
  readonly inputs: readonly RunInput[];
  readonly readLoggedModels: readonly { readonly id: string }[];
  /** Those that it made. */
  readonly loggedModels: readonly { readonly step: number; readonly loggedModel: { readonly id: string } }[];
}

/** Where the files of a run lie. */
export function artifactUriOf({ id, experiment }: Pick<Run, 'id' | 'experiment'>): string {
  return `${artifactLocationOf(experiment)}/${hexOf(id)}/artifacts`;
}

/** What MLflow calls the info of a run: where it stands now, whatever is sealed. */
export function runInfo(run: RunWithInfo): object {
  const { status, endedAt } = run.continuation ?? run;
  return {
    run_id: hexOf(run.id),
    run_uuid: hexOf(run.id),
    run_name: run.name,
    experiment_id: experimentIdOf(run.experiment),
    user_id: run.user ?? run.createdBy,
    status,
    start_time: millis(run.startedAt),
    end_time: millis(endedAt),
    artifact_uri: artifactUriOf(run),
    lifecycle_stage: run.archivedAt === null ? 'active' : 'deleted',
  };
}

/** A run as MLflow writes it. */
export function runMessage(run: Run): object {
  return {
    info: runInfo(run),
    data: {
      metrics: run.metrics.map(metricMessage),
      params: pairsOf(run.parameters),
      tags: pairsOf({ ...run.tags, 'mlflow.runName': run.name }),
    },
    inputs: withoutEmpty({
      dataset_inputs: datasetInputs(run.inputs),
      model_inputs: run.readLoggedModels.map(({ id }) => ({ model_id: modelIdOf(id) })),
    }),
    outputs: withoutEmpty({
      model_outputs: run.loggedModels.map(({ step, loggedModel }) => ({ model_id: modelIdOf(loggedModel.id), step })),
    }),
  };
}

/** As protocol buffers' JSON has it: a list without elements is not there. */
function withoutEmpty(lists: Readonly<Record<string, readonly object[]>>): object {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));
}

/** A point of a metric as MLflow writes it. */
export function metricMessage({ key, value, step, timestamp }: Metric): object {
  return { key, value, step, timestamp: millis(timestamp) };
}
