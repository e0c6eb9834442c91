import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import {
  buildSchema,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLFieldResolver,
  getIntrospectionQuery,
  parse,
} from 'graphql';
import { expect, it } from 'vitest';
import { compileQuery } from '#platform/execution/compile-query.js';
import { randomOperation } from '../gateway/random-operation.js';
import { fickleSchema } from './fickle-schema.js';

const schema = fickleSchema();
/** The same resolvers where null may stand everywhere: its answer has every error there is. */
const tellingAll = fickleSchema({ nullable: true });

it('random queries are answered as graphql-js answers them, whatever resolvers do', async () => {
  const seen = { errors: 0, nulled: 0, refused: 0, whole: 0 };
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (gen) => {
      const { query, variables } = randomOperation(schema, gen, { variables: true });
      const document = parse(query);
      const [seed, oneIn] = [gen(fc.nat, { max: 1_000_000 }), gen(fc.constantFrom, 0, 50, 12)];
      // Two requests, for what is compiled at the first must know nothing of it.
      for (const [request, variableValues] of [variables, withOtherNumbers(variables)].entries()) {
        const contextValue = { seed: seed + request, oneIn };
        const args = { document, variableValues, contextValue, rootValue: { __seed: `root ${request}` } };
        const expected = await interpret({ schema, ...args });
        const all = await interpret({ schema: tellingAll, ...args });
        const answer = await compileQuery(schema, document)(args.rootValue, contextValue, variableValues);

        expect(answer.data).toEqual(expected.data);
        expect(JSON.stringify(answer.data)).toBe(JSON.stringify(expected.data)); // the order of fields, too
        if (answer.data === undefined) {
          expect(answer.errors?.map(facts)).toEqual(expected.errors?.map(facts));
          seen.refused += 1;
          continue;
        }
        // Which of several errors beneath one null is told, the specification leaves open; that it is one of them, not.
        expect(nulledBy(answer)).toEqual(nulledBy(expected));
        const genuine = new Set((all.errors ?? []).map(facts));
        const untold = (answer.errors ?? []).filter((error) => !genuine.has(facts(error)) && !isMissing(error, all));
        expect(untold.map(facts)).toEqual([]);
        const paths = (answer.errors ?? []).map(({ path }) => path?.join('.'));
        expect(new Set(paths).size).toBe(paths.length);
        seen.errors += paths.length;
        if (answer.data === null) seen.nulled += 1;
        else if (paths.length === 0) seen.whole += 1;
      }
    }),
    { numRuns: 1_000, endOnFailure: true },
  );
  expect(seen.errors).toBeGreaterThan(500);
  expect(Math.min(seen.nulled, seen.refused, seen.whole)).toBeGreaterThan(20);
});

/** A schema of one object type with the resolvers given for its fields; it asks a query of it. */
function asking(fields: string, resolvers: Record<string, GraphQLFieldResolver<unknown, unknown>>) {
  const small = buildSchema(`type Query { ${fields} } type Mutation { ${fields} }`);
  for (const type of [small.getQueryType(), small.getMutationType()]) {
    for (const [name, resolve] of Object.entries(resolvers)) Object.assign(type?.getFields()[name] ?? {}, { resolve });
  }
  const documents = new Map<string, DocumentNode>();
  return (query: string, variables = {}) => {
    const document = documents.get(query) ?? parse(query);
    documents.set(query, document);
    return compileQuery(small, document)(undefined, {}, variables);
  };
}

it('keys stand in the order of the document, whenever their values arrive', async () => {
  const ask = asking('late: Int, soon: Int, none: [Int]', {
    late: async () => setImmediate(1),
    soon: () => 2,
    none: async () => [setImmediate(3), 4, null],
  });
  const answer = await ask('{ late none again: late soon __typename }');
  expect(JSON.stringify(answer)).toBe('{"data":{"late":1,"none":[3,4,null],"again":1,"soon":2,"__typename":"Query"}}');
});

it('an answer of resolvers that wait for nothing is there at once', () => {
  const ask = asking('soon: Int', { soon: () => 2 });
  expect(ask('{ soon }')).toEqual({ data: { soon: 2 } });
});

it('each call of a resolver has arguments of its own', async () => {
  const seen: unknown[] = [];
  const note = (_: unknown, args: Record<string, unknown>) => {
    seen.push(structuredClone(args));
    args['number'] = 'changed';
    (args['list'] as number[] | undefined)?.push(2);
    return 1;
  };
  const ask = asking('one(number: Int = 7, list: [Int!]): Int', { one: note });
  for (const n of [3, 4, 5]) await ask('query($n: Int) { one a: one(number: 2, list: [1]) b: one(number: $n) }', { n });
  const same = [{ number: 7 }, { number: 2, list: [1] }];
  expect(seen).toEqual([...same, { number: 3 }, ...same, { number: 4 }, ...same, { number: 5 }]);
});

