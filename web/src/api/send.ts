import { ApiError, type ReportedError } from './api-error';
import type { Document } from './document';
import { readToken } from './token';

/** What the server answers to an operation. */
export interface Body {
  readonly data?: unknown;
  readonly errors?: readonly ReportedError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A request that is to be sent. */
export interface Sending {
  readonly url: string;
  readonly init: RequestInit;
}

/** An operation in full, by POST; its hash goes along, by which the server knows it from then on. */
export function postOf<Result, Variables>(
  document: Document<Result, Variables>,
  variables: Variables,
  { url = '/graphql', headers = {} }: { readonly url?: string; readonly headers?: Record<string, string> } = {},
): Sending {
  const { name: operationName, text: query } = document;
  const body = JSON.stringify({ operationName, query, variables, extensions: hashOf(document) });
  return { url, init: { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body } };
}

/** The hash of a document, as Apollo's automatic persisted queries name it. */
export function hashOf({ hash }: Pick<Document<unknown, unknown>, 'hash'>) {
  return { persistedQuery: { version: 1, sha256Hash: hash } };
}

/**
 * Sends a request in the name of whoever looks at the page.
 * @throws {ApiError} UNREACHABLE where nobody answers
 */
export async function send(
  { url, init }: Sending,
  { accept, signal }: { readonly accept: string; readonly signal?: AbortSignal | undefined },
): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept', accept);
  const token = readToken();
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  try {
    return await fetch(url, { ...init, headers, signal: signal ?? null });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError({ message: 'The server does not answer: it is not running, or the connection is cut.' });
  }
}

/** Sends a request, and reads the one answer to it. */
export async function sendForAnswer(
  sending: Sending,
  signal?: AbortSignal,
): Promise<{ readonly body: Body; readonly requestId: string | undefined }> {
  const accept = 'application/graphql-response+json, application/json;q=0.9';
  const response = await send(sending, { accept, signal });
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
