import type { MlflowModelVersion } from '../source/mlflow-entities.js';
import { attachRun } from './attach-run.js';
import type { VersionHere } from './find-versions.js';
import { followAnnotations } from './follow-annotations.js';
import type { ImportContext } from './import-context.js';
import { fittingDescription } from './model-here.js';
import { tagsOf } from './register-version.js';
import type { VersionsToImport } from './registry-destination.js';

/** Brings a version that is here up to date: what MLflow can change of it are its description, tags and stage, and its run may have ended. */
export async function followVersion(
  version: MlflowModelVersion,
  here: VersionHere,
  to: VersionsToImport,
  context: ImportContext,
): Promise<void> {
  const { place } = version;
  const inMlflow = {
    description: fittingDescription(version.description, place, context),
    tags: tagsOf(version, context),
  };
  const of = `${to.here.name}@${here.version}`;
  await attachRun(version, here, to, context);
  await followAnnotations({ of, description: here.description, tags: here.tags, inMlflow, place }, context);
}
