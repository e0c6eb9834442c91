import { composeServices } from '@theguild/federation-composition';
import { type DocumentNode, type ExecutionResult, parse, print } from 'graphql';
import { describe, expect, test } from 'vitest';
import { conditionsOf } from '#gateway/execution/fold-conditions.js';
import { ANONYMOUS } from '#platform/auth/caller.js';
import { createMockedGraph } from './mocked-graph.js';
import { EXECUTORS, type Executor, openExecutor } from './open-executor.js';

function folded(query: string, values: Record<string, unknown> = {}, operationName?: string): string {
  const { document, asksNothing } = conditionsOf(parse(query), operationName).fold(values);
  return asksNothing ? 'nothing' : print(document).replace(/\s+/g, ' ');
}

describe('the conditions of a document', () => {
  test.each([
    ['{ a @skip(if: true) b @include(if: true) }', {}, '{ b }'],
    ['query ($x: Boolean!) { a @skip(if: $x) b @include(if: $x) }', { x: true }, 'query ($x: Boolean!) { b }'],
    ['query ($x: Boolean!) { a @skip(if: $x) b @include(if: $x) }', { x: false }, 'query ($x: Boolean!) { a }'],
    ['{ a @include(if: true) @skip(if: true) b }', {}, '{ b }'],
    ['{ a @other(if: true) @skip(if: false) { b } }', {}, '{ a @other(if: true) { b } }'],
    ['{ a ... on Query @skip(if: true) { b } ... @include(if: true) { c } }', {}, '{ a ... { c } }'],
    ['{ a ... { ... on Query { b @skip(if: true) } } }', {}, '{ a }'],
    ['{ a ...F } fragment F on Query { b @skip(if: true) }', {}, '{ a }'],
    ['{ a ...F ...F @skip(if: true) } fragment F on Query { b }', {}, '{ a ...F } fragment F on Query { b }'],
    ['{ a ...F @skip(if: true) } fragment F on Query { ...G } fragment G on Query { b }', {}, '{ a }'],
    ['{ a { b @skip(if: true) } }', {}, '{ a { __typename @skip(if: true) } }'],
    ['{ a { ...F } } fragment F on A { b @skip(if: true) }', {}, '{ a { __typename @skip(if: true) } }'],
    ['{ a @skip(if: true) }', {}, 'nothing'],
    ['{ ...F } fragment F on Query { a @skip(if: true) }', {}, 'nothing'],
  ])('%s %o are decided', (query, values, expected) => {
    expect(folded(query, values)).toBe(expected);
  });

  test('are those of the operation that runs, and of the fragments it uses', () => {
    const query =
      'query A($x: Boolean!) { a @skip(if: $x) } query B($y: Boolean!) { ...F } fragment F on Query { b @skip(if: $y) c }';
    expect(conditionsOf(parse(query), 'A').variables).toEqual(['x']);
    expect(conditionsOf(parse(query), 'B').variables).toEqual(['y']);
    expect(folded(query, { y: false }, 'B')).toBe('query B($y: Boolean!) { ...F } fragment F on Query { b c }');
  });

  test('an operation without any is the document that it was', () => {
    const document = parse('query A { a { ...F } } query B { b @skip(if: true) } fragment F on A { c }');
    expect(conditionsOf(document, 'A').fold({}).document).toBe(document);
  });
});

