import { ApiError, type ReportedError } from './api-error';
import type { Document } from './document';
import { readToken } from './token';

/** What the API answered: everything, or what is there beside the errors of what is not. */
export interface Answer<Result> {
  readonly data: Result;
  readonly errors: readonly ReportedError[];
  readonly requestId: string | undefined;
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly ReportedError[];
}

/** Above this a URL may be refused on its way. */
const LONGEST_URL = 6_000;

/** The server does not know the hash of a document yet, or knows none. */
const UNKNOWN_HASH = new Set(['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED']);

/**
 * Asks the API. A document goes as its hash in the URL of a GET, so that the browser keeps the answer and asks with its
 * ETag whether it still holds; in full only where the server has not seen it.
 * @throws {ApiError} where there are no data
 */
export async function ask<Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Answer<Result>> {
  const byHash = await send(getOf(document, variables), signal);
  const isUnknown = byHash.body.errors?.some(({ extensions }) => UNKNOWN_HASH.has(String(extensions?.['code'])));
  const { body, requestId } = isUnknown ? await send(postOf(document, variables), signal) : byHash;
  const { data, errors = [] } = body;
  if (data === undefined || data === null)
    throw new ApiError(errors[0] ?? { message: 'The server answered neither data nor an error.' }, requestId);
  return { data: data as Result, errors, requestId };
}

interface Sending {
  readonly url: string;
  readonly init: RequestInit;
}

function getOf<Result, Variables>(document: Document<Result, Variables>, variables: Variables): Sending {
  const parameters = new URLSearchParams({
    operationName: document.name,
    variables: JSON.stringify(variables),
    extensions: JSON.stringify(extensionsOf(document)),
  });
  const url = `/graphql?${parameters}`;
  // The header is one that no page of another site can send unasked.
  return url.length > LONGEST_URL
    ? postOf(document, variables)
    : { url, init: { headers: { 'apollo-require-preflight': 'yes' } } };
}

function postOf<Result, Variables>(document: Document<Result, Variables>, variables: Variables): Sending {
  const { name: operationName, text: query } = document;
  const body = JSON.stringify({ operationName, query, variables, extensions: extensionsOf(document) });
  return { url: '/graphql', init: { method: 'POST', headers: { 'content-type': 'application/json' }, body } };
}

function extensionsOf({ hash }: Pick<Document<unknown, unknown>, 'hash'>) {
  return { persistedQuery: { version: 1, sha256Hash: hash } };
}

async function send({ url, init }: Sending, signal: AbortSignal | undefined) {
  const headers = new Headers(init.headers);
  headers.set('accept', 'application/graphql-response+json, application/json;q=0.9');
  const token = readToken();
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  let response: Response;
  try {
    response = await fetch(url, { ...init, headers, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError({ message: 'The server does not answer: it is not running, or the connection is cut.' });
  }
  const requestId = response.headers.get('x-request-id') ?? undefined;
  return { body: await readBody(response, requestId), requestId };
}

async function readBody(response: Response, requestId: string | undefined): Promise<Body> {
  try {
    return (await response.json()) as Body;
  } catch {
    throw new ApiError({ message: `The server answered ${response.status} and no JSON.` }, requestId);
  }
}
