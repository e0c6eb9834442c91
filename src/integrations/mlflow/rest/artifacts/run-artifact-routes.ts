import { endpoint, type Route } from '../routing/route.js';
import { requireRun } from '../tracking/find-run.js';
import { artifactUriOf, type Run } from '../tracking/run-message.js';
import { Fields } from '../wire/fields.js';
import { invalidParameter } from '../wire/mlflow-error.js';
import { ownedPath } from './artifact-owner.js';
import { artifactsOf, download, filesOf } from './artifact-routes.js';

/** The files of a run by its id, for clients that do not ask `mlflow-artifacts:` themselves. */
export const runArtifactRoutes: readonly Route[] = [
  endpoint('GET', 'mlflow/artifacts/list', async ({ fields, api, settings }) => {
    const run = await requireRun(fields, api);
    const path = fields.text('path') ?? '';
    const { stored } = await ownedPath(pathIn(run, path), 'read', api);
    const listed = await (await artifactsOf(settings)).list(stored);
    const folder = path === '' ? '' : `${path.replace(/(?<!\/)\/+$/, '')}/`;
    return { root_uri: artifactUriOf(run), files: filesOf(listed, folder) };
  }),
  {
    method: 'GET',
    path: '/get-artifact',
    async answer({ request, api, settings }) {
      const fields = Fields.ofQuery(request.query);
      const path = fields.requiredText('path');
      const run = await requireRun(fields, api);
      const { stored } = await ownedPath(pathIn(run, path), 'read', api);
      return download(await artifactsOf(settings), stored);
    },
  },
];

/** Where it lies behind `mlflow-artifacts:/`. */
function pathIn(run: Run, path: string): string {
  const root = /^mlflow-artifacts:\/+(.*)$/.exec(artifactUriOf(run))?.[1];
  if (root === undefined)
    throw invalidParameter(`The files of this run lie at ${artifactUriOf(run)}, not with this server: ask there.`);
  return path === '' ? root : `${root}/${path}`;
}
