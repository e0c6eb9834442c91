import { expect, test } from 'vitest';
import { serveLibrary } from './serve-library.js';

const PATHS = ['/graphql', '/graphql/stream'];
const PREFLIGHT = { 'apollo-require-preflight': 'yes' };

const WRITES = {
  plain: { query: 'mutation { writes }' },
  named: { query: 'query A { asker } mutation B { writes }', operationName: 'B' },
  'after a fragment': { query: 'fragment F on Mutation { writes } mutation { ...F }' },
  'beside a subscription': { query: 'subscription A { asker } mutation B { writes }', operationName: 'B' },
};

test('nothing is written by GET or HEAD: on no path, by no form of a mutation, whatever is sent along', async () => {
  await using server = await serveLibrary();
  const sent: Record<string, string>[] = [
    {},
    PREFLIGHT,
    { 'content-type': 'application/json' },
    { accept: 'text/event-stream', 'sec-fetch-site': 'same-origin' },
    { 'x-http-method-override': 'POST', ...PREFLIGHT },
  ];
  for (const [name, operation] of Object.entries(WRITES)) {
    for (const path of PATHS) {
      for (const method of ['GET', 'HEAD']) {
        for (const headers of sent) {
          const { status } = await server.fetch(`${path}?${new URLSearchParams(operation)}`, { method, headers });
          expect([name, path, method, status]).toEqual([name, path, method, expect.toSatisfy(isRefusal)]);
        }
      }
    }
  }
  expect(server.library.writes).toBe(0);
});

const isRefusal = (status: number) => status >= 400 && status < 500;

test('a GET that does not say which of its operations it means runs none', async () => {
  await using server = await serveLibrary();
  for (const path of PATHS) {
    const url = `${path}?${new URLSearchParams({ query: 'query A { asker } mutation B { writes }' })}`;
    const { body } = await server.fetch(url, { headers: PREFLIGHT });
    expect([path, body]).toEqual([path, { errors: [expect.objectContaining({ message: expect.any(String) })] }]);
  }
  expect([server.library.writes, server.library.asked]).toEqual([0, []]);
});

test('a mutation by GET is told to come by POST', async () => {
  await using server = await serveLibrary();
  for (const path of PATHS) {
    const { status, headers, body } = await server.fetch(`${path}?query=mutation%7Bwrites%7D`, { headers: PREFLIGHT });
    expect([path, status, headers.get('allow')]).toEqual([path, 405, expect.stringContaining('POST')]);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  }
});

test('what a page of another site can have a browser send is refused, on every path', async () => {
  await using server = await serveLibrary();
  const json = JSON.stringify(WRITES.plain);
  const form = String(new URLSearchParams(WRITES.plain));
  for (const path of PATHS) {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      for (const body of [json, form]) {
        const headers = { 'content-type': type, 'sec-fetch-site': 'cross-site' };
        const { status } = await server.fetch(path, { method: 'POST', headers, body });
        expect([path, type, status]).toEqual([path, type, expect.toSatisfy(isRefusal)]);
      }
    }
  }
  for (const site of ['cross-site', 'same-site', 'none']) {
    const headers = { accept: 'text/event-stream', 'sec-fetch-site': site };
    for (const query of ['{ asker }', 'subscription { asker }']) {
      const url = `/graphql/stream?${new URLSearchParams({ query })}`;
      const { status, body } = await server.fetch(url, { headers });
      expect([url, status, body.errors[0].message]).toEqual([url, 400, expect.stringContaining('CSRF')]);
    }
  }
  expect(server.library.writes).toBe(0);
  expect(server.library.asked).toEqual([]);
});

test('a query by plain GET is answered, with no header that a link or another client would have to send', async () => {
  await using server = await serveLibrary();
  const url = `/graphql?${new URLSearchParams({ query: '{ asker }' })}`;
  for (const headers of [{}, { 'sec-fetch-site': 'cross-site' }, { accept: 'application/graphql-response+json' }]) {
    const { status, body } = await server.fetch(url, { headers: headers as Record<string, string> });
    expect([status, body]).toEqual([200, { data: { asker: expect.any(String) } }]);
  }
  const { status } = await server.fetch(`/graphql?${new URLSearchParams({ query: 'subscription { asker }' })}`);
  expect(status).toSatisfy(isRefusal);
});

test('a stream by GET is for who sends a header of his own, and for a page of this server', async () => {
  await using server = await serveLibrary();
  const url = `/graphql/stream?${new URLSearchParams({ query: '{ asker }' })}`;
  const sent: Record<string, string>[] = [
    PREFLIGHT,
    { 'x-apollo-operation-name': 'A' },
    { 'sec-fetch-site': 'same-origin' },
  ];
  for (const headers of sent) {
    const { status, body } = await server.fetch(url, { headers });
    expect([status, body]).toEqual([200, expect.stringContaining('"asker":"anonymous ')]);
  }
});

test('a URL that says a part of its operation twice is refused: the next reader may take the other one', async () => {
  await using server = await serveLibrary();
  const once = { query: 'query A { asker }', operationName: 'A', variables: '{}', extensions: '{}' };
  for (const path of PATHS) {
    for (const [name, value] of Object.entries(once)) {
      const said = new URLSearchParams(once);
      said.append(name, value);
      const { status, body } = await server.fetch(`${path}?${said}`, { headers: PREFLIGHT });
      expect([path, name, status, body.errors?.[0].message]).toEqual([path, name, 400, expect.stringContaining(name)]);
    }
  }
  expect(server.library.asked).toEqual([]);
});

test('a write by POST is made once', async () => {
  await using server = await serveLibrary();
  for (const path of PATHS) {
    const headers = { 'content-type': 'application/json' };
    await server.fetch(path, { method: 'POST', headers, body: JSON.stringify(WRITES.plain) });
  }
  expect(server.library.writes).toBe(2);
});
