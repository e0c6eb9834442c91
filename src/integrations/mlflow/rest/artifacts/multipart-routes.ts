import type { ArtifactUploads } from '#integrations/mlflow/artifacts/artifact-store.js';
import { endpoint, type FieldsCall, type Route } from '../routing/route.js';
import { invalidParameter, MlflowError } from '../wire/mlflow-error.js';
import { ownedFile } from './artifact-owner.js';
import { artifactsOf } from './artifact-routes.js';

/** Parts of one upload, which is what buckets take. */
const MOST_PARTS = 10_000;

/** Large files in parts, which clients send to the bucket themselves; where there is none they send the file whole. */
export const multipartRoutes: readonly Route[] = [
  endpoint('POST', 'mlflow-artifacts/mpu/create/{path...}', async (call) => {
    const [uploads, stored] = await uploadOf(call);
    const parts = call.fields.integer('num_parts') ?? 1;
    if (parts < 1 || parts > MOST_PARTS)
      throw invalidParameter(`num_parts must be between 1 and ${MOST_PARTS}, and is ${parts}.`);
    const { upload, urls } = await uploads.begin(stored, parts);
    const credentials = urls.map((url, index) => ({ url, part_number: index + 1, headers: {} }));
    return { upload_id: upload, credentials };
  }),
  endpoint('POST', 'mlflow-artifacts/mpu/complete/{path...}', async (call) => {
    const [uploads, stored] = await uploadOf(call);
    const parts = call.fields.messages('parts').map((part) => ({
      number: part.integer('part_number') ?? 0,
      tag: part.text('etag') ?? '',
    }));
    await uploads.end(stored, { upload: call.fields.requiredText('upload_id'), parts, signal: call.request.signal });
    return {};
  }),
  endpoint('POST', 'mlflow-artifacts/mpu/abort/{path...}', async (call) => {
    const [uploads] = await uploadOf(call);
    await uploads.abort(call.fields.requiredText('upload_id'));
    return {};
  }),
  endpoint('GET', 'mlflow-artifacts/presigned/{path...}', async () => {
    throw unsupported('download');
  }),
];

/** Where the file will lie, which the path of the request and the name of the client's file say together. */
async function uploadOf({ parts, fields, api, settings }: FieldsCall): Promise<[ArtifactUploads, string]> {
  const name = fields.requiredText('path').replace(/^.*[/\\]/s, '');
  const { stored } = await ownedFile(`${parts['path']}/${name}`, api);
  const { uploads } = await artifactsOf(settings);
  if (uploads === null) throw unsupported('upload');
  return [uploads, stored];
}

/** In the words by which MLflow's clients know that they have to send, or get, the file whole. */
function unsupported(what: 'upload' | 'download'): MlflowError {
  return new MlflowError('NOT_IMPLEMENTED', `Multipart ${what} is not supported for the current artifact repository`);
}
