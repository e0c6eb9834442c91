import { artifactParts } from '#integrations/mlflow/artifacts/artifact-path.js';
import { idOfHex } from '../tracking/ids.js';
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
 * Finds whose an artifact is: `<experiment>/<run>/artifacts/…` belongs to a run. Which experiment is named does not
 * matter: files lie by the run's id.
 * @throws {MlflowError} RESOURCE_DOES_NOT_EXIST where the caller sees no such run, PERMISSION_DENIED where they may not
 * log to it
 */
export async function ownedPath(path: string, use: ArtifactUse, api: Api): Promise<OwnedPath> {
  const [, second = '', ...rest] = artifactParts(path.replace(/(?<!\/)\/+$/, ''));
  const id = idOfHex(second);
  if (id !== undefined && rest[0] === 'artifacts') {
    const { run } = await api.ask<{ run: Owner | null }>(RUN, { id });
    admit(run, use, `Run with id=${second} not found`);
    return { stored: ['runs', second, ...rest.slice(1)].join('/') };
  }
  throw notFound(`Artifacts lie here at <experiment>/<run>/artifacts, not at '${path}'.`);
}

const RUN = 'query ArtifactsOfRun($id: ID!) { run(id: $id) { viewerCan } }';

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
