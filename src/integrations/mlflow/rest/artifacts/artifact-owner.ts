import { artifactParts } from '#integrations/mlflow/artifacts/artifact-path.js';
import type { Api } from '../wire/api.js';
import { MlflowError, notFound } from '../wire/mlflow-error.js';

/** Where an artifact lies in the store, which only those who may see what it belongs to come to. */
export interface OwnedPath {
  /** Its path in the store; without a file it is the folder of all. */
  readonly stored: string;
}

/** What a caller wants with it. */
export type ArtifactUse = 'read' | 'write';

/**
 * Finds whose an artifact is: `<experiment>/<run>/artifacts/…` belongs to a run, `<experiment>/models/<logged model>/artifacts/…`
 * to a logged model. Which experiment is named does not matter: they lie by their own id.
 * @throws {MlflowError} RESOURCE_DOES_NOT_EXIST where the caller sees no such run or model, PERMISSION_DENIED where they
 * may not write to it
 */
export async function ownedPath(path: string, use: ArtifactUse, api: Api): Promise<OwnedPath> {
  const [, second = '', ...rest] = artifactParts(path.replace(/\/+$/, ''));
  if (/^[0-9a-f]{32}$/.test(second) && rest[0] === 'artifacts') {
    const { run } = await api.ask<{ run: Owner | null }>(RUN, { id: dashed(second) });
    admit(run, use, `Run with id=${second} not found`);
    return { stored: ['runs', second, ...rest.slice(1)].join('/') };
  }
  const [model = '', folder] = rest;
  if (second === 'models' && /^m-[0-9a-f]{32}$/.test(model) && folder === 'artifacts') {
    const { loggedModel } = await api.ask<{ loggedModel: Owner | null }>(LOGGED_MODEL, { id: dashed(model.slice(2)) });
    admit(loggedModel, use, `Logged model with ID '${model}' not found.`);
    return { stored: ['models', model.slice(2), ...rest.slice(2)].join('/') };
  }
  throw notFound(
    `Artifacts lie here at <experiment>/<run>/artifacts and <experiment>/models/<model>/artifacts, not at '${path}'.`,
  );
}

const RUN = 'query ArtifactsOfRun($id: ID!) { run(id: $id) { viewerCan } }';

const LOGGED_MODEL = 'query ArtifactsOfLoggedModel($id: ID!) { loggedModel(id: $id) { viewerCan } }';

interface Owner {
  readonly viewerCan: readonly string[];
}

function admit(owner: Owner | null, use: ArtifactUse, absent: string): void {
  if (owner === null) throw notFound(absent);
  if (use === 'write' && !owner.viewerCan.includes('LOG_TO_RUN'))
    throw new MlflowError(
      'PERMISSION_DENIED',
      'Storing artifacts needs the role CONTRIBUTOR there. Nothing was stored.',
    );
}

/** The id as our API writes it: MLflow's has no dashes. */
function dashed(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
