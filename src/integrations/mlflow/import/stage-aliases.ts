import type { MlflowModel } from '../source/mlflow-entities.js';
import type { VersionNumbers } from './registry-destination.js';

/** The alias that a stage becomes, and the version in it. */
export interface StageAlias {
  readonly version: string;
  readonly stage: string;
  /** The version in the source, as a report names it. */
  readonly path: string;
}

const ALIAS_OF_STAGE: ReadonlyMap<string, string> = new Map([
  ['Production', 'production'],
  ['Staging', 'staging'],
]);

/**
 * The aliases that stages become: `production` and `staging` point to the highest version in the stage, as MLflow's
 * `models:/name/Production` does. An alias of MLflow's of that name comes first. `Archived` is a tag alone.
 */
export function stageAliases(model: MlflowModel, versions: VersionNumbers): ReadonlyMap<string, StageAlias> {
  const aliases = new Map<string, StageAlias>();
  for (const { number, stage, deleted, place } of model.versions) {
    const alias = ALIAS_OF_STAGE.get(stage ?? '');
    const version = versions.get(String(number));
    if (alias === undefined || version === undefined || deleted || model.aliases.has(alias)) continue;
    aliases.set(alias, { version, stage: stage as string, path: place });
  }
  return aliases;
}
