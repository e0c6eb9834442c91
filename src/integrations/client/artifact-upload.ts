import { ApiError } from './api-error.js';
import { type ServerTarget, storedFileUrl } from './stored-file.js';

/** Stores files with the server, where MLflow's clients look for them. Throws {@link ApiError}. */
export interface ArtifactUpload {
  /** Streams a file to its path behind `mlflow-artifacts:/`; what was there is no longer listed. */
  put(path: string, content: AsyncIterable<Uint8Array>): Promise<void>;
}

/** Stores files by the paths of MLflow's clients. */
export function createArtifactUpload({ url, token }: ServerTarget): ArtifactUpload {
  return {
    async put(path, content) {
      let broken: { readonly error: unknown } | undefined;
      const watched = async function* () {
        try {
          yield* content;
        } catch (error) {
          broken = { error };
          throw error;
        }
      };
      const init = {
        method: 'PUT',
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        body: ReadableStream.from(watched()),
        duplex: 'half',
        // Where a server redirects, the file would be sent twice, and elsewhere with our token.
        redirect: 'manual',
      } as const;
      const response = await fetch(storedFileUrl(url, path), init as unknown as RequestInit).catch((error) => {
        // Where the file breaks off, it is not the server that failed.
        if (broken !== undefined) throw broken.error;
        throw new ApiError('UNAVAILABLE', `A file was not stored: ${messageOf(error)}.`, {}, { cause: error });
      });
      if (response.ok) return void (await response.body?.cancel());
      throw refusal(response.status, await response.text(), path);
    },
  };
}

function messageOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string } };
  return cause?.code ?? message;
}

const CODES: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
};

function refusal(status: number, text: string, path: string): ApiError {
  const reason = `${path} was not stored (HTTP ${status}): ${text.slice(0, 300)}`;
  if (!isOfFile(status, text))
    return new ApiError(
      'UNAVAILABLE',
      `${reason} Expected the server's PUT /mlflow/api/2.0/mlflow-artifacts: is /mlflow forwarded to it, and does it store artifacts (PEDIGRAPH_ARTIFACTS)?`,
    );
  const code = CODES[status] ?? (status === 429 || status >= 500 ? 'UNAVAILABLE' : 'BAD_USER_INPUT');
  return new ApiError(code, reason);
}

/** Whether an answer is about the file, and not about where it was sent: a redirect, or a path that nothing answers at. */
function isOfFile(status: number, text: string): boolean {
  if (status === 404) return errorCodeOf(text) === 'RESOURCE_DOES_NOT_EXIST';
  return status >= 400 && status !== 405;
}

/** MLflow's word for what went wrong; undefined where the answer is not this server's. */
function errorCodeOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { readonly error_code?: unknown } | null)?.error_code;
  } catch {
    return undefined;
  }
}
