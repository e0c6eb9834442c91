import { ApiError } from '../client/api-error.js';
import { withoutCredentials } from '../reading/without-credentials.js';
import { findModelFolder } from './find-model-folder.js';
import { fitTags } from './fit-tags.js';
import { type ImportContext, pathInStore, write } from './import-context.js';
import type { RegisterEnvironment } from './import-environment.js';
import type { ImportedRun } from './import-run.js';
import { listArtifacts } from './list-artifacts.js';
import { readEnvironment } from './read-environment.js';
import { readMlmodel } from './read-mlmodel.js';
import type { MlflowModel, MlflowModelVersion } from './read-registered-model.js';

/** Where a registered model goes, and what its versions may rest on. */
export interface ModelDestination {
  /** The model's name here. */
  readonly name: string;
  /** The runs of the store that were taken over, by their MLflow id. */
  readonly runs: ReadonlyMap<string, ImportedRun>;
  readonly registerEnvironment: RegisterEnvironment;
}

/**
 * Registers a version as `number`, with the run, code, environment and files the store has for it. The version reported is
 * another one where that one has the same content. Throws `ApiError`.
 */
export async function importModelVersion(
  model: MlflowModel,
  version: MlflowModelVersion,
  number: string,
  to: ModelDestination,
  context: ImportContext,
): Promise<{ readonly created: boolean; readonly version: string }> {
  const run = runOf(version, to, context);
  const folder = await findModelFolder(version, context.store);
  const environment = folder && (await readEnvironment(folder, context.store));
  const input = {
    model: to.name,
    version: number,
    externalVersion: String(version.number),
    code: run?.code ?? null,
    config: await configOf(version, folder, context),
    artifacts: await artifactsOf(version, folder, context),
    datasets: [],
    environment: environment && (await to.registerEnvironment(run?.experimentName ?? to.name, environment)),
    run: run && !run.open ? run.id : null,
    description: version.description,
    tags: fitTags(tagsOf(model, version), version.folder, context.store.onProblem),
  };
  try {
    const { registerModelVersion: done } = await write<Registered>(context, REGISTER, { input });
    return { created: done.created, version: done.modelVersion.version };
  } catch (error) {
    const existing =
      error instanceof ApiError && error.details['sameContent'] ? error.details['existingVersion'] : null;
    if (typeof existing !== 'string') throw error;
    return { created: false, version: existing };
  }
}

const REGISTER = `mutation ($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) { created modelVersion { version } }
}`;

interface Registered {
  readonly registerModelVersion: { readonly created: boolean; readonly modelVersion: { readonly version: string } };
}

function runOf(version: MlflowModelVersion, to: ModelDestination, context: ImportContext): ImportedRun | undefined {
  if (version.runId === null) return undefined;
  const run = to.runs.get(version.runId);
  const why = run
    ? 'has not ended'
    : context.store.runFolders.has(version.runId)
      ? 'was skipped'
      : 'is not in the store';
  if (!run || run.open) {
    context.tally.remark(
      pathInStore(context, version.folder),
      `registered without its run ${version.runId}, which ${why}`,
    );
  }
  return run;
}

/** What MLflow records of the version. Its number is no part of it: two numbers for one model are one content. */
async function configOf(version: MlflowModelVersion, folder: string | null, context: ImportContext) {
  const { flavors, signature } = (folder && (await readMlmodel(folder, context.store))) || {};
  return {
    mlflow: {
      source: version.source && withoutCredentials(version.source),
      run_id: version.runId,
      ...(version.modelId ? { model_id: version.modelId } : {}),
    },
    ...(flavors ? { flavors } : {}),
    ...(signature ? { signature } : {}),
  };
}

/** The files the store holds; where it holds none, the one URI that MLflow names, with nothing known about its content. */
async function artifactsOf(
  version: MlflowModelVersion,
  folder: string | null,
  context: ImportContext,
): Promise<unknown[]> {
  const source = withoutCredentials(version.source ?? '').replace(/\/+$/, '');
  const artifacts: unknown[] = [];
  if (folder) {
    for await (const file of listArtifacts(folder, context.store)) {
      artifacts.push({ ...file, uri: `${source}/${file.path}` });
    }
  }
  if (artifacts.length > 0) return artifacts;
  const remark = 'none of its files is in the store; registered with the place MLflow names, of unknown content';
  context.tally.remark(pathInStore(context, version.folder), remark);
  return source === ''
    ? []
    : [{ path: source.slice(source.lastIndexOf('/') + 1), uri: source, digest: null, sizeBytes: null }];
}

/** The version's tags, and what else MLflow knows that has no field here. */
function tagsOf(model: MlflowModel, version: MlflowModelVersion): (readonly [string, string])[] {
  return [
    ['mlflow.name', model.name],
    ...(version.stage ? [['mlflow.stage', version.stage] as const] : []),
    ...(model.description ? [['mlflow.model_description', model.description] as const] : []),
    ...[...model.tags].map(([key, text]) => [`mlflow.model_tag.${key}`, text] as const),
    ...version.tags,
  ];
}
