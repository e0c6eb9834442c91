import { isRefusal } from '#integrations/importing/write.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { type FoundFiles, findModelFiles } from '../files/find-model-files.js';
import { listArtifacts } from '../files/list-artifacts.js';
import { readEnvironment } from '../files/read-environment.js';
import { readMlmodel } from '../files/read-mlmodel.js';
import { MOST_CONFIG_BYTES, versionConfig } from '../files/version-config.js';
import type { ArtifactFiles } from '../source/artifact-files.js';
import type { MlflowModelVersion } from '../source/mlflow-entities.js';
import type { MlflowRun } from '../source/mlflow-run.js';
import { copyTo, type StoredPlace, storedPlaceOf } from './copy-artifact.js';
import { type ArtifactToSend, fitArtifacts } from './fit-artifacts.js';
import type { ImportContext } from './import-context.js';
import type { VersionsToImport } from './registry-destination.js';
import { type RunOfVersion, runOfVersion } from './run-of-version.js';
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
  { run, here }: RunOfVersion,
  to: VersionsToImport,
  context: ImportContext,
): Promise<VersionContent> {
  const found = context.artifacts === 'skip' ? null : await findModelFiles(version, context.source, to.findVersion);
  const files = found?.files ?? null;
  const stored = found && (await placeOfCopies(found, { run, here }, to, context));
  const artifacts = await artifactsOf(version, found, stored, context);
  // Where the server refused one of them, only the place in MLflow has them all.
  const isCopied = stored !== null && artifacts.every(({ uri }) => uri.startsWith(`${stored.uri}/`));
  return {
    config: await configOf(version, files, isCopied ? stored : null, context),
    artifacts,
    environment: files && (await environmentOf(version, files, run, to, context)),
  };
}

/** Where its files are copied to, which is where those of the run are that they are files of; null where they are not. */
async function placeOfCopies(
  { ofRun }: FoundFiles,
  own: RunOfVersion,
  { names }: VersionsToImport,
  context: ImportContext,
): Promise<StoredPlace | null> {
  if (context.copies === null || ofRun === null) return null;
  const { here } = ofRun.id === own.run?.id ? own : await runOfVersion(ofRun.id, names, context);
  const place = here && storedPlaceOf(here, context);
  if (place === null || ofRun.path === '') return place;
  return { path: `${place.path}/${ofRun.path}`, uri: `${place.uri}/${ofRun.path}` };
}

/** What MLflow records of the version, and where its files lie by now. */
async function configOf(
  version: MlflowModelVersion,
  files: ArtifactFiles | null,
  stored: StoredPlace | null,
  { tally }: ImportContext,
) {
  const mlflow = {
    source: version.source && withoutCredentials(version.source),
    run_id: version.runId,
    ...(version.modelId ? { model_id: version.modelId } : {}),
    ...(stored === null ? {} : { storage_location: stored.uri }),
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
  stored: StoredPlace | null,
  context: ImportContext,
): Promise<ArtifactToSend[]> {
  const { tally, artifacts: mode } = context;
  if (found !== null) {
    const { files } = found;
    const inMlflow = withoutCredentials(found.uri);
    const listed = listArtifacts(files, tally.problem, stored === null ? undefined : copyTo(stored, inMlflow, context));
    const artifacts = await fitArtifacts(listed, stored?.uri ?? inMlflow, files.place, tally.problem);
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
