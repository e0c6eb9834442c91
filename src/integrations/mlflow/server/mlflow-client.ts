import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import { askUntilAnswered, type UseOfAnswer } from './ask-until-answered.js';

/** A JSON object of an answer; fields that MLflow leaves out are not there. */
export type Json = Readonly<Record<string, unknown>>;

/** Which tracking server is asked, and as whom. */
export interface MlflowClientOptions {
  /** Such as `https://mlflow.example.org` or `https://example.org/mlflow`; user and password in it are sent as Basic. */
  readonly url: string;
  /** The header `Authorization`. */
  readonly authorization?: string | undefined;
}

/** Asks a tracking server. Nothing that is sent changes anything there: all are reads, and repeated where none answered. */
export interface MlflowClient {
  /** Without credentials. */
  readonly url: string;
  /** A read by GET, below `/api/2.0/mlflow/`. */
  get(path: string, query: Readonly<Record<string, string | number | undefined>>): Promise<Json>;
  /** A search, which MLflow takes as a POST. */
  search(path: string, body: Json): Promise<Json>;
  /**
   * A file; null where there is none. `path` is from the root of the server.
   * @param use reads the file; it is called again, with the file from its beginning, where the answer broke off
   */
  file<Result>(
    path: string,
    query: Readonly<Record<string, string>>,
    use: (content: AsyncIterable<Uint8Array>) => Promise<Result>,
  ): Promise<Result | null>;
}

/** The client of one server. */
export function createMlflowClient({ url, authorization }: MlflowClientOptions): MlflowClient {
  const base = parsedUrl(url);
  const user = decodeURIComponent(base.username);
  const basic = `Basic ${Buffer.from(`${user}:${decodeURIComponent(base.password)}`).toString('base64')}`;
  base.username = '';
  base.password = '';
  const root = base.href.replace(/\/+$/, '');
  const headers = {
    ...(authorization ? { authorization } : user ? { authorization: basic } : {}),
    'user-agent': 'pedigraph',
  };
  const place = withoutCredentials(root);
  const ask = <Result>(path: string, init: RequestInit, use: UseOfAnswer<Result>): Promise<Result> =>
    askUntilAnswered(
      `${root}${path}`,
      // Where a server redirects a POST, it would arrive as a GET, and elsewhere with our credentials.
      { ...init, headers: { ...headers, ...init.headers }, redirect: 'manual' },
      { use, refusal: (failure) => noAnswer(place, path, failure) },
    );
  const json = (path: string, init: RequestInit): Promise<Json> =>
    ask(`/api/2.0/mlflow/${path}`, init, async ({ status, ok, content }) => {
      const text = await textOf(content);
      if (!ok) throw refusal(place, path, status, text);
      try {
        return JSON.parse(text) as Json;
      } catch {
        throw noAnswer(place, path, `what is no JSON: ${text.slice(0, 80)}`);
      }
    });
  return {
    url: place,
    get: (path, query) => json(`${path}?${queryOf(query)}`, { method: 'GET' }),
    search: (path, body) =>
      json(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    file: (path, query, use) =>
      ask(`${path}?${queryOf(query)}`, { method: 'GET' }, async ({ status, ok, content }) => {
        if (ok) return use(content);
        if (status === 404 || status === 400) return null;
        throw refusal(place, path, status, '');
      }),
  };
}

async function textOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function queryOf(query: Readonly<Record<string, string | number | undefined>>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)] as [string, string]],
    ),
  );
}

function parsedUrl(url: string): URL {
  try {
    return new URL(url);
  } catch {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `Expected the URL of a tracking server, such as https://mlflow.example.org, but got ${withoutCredentials(url).slice(0, 200)}.`,
    );
  }
}

function noAnswer(place: string, path: string, failure: string): PedigraphError {
  return new PedigraphError(
    'UNAVAILABLE',
    `Expected the tracking server at ${place} to answer /${path.split('?')[0]?.replace(/^\//, '')}, but it gave ${failure}. Is its URL right? Give the same command again, and the import goes on from there.`,
  );
}

function refusal(place: string, path: string, status: number, text: string): PedigraphError {
  const { error_code: code, message = text } = parsed(text);
  const reason = withoutCredentials(String(message)).slice(0, 300);
  if (status === 401 || status === 403) {
    return new PedigraphError(
      'FORBIDDEN',
      `Expected the tracking server at ${place} to let this token or user read, but it answered HTTP ${status}. Set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.`,
    );
  }
  const isMissing = code === 'RESOURCE_DOES_NOT_EXIST' || status === 404;
  return new PedigraphError(
    isMissing ? 'NOT_FOUND' : 'BAD_USER_INPUT',
    `The tracking server at ${place} refused /${path.split('?')[0]} with HTTP ${status}${code ? ` (${String(code).slice(0, 80)})` : ''}: ${reason}`,
  );
}

function parsed(text: string): { readonly error_code?: string; readonly message?: string } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
