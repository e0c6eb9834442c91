import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { type LibraryServer, serveLibrary } from './serve-library.js';

const MISSPELT = '{ books { titel } }';
const TOLD = 'Cannot query field "titel" on type "Book".';

/** What a client is told of a misspelt field, by each way there is. */
async function messagesOf(server: LibraryServer): Promise<unknown[]> {
  const byPost = await server.ask(MISSPELT);
  const byGet = await server.fetch(`/graphql?query=${encodeURIComponent(MISSPELT)}`);
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const next = () => new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))));
  await new Promise((resolve) => socket.once('open', resolve));
  const acknowledged = next();
  socket.send('{"type":"connection_init"}');
  await acknowledged;
  const answer = next();
  socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: MISSPELT } }));
  const overSocket = JSON.parse(await answer);
  socket.close();
  return [byPost.body.errors[0].message, byGet.body.errors[0].message, overSocket.payload[0].message];
}

test('where introspection is open, a misspelt field is told with what may have been meant', async () => {
  await using server = await serveLibrary();
  expect(await messagesOf(server)).toEqual(Array(3).fill(`${TOLD} Did you mean "title"?`));
  const { body } = await server.ask('{ book(idd: "b1") { title } }');
  expect(body.errors.map(({ message }: Error) => message)).toContain(
    'Unknown argument "idd" on field "Query.book". Did you mean "id"?',
  );
});

test('where introspection is closed, nothing of the schema is told', async () => {
  await using server = await serveLibrary({ env: { PEDIGRAPH_GATEWAY_INTROSPECTION: 'closed' } });
  expect(await messagesOf(server)).toEqual(Array(3).fill(TOLD));
  for (const query of ['{ __schema { queryType { name } } }', '{ __type(name: "Book") { name } }']) {
    const { body } = await server.ask(query);
    expect(body.data).toBeUndefined();
    expect(body.errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  }
  expect((await server.ask('{ books { __typename } }')).body.errors).toBeUndefined();
});
