import { createClient } from 'graphql-ws';
import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const ADMIN = 'the-token-of-somebody-who-may-do-all';
/** From the beginning: with the first event it is known to be open. */
const FOLLOW = 'subscription { ledgerEvents(after: { environments: 0 }) { positions } }';

/** What a stream ends with: the code of its last event. */
type Ending = (graph: TestGraph, token: string, opened: () => void) => Promise<unknown>;

const byEvents: Ending = async ({ url }, token, opened) => {
  const answer = await fetch(`${url}/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: FOLLOW }),
  });
  let text = '';
  for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.includes('data: ')) opened();
  }
  const last = [...text.matchAll(/^data: (\{.*)$/gm)].at(-1)?.[1];
  return JSON.parse(last ?? '{}').errors?.[0].extensions.code;
};

const bySocket: Ending = async ({ url }, token, opened) => {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${token}` },
    retryAttempts: 0,
  });
  client.on('message', ({ type }) => type === 'next' && opened());
  try {
    return await new Promise((resolve) => {
      client.subscribe(
        { query: FOLLOW },
        {
          next: ({ errors }) => errors !== undefined && resolve(errors[0]?.extensions?.['code']),
          error: (reason) => resolve(Array.isArray(reason) ? reason[0].extensions.code : reason),
          complete: () => resolve(undefined),
        },
      );
    });
  } finally {
    await client.dispose();
  }
};

test.each([
  ['server-sent events', byEvents],
  ['a WebSocket', bySocket],
] as const)(
  'over %s an open stream ends, with the reason, when its key is revoked or its rights are others',
  async (_, ending) => {
    await using graph = await createTestGraph({ PEDIGRAPH_TOKENS: `root=${ADMIN}` });
    // Another gateway is told.
    const other = await graph.serveBeside();
    const write = async <T>(document: string): Promise<T> => {
      const { data, errors } = await other<T>(`mutation { ${document} }`, {}, { token: ADMIN });
      expect(errors).toBeUndefined();
      return data;
    };
    await write('registerEnvironmentVersion(input: { environment: "open/e", os: "linux" }) { created }');
    type Made = { createApiKey: { secret: string; apiKey: { id: string } } };
    const make = async () =>
      (await write<Made>('createApiKey(input: { name: "a stream", principal: "ann" }) { secret apiKey { id } }'))
        .createApiKey;
    const endedBy = async (token: string, change: () => Promise<unknown>) => {
      let opened = () => {};
      const isOpen = new Promise<void>((resolve) => {
        opened = resolve;
      });
      const end = ending(graph, token, opened);
      await isOpen;
      await change();
      return end;
    };

    const first = await make();
    const revoke = `revokeApiKey(input: { apiKey: "${first.apiKey.id}" }) { __typename }`;
    expect(await endedBy(first.secret, () => write(revoke))).toBe('UNAUTHENTICATED');
    const { secret } = await make();
    const close = 'setNamespaceAccess(input: { namespace: "secret", closed: true }) { __typename }';
    expect(await endedBy(secret, () => write(close))).toBe('FORBIDDEN');
    const grant = 'grantRole(input: { principal: "ann", role: VIEWER, namespace: "secret" }) { __typename }';
    expect(await endedBy(secret, () => write(grant))).toBe('FORBIDDEN');
  },
);
