import { artifactParts } from '#integrations/mlflow/artifacts/artifact-path.js';
import { idOfModelId } from '../logged-models/model-id.js';
import { idOfHex } from '../tracking/ids.js';
import type { Api } from '../wire/api.js';
import { invalidParameter, MlflowError, notFound } from '../wire/mlflow-error.js';

/** Where an artifact lies in the store, which only those who may see what it belongs to come to. */
export interface OwnedPath {
  /** Its path in the store; without a file it is the folder of all. */
  readonly stored: string;
  /** Whether it is the folder of all. */
  readonly isRoot: boolean;
}

/** What a caller wants with it. */
export type ArtifactUse = 'read' | 'write';

/**
 * Finds whose an artifact is: `<experiment>/<run>/artifacts/…` belongs to a run, `<experiment>/models/<model>/artifacts/…`
 * to a logged model. What stands before, an experiment or the place that it was made with, does not matter: files lie by
 * the id of what they belong to.
 * @throws {MlflowError} RESOURCE_DOES_NOT_EXIST where the caller sees no such run or model, PERMISSION_DENIED where they
 * may not log to it
 */
export async function ownedPath(path: string, use: ArtifactUse, api: Api): Promise<OwnedPath> {
  // `.` is the folder itself: clients ask for all files of a run by it, and store none there.
  const asked = use === 'read' ? path.replace(/\/\.(?=\/|$)/g, '') : path;
  const parts = artifactParts(asked.replace(/(?<!\/)\/+$/, ''));
  const at = parts.findIndex((part, index) => index > 0 && parts[index + 1] === 'artifacts' && isOwner(part));
  const owner = parts[at] ?? '';
  const inside = parts.slice(at + 2);
  const [runId, modelId] = [idOfHex(owner), idOfModelId(owner)];
  if (runId !== undefined) {
    const { run } = await api.ask<{ run: Owner | null }>(RUN, { id: runId });
    admit(run, use, 'LOG_TO_RUN', `Run with id=${owner} not found`);
    return { stored: ['runs', owner, ...inside].join('/'), isRoot: inside.length === 0 };
  }
  if (modelId !== undefined) {
    const { loggedModel } = await api.ask<{ loggedModel: Owner | null }>(LOGGED_MODEL, { id: modelId });
    admit(loggedModel, use, 'LOG_TO_LOGGED_MODEL', `Logged model with ID '${owner}' not found.`);
    return { stored: ['models', owner, ...inside].join('/'), isRoot: inside.length === 0 };
  }
  throw notFound(
    `Artifacts lie here at <experiment>/<run>/artifacts and <experiment>/models/<model>/artifacts, not at '${path}'.`,
  );
}

/**
 * The same for a file that is to be stored.
 * @throws {MlflowError} INVALID_PARAMETER_VALUE for the path of a folder
 */
export async function ownedFile(path: string, api: Api): Promise<OwnedPath> {
  const owned = await ownedPath(path, 'write', api);
  if (owned.isRoot || path.endsWith('/'))
    throw invalidParameter(`Invalid path '${path}': it is a folder's, and a file needs a name. Nothing was stored.`);
  return owned;
}

function isOwner(part: string): boolean {
  return idOfHex(part) !== undefined || idOfModelId(part) !== undefined;
}

const RUN = 'query ArtifactsOfRun($id: ID!) { run(id: $id) { viewerCan } }';

const LOGGED_MODEL = 'query ArtifactsOfLoggedModel($id: ID!) { loggedModel(id: $id) { viewerCan } }';

interface Owner {
  readonly viewerCan: readonly string[];
}

function admit(owner: Owner | null, use: ArtifactUse, needed: string, absent: string): void {
  if (owner === null) throw notFound(absent);
  if (use === 'write' && !owner.viewerCan.includes(needed))
    throw new MlflowError(
      'PERMISSION_DENIED',
      'Storing artifacts needs the role CONTRIBUTOR there. Nothing was stored.',
    );
}
