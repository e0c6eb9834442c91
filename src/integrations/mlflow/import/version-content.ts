import { withoutCredentials } from '#integrations/reading/without-credentials.js';
import { findModelFiles } from '../files/find-model-files.js';
import { listArtifacts } from '../files/list-artifacts.js';
import { readEnvironment } from '../files/read-environment.js';
import { readMlmodel } from '../files/read-mlmodel.js';
import { MOST_CONFIG_BYTES, versionConfig } from '../files/version-config.js';
import type { ArtifactFiles } from '../source/artifact-files.js';
import type { MlflowModelVersion } from '../source/mlflow-entities.js';
import type { MlflowRun } from '../source/mlflow-run.js';
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
  return {
    config: await configOf(version, files, context),
    artifacts: await artifactsOf(version, found, context),
    environment: files && (await environmentOf(version, files, run, to, context)),
  };
}

/** What MLflow records of the version. */
async function configOf(version: MlflowModelVersion, files: ArtifactFiles | null, { tally }: ImportContext) {
  const mlflow = {
    source: version.source && withoutCredentials(version.source),
    run_id: version.runId,
    ...(version.modelId ? { model_id: version.modelId } : {}),
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
  found: { readonly files: ArtifactFiles; readonly uri: string } | null,
  { tally, artifacts: mode }: ImportContext,
): Promise<ArtifactToSend[]> {
  if (found !== null) {
    const { files } = found;
    const base = withoutCredentials(found.uri);
    const artifacts = await fitArtifacts(listArtifacts(files, tally.problem), base, files.place, tally.problem);
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
