import { Readable } from 'node:stream';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { ApiError } from './api-error.js';

/** A server, and as whom it is asked. */
export interface ServerTarget {
  /** The gateway's endpoint, such as `http://127.0.0.1:4000/graphql`; MLflow's paths lie beside it. */
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token?: string | undefined;
}

/** A file that a server stores. */
export interface StoredFileContent {
  readonly sizeBytes: number;
  /** To be read to its end, or left. */
  readonly content: AsyncIterable<Uint8Array>;
}

/**
 * Reads a file that a server stores by its path behind `mlflow-artifacts:/`; null where there is none to see.
 * @throws {ApiError} UNAVAILABLE where no answer comes, or another one than a file
 */
export async function readStoredFile(path: string, { url, token }: ServerTarget): Promise<StoredFileContent | null> {
  const response = await fetch(storedFileUrl(url, path), {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    redirect: 'manual',
  }).catch((error) => {
    throw new ApiError('UNAVAILABLE', `A file was not read: ${(error as Error).message}.`, {}, { cause: error });
  });
  const size = Number(response.headers.get('content-length') ?? Number.NaN);
  if (response.ok && response.body !== null && Number.isSafeInteger(size))
    return { sizeBytes: size, content: Readable.fromWeb(response.body as never) };
  await response.body?.cancel();
  if (response.status === 404) return null;
  throw new ApiError('UNAVAILABLE', `Expected the file ${path} of a known size, got HTTP ${response.status}.`);
}

/** Whether a path leads to a file that a server stores, and not, by `.` or `..`, to something else of it. */
export function isStoredPath(path: string): boolean {
  return path.split('/').every((part) => part !== '.' && part !== '..');
}

/**
 * Where a server stores and sends files by their paths.
 * @throws {PedigraphError} BAD_USER_INPUT for a path that leads elsewhere
 */
export function storedFileUrl(url: string, path: string): string {
  if (!isStoredPath(path))
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected the path of a file that the server stores, got ${JSON.stringify(path.slice(0, 200))}.`,
    );
  const root = `${url.replace(/\/graphql\/?$/, '')}/mlflow/api/2.0/mlflow-artifacts/artifacts`;
  return `${root}/${path.split('/').map(encodeURIComponent).join('/')}`;
}
