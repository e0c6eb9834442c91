import type { Readable } from 'node:stream';
import type { ArtifactStore } from '#integrations/mlflow/artifacts/artifact-store.js';
import { type Call, endpoint, type Route } from '../routing/route.js';
import { jsonAnswer } from '../wire/answers.js';
import { MlflowError } from '../wire/mlflow-error.js';
import { ownedFile, ownedPath } from './artifact-owner.js';

const AT = 'mlflow-artifacts/artifacts';

/** `mlflow-artifacts:`, where clients put and get files by way of the server. */
export const artifactRoutes: readonly Route[] = [
  endpoint('GET', AT, async ({ fields, api, settings }) => {
    const path = fields.text('path') ?? '';
    if (path === '') return { files: [] };
    const { stored } = await ownedPath(path, 'read', api);
    return { files: filesOf(await (await artifactsOf(settings)).list(stored)) };
  }),
  {
    method: 'GET',
    api: '2.0',
    path: `${AT}/{path...}`,
    async answer({ parts, api, settings }) {
      const { stored } = await ownedPath(parts['path'] ?? '', 'read', api);
      return download(await artifactsOf(settings), stored);
    },
  },
  {
    method: 'PUT',
    api: '2.0',
    path: `${AT}/{path...}`,
    async answer({ parts, request, api, settings }) {
      const { stored } = await ownedFile(parts['path'] ?? '', api);
      const announced = Number(request.headers['content-length'] ?? 0);
      await (await artifactsOf(settings)).put(stored, request.body, request.signal, announced);
      return jsonAnswer({});
    },
  },
  {
    method: 'DELETE',
    api: '2.0',
    path: `${AT}/{path...}`,
    async answer({ parts, api, settings }) {
      const { stored } = await ownedPath(parts['path'] ?? '', 'write', api);
      await (await artifactsOf(settings)).remove(stored);
      return jsonAnswer({});
    },
  },
];

/** What lies in a folder, as MLflow lists it. */
export function filesOf(listed: Awaited<ReturnType<ArtifactStore['list']>>, folder = ''): readonly object[] {
  return listed.map(({ name, sizeBytes }) => ({
    path: `${folder}${name}`,
    is_dir: sizeBytes === null,
    ...(sizeBytes !== null && { file_size: sizeBytes }),
  }));
}

/** A file as an answer: never as a page, whatever is in it. */
export async function download(store: ArtifactStore, stored: string) {
  const { content, sizeBytes } = await store.open(stored);
  const name = encodeURIComponent(stored.slice(stored.lastIndexOf('/') + 1));
  return {
    status: 200,
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(sizeBytes),
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    },
    body: content as Readable,
  };
}

/** The store of this server. @throws {MlflowError} FEATURE_DISABLED where it has none */
export function artifactsOf({ artifacts }: Call['settings']): Promise<ArtifactStore> {
  if (artifacts === undefined) throw new MlflowError('FEATURE_DISABLED', 'This server stores no artifacts.', 404);
  return artifacts();
}
