import type { MountedAnswer } from '#platform/server/mount.js';
import type { Call } from '../routing/route.js';
import { invalidParameter } from '../wire/mlflow-error.js';
import { ownedPath } from './artifact-owner.js';
import { artifactsOf, download, filesOf } from './artifact-routes.js';

/** Lists what lies at a path below the root of a run or of a logged model, as MLflow lists it. */
export async function listBelow(root: string, path: string, { api, settings }: Call): Promise<object> {
  const { stored } = await ownedPath(pathIn(root, path), 'read', api);
  const listed = await (await artifactsOf(settings)).list(stored);
  const folder = path === '' ? '' : `${path.replace(/(?<!\/)\/+$/, '')}/`;
  return { root_uri: root, files: filesOf(listed, folder) };
}

/** Sends a file that lies there. */
export async function downloadBelow(root: string, path: string, { api, settings }: Call): Promise<MountedAnswer> {
  const { stored } = await ownedPath(pathIn(root, path), 'read', api);
  return download(await artifactsOf(settings), stored);
}

/** Where it lies behind `mlflow-artifacts:/`. */
function pathIn(root: string, path: string): string {
  const folder = /^mlflow-artifacts:\/+(.*)$/.exec(root)?.[1];
  if (folder === undefined) throw invalidParameter(`These files lie at ${root}, not with this server: ask there.`);
  return path === '' ? folder : `${folder}/${path}`;
}
