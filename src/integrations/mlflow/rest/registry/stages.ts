import { invalidParameter } from '../wire/mlflow-error.js';

/** Where a version of MLflow's may stand. */
export type Stage = 'None' | 'Staging' | 'Production' | 'Archived';

/** Every stage. */
export const STAGES: readonly Stage[] = ['None', 'Staging', 'Production', 'Archived'];

/** The tag of a version that says its stage, as an import writes it, too; without it the stage is None. */
export const STAGE_TAG = 'mlflow.stage';

/** The alias that points to the highest version in a stage; `Archived` has none. */
export const ALIAS_OF_STAGE: Readonly<Partial<Record<Stage, string>>> = {
  Staging: 'staging',
  Production: 'production',
};

/** The stage that the tags of a version say. */
export function stageOf(tags: Readonly<Record<string, string>>): Stage {
  const tag = Object.hasOwn(tags, STAGE_TAG) ? tags[STAGE_TAG] : undefined;
  return STAGES.find((stage) => stage === tag) ?? 'None';
}

/** A stage that a client names, whatever its case. @throws {MlflowError} INVALID_PARAMETER_VALUE where there is none */
export function readStage(text: string): Stage {
  const stage = STAGES.find((one) => one.toLowerCase() === text.toLowerCase());
  if (stage !== undefined) return stage;
  throw invalidParameter(`Invalid Model Version stage: ${text}. Value must be one of ${STAGES.join(', ')}.`);
}
