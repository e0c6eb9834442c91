import { endpoint, type Route } from '../routing/route.js';
import { requireRunInfo, runIdOf } from '../tracking/find-run.js';
import { artifactUriOf } from '../tracking/run-message.js';
import { Fields } from '../wire/fields.js';
import { downloadBelow, listBelow } from './files-below.js';

/** The files of a run by its id, for clients that do not ask `mlflow-artifacts:` themselves. */
export const runArtifactRoutes: readonly Route[] = [
  endpoint('GET', 'mlflow/artifacts/list', async (call) => {
    const run = await requireRunInfo(runIdOf(call.fields), call.api);
    return listBelow(artifactUriOf(run), call.fields.text('path') ?? '', call);
  }),
  {
    method: 'GET',
    path: '/get-artifact',
    async answer(call) {
      const fields = Fields.ofQuery(call.request.query);
      const path = fields.requiredText('path');
      return downloadBelow(artifactUriOf(await requireRunInfo(runIdOf(fields), call.api)), path, call);
    },
  },
];