it('the answer comes when everything that was asked has ended, though it is null before', async () => {
  let ended = false;
  const ask = asking('bad: Int!, slow: Int', {
    slow: async () => {
      await setImmediate();
      ended = true;
      throw new Error('nobody is told');
    },
    bad: () => null,
  });
  const { data, errors } = await ask('{ slow bad }');
  expect({ data, ended, told: errors?.map(({ message }) => message) }).toEqual({
    data: null,
    ended: true,
    told: ['Cannot return null for non-nullable field Query.bad.'],
  });
});

it('nothing is asked beneath what an error has made null, and nothing after it', async () => {
  let asked = 0;
  const ask = asking('late: Query, bad: Int!, count: Int', {
    late: async () => ({}),
    bad: () => null,
    count: () => {
      asked += 1;
      return asked;
    },
  });
  expect((await ask('{ late { count } bad count }')).data).toBeNull();
  expect(asked).toBe(0);
});

it('a mutation of one field is answered as a query is, and its null goes up', async () => {
  const ask = asking('made: Int, refused: Int!', { made: async () => 1, refused: () => null });
  expect(await ask('mutation { made }')).toEqual({ data: { made: 1 } });
  const { data, errors } = await ask('mutation { again: refused }');
  expect([data, errors?.[0]?.path]).toEqual([null, ['again']]);
});

it.each([
  ['a mutation, one field after the other', 'mutation { first second }', { first: 1, second: 2 }],
  ['a condition', '{ first second @skip(if: true) }', { first: 1 }],
  ['a key that no object may have', '{ __proto__: first }', JSON.parse('{ "__proto__": 1 }')],
])('graphql-js executes %s', async (_, query, expected) => {
  let count = 0;
  const next = async () => {
    await setImmediate();
    count += 1;
    return count;
  };
  const ask = asking('first: Int, second: Int', { first: next, second: next });
  const { data } = await ask(query);
  expect(JSON.stringify(data)).toBe(JSON.stringify(expected));
});

it('of several operations the named one is executed, and which is asked where none is named', async () => {
  const ask = (name?: string) =>
    compileQuery(schema, parse('query A { a: __typename } query B { b: __typename }'), name);
  expect(await ask('B')({}, {}, {})).toEqual({ data: { b: 'Query' } });
  expect((await ask()({}, {}, {})).errors?.[0]?.message).toMatch(/Must provide operation name/);
  expect((await ask('C')({}, {}, {})).errors?.[0]?.message).toBe('Unknown operation named "C".');
});

it('introspection is answered', async () => {
  const document = parse(getIntrospectionQuery());
  expect(await compileQuery(schema, document)(undefined, {}, {})).toEqual(await execute({ schema, document }));
});

/** graphql-js forgets promises of a list that fails at once, and their rejections would end the process; ours must not. */
async function interpret(args: ExecutionArgs): Promise<ExecutionResult> {
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', () => {});
  try {
    return await execute(args);
  } finally {
    await setImmediate();
    process.removeAllListeners('unhandledRejection');
    for (const listener of listeners) process.on('unhandledRejection', listener);
  }
}

function withOtherNumbers(variables: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(variables), (_, value) => (typeof value === 'number' ? value + 1 : value));
}

/** What a client, and the normaliser, can see of an error. */
function facts(error: GraphQLError): string {
  const { message, path, locations, extensions, originalError } = error;
  return JSON.stringify([message, path, locations, extensions, originalError?.name, originalError?.message]);
}

/** The places of an answer that are null because of an error, each once. */
function nulledBy({ data, errors = [] }: ExecutionResult): string[] {
  const places = errors.map(({ path = [] }) => {
    let at: unknown = data;
    const place = path.filter((key) => {
      if (at === null) return false;
      at = (at as Record<string, unknown>)[key];
      return true;
    });
    expect(at).toBeNull();
    return place.join('.');
  });
  return [...new Set(places)].sort();
}

/** Whether an error tells of a null that nothing but its type forbids. */
function isMissing({ message, path = [] }: GraphQLError, { data, errors = [] }: ExecutionResult): boolean {
  if (!/^Cannot return null for non-nullable field \w+\.\w+\.$/.test(message)) return false;
  if (errors.some((error) => error.path?.join('.') === path.join('.'))) return false;
  // Null further up: a list that broke off after this item.
  return path.reduce<unknown>((at, key) => (at === null ? null : (at as Record<string, unknown>)[key]), data) === null;
}
