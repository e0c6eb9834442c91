import { withoutCredentials } from '#integrations/reading/without-credentials.js';
import { type FoundFiles, findModelFiles } from '../files/find-model-files.js';
import { listArtifacts } from '../files/list-artifacts.js';
import { readEnvironment } from '../files/read-environment.js';
import { readMlmodel } from '../files/read-mlmodel.js';
import { MOST_CONFIG_BYTES, versionConfig } from '../files/version-config.js';
import type { ArtifactFiles } from '../source/artifact-files.js';
import type { MlflowModelVersion } from '../source/mlflow-entities.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import { copyTo, storedPlace } from './copy-artifact.js';
import { findRuns } from './find-runs.js';
import { type ArtifactToSend, fitArtifacts } from './fit-artifacts.js';
import { type ImportContext, isRefusal } from './import-context.js';
import type { VersionsToImport } from './registry-destination.js';
import { unreachedArtifact } from './unreached-artifact.js';

/** What a version is made of, as `registerModelVersion` takes it. */
export interface VersionContent {
  readonly config: unknown;
  readonly artifacts: readonly ArtifactToSend[];
  readonly environment: string | null;
}

/** Reads a version's files, environment and signature, where they can be reached. */
export async function versionContentOf(
  version: MlflowModelVersion,
  run: MlflowRun | null,
  to: VersionsToImport,
  context: ImportContext,
): Promise<VersionContent> {
  const found = context.artifacts === 'skip' ? null : await findModelFiles(version, context.source, to.findVersion);
  const files = found?.files ?? null;
  const stored = found && (await storedPlaceOf(found, to, context));
  return {
    config: await configOf(version, files, stored, context),
    artifacts: await artifactsOf(version, found, stored, context),
    environment: files && (await environmentOf(version, files, run, to, context)),
  };
}

/** Where its files are copied to, which is where those of its run are; null where they are not. */
async function storedPlaceOf(
  { ofRun }: FoundFiles,
  { names }: VersionsToImport,
  context: ImportContext,
): Promise<string | null> {
  const run = context.upload === null || ofRun === null ? null : await context.source.run(ofRun.id);
  const here = run && (await findRuns([run], names, context)).get(run.id);
  if (!here || ofRun === null) return null;
  return [storedPlace(here.experiment.id, here.id), ofRun.path].filter((part) => part !== '').join('/');
}

/** What MLflow records of the version, and where its files lie by now. */
async function configOf(
  version: MlflowModelVersion,
  files: ArtifactFiles | null,
  stored: string | null,
  { tally }: ImportContext,
) {
  const mlflow = {
    source: version.source && withoutCredentials(version.source),
    run_id: version.runId,
    ...(version.modelId ? { model_id: version.modelId } : {}),
    ...(stored === null ? {} : { storage_location: `mlflow-artifacts:/${stored}` }),
  };
  const { config, isWhole } = versionConfig(mlflow, files && (await readMlmodel(files, tally.problem)));
  if (!isWhole) {
    const reason = `its signature has more than ${MOST_CONFIG_BYTES} bytes, and is left out`;
    tally.skip({ kind: 'environmentFile', path: `${version.place}/signature`, reason });
  }
  return config;
}

/** The files that can be reached; where none can, the one URI that MLflow names, with nothing known about its content. */
async function artifactsOf(
  version: MlflowModelVersion,
  found: FoundFiles | null,
  stored: string | null,
  { tally, artifacts: mode, upload }: ImportContext,
): Promise<ArtifactToSend[]> {
  if (found !== null) {
    const { files } = found;
    const isCopied = stored !== null && upload !== null;
    const base = isCopied ? `mlflow-artifacts:/${stored}` : withoutCredentials(found.uri);
    const listed = listArtifacts(files, tally.problem, isCopied ? copyTo(stored, upload) : undefined);
    const artifacts = await fitArtifacts(listed, base, files.place, tally.problem);
    if (artifacts.length > 0) return artifacts;
  }
  if (mode !== 'skip') {
    tally.remark(
      version.place,
      'none of its files can be reached: it has the place that MLflow names, of unknown content',
    );
  }
  const unreached = unreachedArtifact(version.source);
  if (typeof unreached === 'string')
    tally.skip({ kind: 'artifact', path: `${version.place}/source`, reason: unreached });
  return typeof unreached === 'object' && unreached !== null ? [unreached] : [];
}

async function environmentOf(
  version: MlflowModelVersion,
  files: ArtifactFiles,
  run: MlflowRun | null,
  to: VersionsToImport,
  context: ImportContext,
): Promise<string | null> {
  const environment = await readEnvironment(files, context.tally.problem);
  if (environment === null) return null;
  try {
    const name = (run && to.names.get(run.experimentId)) ?? to.here.name;
    return await to.registerEnvironment(name, environment);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    context.tally.remark(version.place, 'its environment could not be registered, so it is pinned to none');
    return null;
  }
}
