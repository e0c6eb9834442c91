import { getIntrospectionQuery } from 'graphql';
import { expect, test } from 'vitest';
import { askEveryWay, byEveryWay } from './every-way.js';
import { serveLibrary } from './serve-library.js';

const TOKEN = 'a-token-of-some-length';
const refused = (message: unknown, code: string) =>
  byEveryWay({ errors: [expect.objectContaining({ message, extensions: expect.objectContaining({ code }) })] });
const notShown = refused(expect.stringMatching(/^The schema .* is not shown to you/), 'QUERY_REFUSED');

/** Whatever asks for the schema. */
const ASKING = [
  getIntrospectionQuery(),
  '{ __schema { queryType { name } } }',
  '{ __type(name: "Book") { name } }',
  'query ($name: String!) { books { title } other: __type(name: $name) { name } }',
  '{ ...F } fragment F on Query { ... { __schema { types { name } } } }',
  '{ books { title } __type(name: "Book") @include(if: false) { name } }',
  'query A { books { title } } query B { __schema { queryType { name } } }',
  'mutation { __typename __schema { queryType { name } } }',
  'subscription { __schema { queryType { name } } }',
];

test('a server without tokens shows its schema to everybody, one with tokens to who has one', async () => {
  await using open = await serveLibrary();
  const queryType = byEveryWay({ data: { __schema: { queryType: { name: 'Query' } } } });
  expect(await askEveryWay(open, { query: ASKING[1] })).toEqual(queryType);
  await using closed = await serveLibrary({ env: { PEDIGRAPH_TOKEN: TOKEN } });
  expect(await askEveryWay(closed, { query: ASKING[1] }, TOKEN)).toEqual(queryType);
});

for (const [mode, env] of Object.entries({
  authenticated: { PEDIGRAPH_GATEWAY_INTROSPECTION: 'authenticated' },
  closed: { PEDIGRAPH_GATEWAY_INTROSPECTION: 'closed' },
})) {
  test(`${mode}: the schema is not shown to the anonymous, by no way and in no disguise`, async () => {
    await using server = await serveLibrary({ env });
    for (const query of ASKING) {
      const operation = { query, variables: { name: 'Book' }, operationName: query.includes('query A') ? 'A' : null };
      const { operationName, ...others } = operation;
      const asked = operationName === null ? others : operation;
      expect(await askEveryWay(server, asked), query).toEqual({ ...notShown, ...refusedByGet(query) });
    }
    expect(server.library.asked).toEqual([]);
    // What only looks like it is answered.
    const harmless = '# __schema\n{ books { __typename title } }';
    expect(await askEveryWay(server, { query: harmless })).toEqual(byEveryWay({ data: { books: expect.any(Array) } }));
  });

  test(`${mode}: of a list of names the anonymous do not learn which are there`, async () => {
    await using server = await serveLibrary({ env });
    const names = Array.from({ length: 15 }, (_, n) => ['titel', 'autor', 'x'][n % 3]);
    const guesses = [
      '{ books { titel } }',
      '{ books { title(x: 1) } }',
      '{ books }',
      '{ book { title } }',
      '{ book(idd: "b1") { title } }',
      '{ asker { x } }',
      '{ books { ... on Author { name } } }',
      `{ ${names.join(' ')} title }`,
      'query ($x: Bok) { asker }',
      '{ slow(ms: "x") }',
      'mutation { write }',
      'subscription { nothing }',
    ];
    const answers = new Set<string>();
    for (const query of guesses) {
      const byWay = await askEveryWay(server, { query });
      for (const [way, answer] of Object.entries(byWay))
        if (!(way in refusedByGet(query))) answers.add(JSON.stringify(answer));
    }
    expect([...answers].map((text) => JSON.parse(text))).toEqual([
      {
        errors: [
          {
            message: expect.stringMatching(/^The document does not fit the schema, and what of it does not/),
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          },
        ],
      },
    ]);
  });
}

/** What only reads is refused a mutation by GET, and a subscription that is no stream, before all else. */
const refusedByGet = (query: string) => ({
  ...(query.startsWith('mutation') ? { getStream: expect.anything() } : {}),
  ...(/^(mutation|subscription)/.test(query) ? { get: expect.anything() } : {}),
});

test('closed: who has a token is told what of a document does not fit, and suggested nothing', async () => {
  const env = { PEDIGRAPH_GATEWAY_INTROSPECTION: 'closed', PEDIGRAPH_TOKEN: TOKEN };
  await using server = await serveLibrary({ env });
  expect(await askEveryWay(server, { query: ASKING[1] }, TOKEN)).toEqual(notShown);
  expect(await askEveryWay(server, { query: '{ books { titel } }' }, TOKEN)).toEqual(
    refused('Cannot query field "titel" on type "Book".', 'GRAPHQL_VALIDATION_FAILED'),
  );
});

test('open: a misspelt name is told with what may have been meant', async () => {
  await using server = await serveLibrary();
  expect(await askEveryWay(server, { query: '{ books { titel } }' })).toEqual(
    refused('Cannot query field "titel" on type "Book". Did you mean "title"?', 'GRAPHQL_VALIDATION_FAILED'),
  );
  const { body } = await server.ask('{ book(idd: "b1") { title } }');
  expect(body.errors.map(({ message }: Error) => message)).toContain(
    'Unknown argument "idd" on field "Query.book". Did you mean "id"?',
  );
});

test('an operation of a kind that the schema does not have is the mistake of its author', async () => {
  await using server = await serveLibrary();
  const { get: _, ...others } = await askEveryWay(server, { query: 'subscription { nothing }' });
  const { get: __, ...missing } = refused('The schema has no subscription.', 'GRAPHQL_VALIDATION_FAILED');
  expect(others).toEqual(missing);
});

test('a variable that does not fit suggests no name', async () => {
  await using server = await serveLibrary();
  const { body } = await server.ask('query ($ms: Int!) { slow(ms: $ms) }', { ms: 'x' });
  expect(body.errors[0].message).not.toContain('Did you mean');
});
