import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import type { LibraryServer } from './serve-library.js';

/** What a client is answered by each way there is. */
export interface AnswersByWay {
  readonly post: unknown;
  readonly get: unknown;
  readonly postStream: unknown;
  readonly getStream: unknown;
  readonly socket: unknown;
}

/** Asks the same by POST, GET, both as server-sent events, and over a WebSocket; of streams the first answer. */
export async function askEveryWay(
  server: LibraryServer,
  operation: Readonly<Record<string, unknown>>,
  token?: string,
): Promise<AnswersByWay> {
  const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const posting = {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify(operation),
  };
  const getting = { headers: { 'apollo-require-preflight': 'yes', ...authorization } };
  const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  const parameters = Object.fromEntries(Object.entries(operation).map(([key, value]) => [key, asText(value)]));
  const search = new URLSearchParams(parameters);
  const first = (text: unknown) =>
    typeof text === 'string' ? JSON.parse(/^data: (\{.*)$/m.exec(text)?.[1] ?? 'null') : text;
  return {
    post: (await server.fetch('/graphql', posting)).body,
    get: (await server.fetch(`/graphql?${search}`, getting)).body,
    postStream: first((await server.fetch('/graphql/stream', posting)).body),
    getStream: first((await server.fetch(`/graphql/stream?${search}`, getting)).body),
    socket: await overSocket(server, operation, authorization),
  };
}

/** The same answer by every way. */
export function byEveryWay(answer: unknown): AnswersByWay {
  return { post: answer, get: answer, postStream: answer, getStream: answer, socket: answer };
}

function overSocket(server: LibraryServer, operation: object, connectionParams: Record<string, unknown>) {
  return new Promise((resolve) => {
    const client = createClient({
      url: `${server.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams,
      retryAttempts: 0,
    });
    const sink = { next: resolve, error: (errors: unknown) => resolve({ errors }), complete() {} };
    client.subscribe({ query: '', ...operation }, sink);
  });
}
