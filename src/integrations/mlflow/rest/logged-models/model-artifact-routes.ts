import { downloadBelow, listBelow } from '../artifacts/files-below.js';
import { type Call, endpoint, type Route } from '../routing/route.js';
import { Fields } from '../wire/fields.js';
import { noLoggedModel, requireLoggedModel } from './find-logged-model.js';
import { modelUriOf } from './logged-model-message.js';

const AT = 'mlflow/logged-models/{model_id}/artifacts';

/** The files of a logged model by its id, for clients that do not ask `mlflow-artifacts:` themselves. */
export const modelArtifactRoutes: readonly Route[] = [
  endpoint('GET', `${AT}/directories`, async (call) =>
    listBelow(await rootOf(call), call.fields.text('artifact_directory_path') ?? '', call),
  ),
  {
    method: 'GET',
    api: '2.0',
    path: `${AT}/files`,
    async answer(call) {
      const path = Fields.ofQuery(call.request.query).requiredText('artifact_file_path');
      return downloadBelow(await rootOf(call), path, call);
    },
  },
];

async function rootOf({ parts, api }: Call): Promise<string> {
  const modelId = parts['model_id'] ?? '';
  const model = await requireLoggedModel(modelId, api);
  if (model.archivedAt !== null) throw noLoggedModel(modelId);
  return modelUriOf(model);
}