const link = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: [${imports}])`;

const SHOP = {
  stock: `${link('"@key"')}
    type Query { items(first: Int): [Item!]! best: Item! any: Thing! }
    type Mutation { sell(id: ID!): Int! }
    interface Thing { id: ID! }
    type Item implements Thing @key(fields: "id") { id: ID! weight: Int! }`,
  prices: `${link('"@key", "@external", "@requires"')}
    type Item @key(fields: "id") { id: ID! weight: Int! @external price(rate: Float): Int! @requires(fields: "weight") }`,
};

async function shop(executor: Executor) {
  const { graph, asked, expected } = await createMockedGraph({ subgraphs: SHOP, executor });
  const ask = (document: DocumentNode | string, variables: Record<string, unknown> = {}) =>
    graph.execute({
      document: typeof document === 'string' ? parse(document) : document,
      variables,
      operationName: undefined,
      context: { caller: ANONYMOUS, requestId: 'r-1' },
    });
  return { ask, asked, expected };
}

describe.each(EXECUTORS)('%s', (executor) => {
  test('one document is answered by what its variables say, whichever came first, and what is taken out is not fetched', async () => {
    const { ask, asked, expected } = await shop(executor);
    const query =
      'query ($w: Boolean!, $p: Boolean = false) { best { id weight @include(if: $w) ... @include(if: $p) { price } } }';
    const document = parse(query);
    for (const variables of [{ w: false }, { w: true, p: true }, { w: true, p: false }, { w: false, p: true }]) {
      asked.length = 0;
      expect(await ask(document, variables)).toEqual(await expected(query, variables));
      const subgraphs = asked.map(({ subgraph }) => subgraph);
      expect(subgraphs).toEqual('p' in variables && variables.p ? ['stock', 'prices'] : ['stock']);
    }
  });

  test('where nothing is left, an object has no fields, and of a root nothing is asked', async () => {
    const { ask, asked } = await shop(executor);
    const x = { x: true };
    expect(await ask('query ($x: Boolean!) { best { weight @skip(if: $x) } any { id @skip(if: $x) } }', x)).toEqual({
      data: { best: {}, any: {} },
    });
    expect(await ask('query ($x: Boolean!) { best { price @skip(if: $x) } best { weight } }', x)).toEqual({
      data: { best: { weight: expect.any(Number) } },
    });
    asked.length = 0;
    expect(await ask('query ($x: Boolean!) { best @skip(if: $x) { id } }', x)).toEqual({ data: {} });
    expect(await ask('mutation ($x: Boolean!) { sell(id: 1) @skip(if: $x) }', x)).toEqual({ data: {} });
    expect(asked).toEqual([]);
  });

  test('a variable is judged also where it stands in conditions alone, or in what they take out', async () => {
    const { ask, asked } = await shop(executor);
    const query = 'query ($x: Boolean = true, $n: Int!) { items(first: $n) @skip(if: $x) { id } }';
    for (const [variables, name] of [
      [{ x: 'no', n: 1 }, 'x'],
      [{ x: null, n: 1 }, 'x'],
      [{ n: 'one' }, 'n'],
      [{}, 'n'],
    ] as const) {
      const { data, errors } = await ask(query, variables);
      expect(data).toBeUndefined();
      expect(errors?.map(({ message }) => message)).toEqual([expect.stringContaining(`"$${name}"`)]);
    }
    expect(asked).toEqual([]);
  });

  test('a subgraph is sent the variables that its document declares, and no condition', async () => {
    const { ask, asked } = await shop(executor);
    const query =
      'query ($x: Boolean!, $n: Int, $r: Float) { items(first: $n) { id price(rate: $r) @include(if: $x) } }';
    await ask(query, { x: true, n: 1, r: 2 });
    await ask(query, { x: false, n: 1, r: 2 });
    expect(asked).toHaveLength(3);
    for (const { request } of asked) {
      const text = print(request.document);
      const declared = [...text.matchAll(/\$(\w+): /g)].map(([, name]) => name).sort();
      expect(Object.keys(request.variables ?? {}).sort()).toEqual(declared);
      expect(declared).not.toContain('x');
      expect(text).not.toMatch(/@skip|@include/);
    }
  });

  test('more combinations of values than are kept are all answered', async () => {
    const { ask, expected } = await shop(executor);
    const names = Array.from({ length: 6 }, (_, index) => `x${index}`);
    const query = `query (${names.map((name) => `$${name}: Boolean!`)}) { best { ${names.map((name) => `${name}: weight @include(if: $${name})`).join(' ')} } }`;
    const document = parse(query);
    for (let number = 0; number < 64; number++) {
      const variables = Object.fromEntries(names.map((name, bit) => [name, ((number >> bit) & 1) === 1]));
      expect(await ask(document, variables)).toEqual(await expected(query, variables));
    }
  });

  test('of a subscription the conditions are decided when it is opened; one that follows nothing is refused', async () => {
    const typeDefs = parse(
      'type Query { now: Int } type Subscription { sold: Item } type Item { id: ID! weight: Int }',
    );
    const { supergraphSdl = '' } = composeServices([{ name: 'stock', typeDefs }]) as { supergraphSdl?: string };
    const followed: { readonly document: string; readonly variables: unknown }[] = [];
    const graph = await openExecutor(executor, {
      supergraphSdl,
      transportOf: () => async () => ({ data: null }),
      streamOf: () => async (request) => {
        followed.push({ document: print(request.document), variables: request.variables });
        return (async function* (): AsyncGenerator<ExecutionResult> {
          yield { data: { sold: { __typename: 'Item', id: '1', weight: 2 } } };
        })();
      },
    });
    const follow = async (query: string, variables: Record<string, unknown> = {}) => {
      const context = { caller: ANONYMOUS, requestId: 'r-1' };
      const answers = await graph.subscribe({ document: parse(query), variables, operationName: undefined, context });
      if (!(Symbol.asyncIterator in answers)) return answers;
      const all: ExecutionResult[] = [];
      for await (const answer of answers) all.push(answer);
      return all;
    };
    const query = 'subscription ($x: Boolean!) { sold { id weight @skip(if: $x) } }';
    expect(await follow(query, { x: true })).toEqual([{ data: { sold: { id: '1' } } }]);
    expect(await follow(query, { x: false })).toEqual([{ data: { sold: { id: '1', weight: 2 } } }]);
    expect(await follow('subscription ($x: Boolean!) { sold { id @skip(if: $x) } }', { x: true })).toEqual([
      { data: { sold: {} } },
    ]);
    expect(followed.map(({ variables }) => variables)).toEqual([{}, {}, {}]);
    expect(followed[0]?.document).not.toContain('weight');
    expect(await follow(query, { x: 'no' })).toMatchObject({ errors: [{ message: expect.stringContaining('"$x"') }] });
    expect(await follow('subscription { sold @skip(if: true) { id } }')).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
    expect(followed).toHaveLength(3);
  });
});
