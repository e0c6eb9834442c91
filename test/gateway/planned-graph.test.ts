import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { createMockedGraph } from './mocked-graph.js';
import { PARCELS } from './parcel-subgraphs.js';
import { ZOO } from './zoo-subgraphs.js';

const SCHOOL = {
  pupils: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
    type Query { pupils: [Pupil!]! one: Pupil other: Pupil }
    type Mutation { enrol: Int! expel: Int! }
    type Pupil @key(fields: "id") { id: ID! }`,
  teachers: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
    type Mutation { hire: Int! }
    type Pupil @key(fields: "id") { id: ID! mentor: Teacher! }
    type Teacher @key(fields: "id") { id: ID! }`,
  marks: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])
    type Teacher @key(fields: "id") { id: ID! mark(of: Int!): Int! strict: Boolean }`,
};

test('an entity is asked for once however often it stands in the answer', async () => {
  const { ask, asked } = await createMockedGraph({ subgraphs: SCHOOL });
  const query = `{ ${Array.from({ length: 9 }, (_, index) => `p${index}: pupils { mentor { strict } }`).join(' ')} }`;
  await ask(query);
  for (const { request } of asked.slice(1)) {
    for (const representations of Object.values(request.variables ?? {})) {
      const ids = (representations as { id: string }[]).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  }
  expect(asked.map(({ subgraph }) => subgraph)).toEqual(['pupils', 'teachers', 'marks']);
});

test('one entity in two places keeps apart what is asked of it in each', async () => {
  const graph = await createMockedGraph({ subgraphs: SCHOOL });
  const places = Array.from({ length: 6 }, (_, index) => `p${index}: one { mentor { mark(of: ${index}) } }`);
  const query = `{ ${places.join(' ')} }`;
  expect(await graph.ask(query)).toEqual(await graph.expected(query));
});

test('a subgraph gets the same parsed document every time, also from another operation', async () => {
  const { ask, asked } = await createMockedGraph({ subgraphs: SCHOOL });
  await ask('{ one { mentor { id } } }');
  await ask('query Again { one { mentor { id } } }');
  const documents = asked.filter(({ subgraph }) => subgraph === 'teachers').map(({ request }) => request.document);
  expect(documents).toHaveLength(2);
  expect(documents[0]).toBe(documents[1]);
});

test('an operation that is aborted takes no further step, and the same document answers the next time', async () => {
  const leaving = new AbortController();
  const { graph, asked } = await createMockedGraph({
    subgraphs: SCHOOL,
    onRequest: (subgraph) => {
      if (subgraph === 'pupils') leaving.abort(new Error('gone'));
    },
  });
  const document = parse('{ one { mentor { strict } } }');
  const execute = (signal: AbortSignal | undefined) =>
    graph.execute({
      document,
      variables: {},
      operationName: undefined,
      context: { caller: ANONYMOUS, requestId: 'r-1', signal },
    });
  await expect(execute(leaving.signal)).rejects.toThrow('gone');
  expect(asked.map(({ subgraph }) => subgraph)).toEqual(['pupils']);
  expect((await execute(undefined)).errors).toBeUndefined();
  expect(asked.map(({ subgraph }) => subgraph)).toEqual(['pupils', 'pupils', 'teachers', 'marks']);
});

test('what a plan is made of does not depend on who is the first to ask for it', async () => {
  const { graph, asked } = await createMockedGraph({ subgraphs: SCHOOL });
  const document = parse('query($yes: Boolean!) { one { mentor @include(if: $yes) { strict } } }');
  const execute = (yes: boolean) =>
    graph.execute({
      document,
      variables: { yes },
      operationName: undefined,
      context: { caller: ANONYMOUS, requestId: 'r-1' },
    });
  expect(await execute(false)).toEqual({ data: { one: {} } });
  expect(asked.map(({ subgraph }) => subgraph)).toEqual(['pupils']);
  expect(await execute(true)).toEqual({ data: { one: { mentor: { strict: expect.any(Boolean) } } } });
});

test('the fields of a mutation run one after another, whichever subgraph has them', async () => {
  const { ask, asked } = await createMockedGraph({ subgraphs: SCHOOL });
  const { data } = await ask('mutation { enrol hire expel }');
  expect(Object.keys(data ?? {})).toEqual(['enrol', 'hire', 'expel']);
  expect(asked.map(({ subgraph }) => subgraph)).toEqual(['pupils', 'teachers', 'pupils']);
});

test('when a subgraph fails, an error names the fields that it was to complete', async () => {
  const { ask } = await createMockedGraph({
    subgraphs: SCHOOL,
    onRequest: (subgraph) => {
      if (subgraph === 'marks') throw new Error('down');
    },
  });
  const { data, errors } = await ask('{ one { mentor { id strict } } }');
  expect(data).toEqual({ one: { mentor: { id: expect.any(String), strict: null } } });
  expect(errors?.map(({ path }) => path)).toEqual([['one', 'mentor']]);
});

test('one name may stand for different arguments and fields below different types', async () => {
  const { ask, expected } = await createMockedGraph({ subgraphs: ZOO });
  const queries = [
    '{ found { ... on Lion { keeper { likes(first: 1) { __typename } } } ... on Snake { keeper { likes(first: 2) { __typename } } } } }',
    '{ animals { ... on Lion { keeper { x: name } } ... on Snake { keeper { x: reports { id } } } } }',
    '{ found { ... on Lion { x: id keeper { id } } ... on Keeper { x: name id: name } } }',
  ];
  for (const query of queries) expect(await ask(query)).toEqual(await expected(query));
});

test("an alias with a key's name, or the planner's own, neither hides the key nor shows in an error", async () => {
  const { ask, expected } = await createMockedGraph({ subgraphs: ZOO, failing: new Set(['Lion.nick', 'Keeper.boss']) });
  const queries = [
    '{ keepers { id: __typename name cooks { id: cost(in: "kg") rating } } }',
    '{ animals { __typename: id ... on Lion { id: size portion size: id nick } } }',
    '{ keepers { _internal_qp_alias_0: name id: shift name _entities: boss { id: name } } }',
  ];
  for (const query of queries) expect(await ask(query)).toEqual(await expected(query));
});

test('an alias that is the name of its field is none, also where the field is required', async () => {
  const { ask, expected } = await createMockedGraph({ subgraphs: PARCELS });
  const queries = [
    '{ parcels { tags { name: name } duty } }',
    '{ parcels { tags { value ... on Tag { name: name } } duty: duty } }',
    '{ parcels { weight: weight dims(unit: IN) { length: length inner: inner { depth: depth } } price: price } }',
    '{ parcels { content: content { ... on Box { weight: weight } } insured from: from { id: id rent: rent } } }',
    '{ parcels { tags { name: value n: name } duty } }',
  ];
  for (const query of queries) expect(await ask(query)).toEqual(await expected(query));
});
