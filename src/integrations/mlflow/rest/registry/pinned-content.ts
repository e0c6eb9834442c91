import type { Problem } from '#integrations/importing/problem.js';
import { listArtifacts } from '#integrations/mlflow/files/list-artifacts.js';
import { readEnvironment } from '#integrations/mlflow/files/read-environment.js';
import { readMlmodel } from '#integrations/mlflow/files/read-mlmodel.js';
import { MOST_CONFIG_BYTES, versionConfig } from '#integrations/mlflow/files/version-config.js';
import { fitArtifacts } from '#integrations/mlflow/import/fit-artifacts.js';
import { unreachedArtifact } from '#integrations/mlflow/import/unreached-artifact.js';
import type { ArtifactFiles } from '#integrations/mlflow/source/artifact-files.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { Api } from '../wire/api.js';
import { MlflowError } from '../wire/mlflow-error.js';
import type { VersionOrigin } from './version-message.js';
import type { VersionSource } from './version-source.js';

/** What a version is made of, as `registerModelVersion` takes it, and what could not be read or does not fit. */
export interface PinnedContent {
  readonly config: object;
  readonly artifacts: readonly object[];
  readonly environment: string | null;
  /** Sentences. */
  readonly leftOut: readonly string[];
}

/**
 * Reads the files of a version as the importer does: their digests, the environment that they describe, flavours and
 * signature. What does not fit costs itself alone, and is reported.
 * @param files those that lie with this server; null where none do
 * @param environmentName the name under which an environment is registered
 */
export async function pinContent(
  { source, runId, modelId, storage }: VersionSource,
  runLink: string | undefined,
  { files, environmentName, api }: { files: ArtifactFiles | null; environmentName: string; api: Api },
): Promise<PinnedContent> {
  const leftOut: string[] = [];
  const onProblem = ({ path, reason }: Problem) => leftOut.push(`${path} ${reason}.`);
  const place = withoutCredentials(storage);
  const origin: VersionOrigin = {
    source: withoutCredentials(source),
    run_id: runId,
    ...(modelId !== null && { model_id: modelId }),
    ...(runLink && { run_link: withoutCredentials(runLink) }),
    ...(storage !== source && { storage_location: place }),
  };
  const { config, isWhole } = versionConfig(origin, files && (await readMlmodel(files, onProblem)));
  if (!isWhole) leftOut.push(`Flavours and signature have more than ${MOST_CONFIG_BYTES} bytes.`);
  const listed = files && (await fitArtifacts(listArtifacts(files, onProblem), place, files.place, onProblem));
  return {
    config,
    artifacts: listed?.length ? listed : unreached(storage, leftOut),
    environment: files && (await environmentOf(files, environmentName, api, leftOut, onProblem)),
    leftOut,
  };
}

function unreached(storage: string, leftOut: string[]): readonly object[] {
  const artifact = unreachedArtifact(storage);
  if (typeof artifact === 'string') leftOut.push(`The place of its files ${artifact}.`);
  return typeof artifact === 'object' && artifact !== null ? [artifact] : [];
}

const REGISTER = `mutation RegisterEnvironmentOfVersion($input: RegisterEnvironmentVersionInput!) {
  registerEnvironmentVersion(input: $input) { environmentVersion { ref } } }`;

async function environmentOf(
  files: ArtifactFiles,
  name: string,
  api: Api,
  leftOut: string[],
  onProblem: (problem: Problem) => void,
): Promise<string | null> {
  const environment = await readEnvironment(files, onProblem);
  if (environment === null) return null;
  try {
    const { registerEnvironmentVersion: done } = await api.ask<{
      registerEnvironmentVersion: { environmentVersion: { ref: string } };
    }>(REGISTER, { input: { environment: name, ...environment } });
    return done.environmentVersion.ref;
  } catch (error) {
    // Who may register the model and not the environment, or one that does not fit: the version is pinned to none.
    if (!(error instanceof MlflowError) || error.status >= 500 || error.status === 429) throw error;
    leftOut.push(`Its environment could not be registered: ${error.message}`);
    return null;
  }
}
