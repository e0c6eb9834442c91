import { setImmediate } from 'node:timers/promises';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { buildSchema, GraphQLError } from 'graphql';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { apolloOptions } from '#platform/server/apollo-options.js';
import { executedHere } from '#platform/server/executed-here.js';

const base = apolloOptions(pino({ level: 'silent' }));
const context = async () => ({ requestId: 'r-1' });

/** A schema with a field that fails, one that is refused, and one that ends late. */
function smallSchema(onEnd = () => {}) {
  const schema = buildSchema(`
    type Query { half(of: Int!): Int!, name: String, none: [Int!]!, late: Int }
    type Mutation { change: Int }
  `);
  const resolvers = {
    half(_: unknown, { of }: { of: number }) {
      if (of === 0) throw new Error('a secret');
      if (of % 2 === 1) throw new GraphQLError(`${of} is odd`, { extensions: { code: 'BAD_USER_INPUT' } });
      return of / 2;
    },
    async late() {
      await setImmediate();
      onEnd();
      return 1;
    },
  };
  for (const [name, resolve] of Object.entries(resolvers)) {
    Object.assign(schema.getQueryType()?.getFields()[name] ?? {}, { resolve });
  }
  return schema;
}

async function post(apollo: ApolloServer<{ requestId: string }>, body: object): Promise<string> {
  const headers = new HeaderMap([['content-type', 'application/json']]);
  const httpGraphQLRequest = { method: 'POST', headers, search: '', body };
  const answer = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
  return `${answer.status} ${answer.body.kind === 'complete' ? answer.body.string : ''}`;
}

it.each([
  [{ query: '{ name half(of: 2) __typename }' }],
  [{ query: 'query($of: Int!) { half(of: $of) }', variables: { of: 4 } }],
  [{ query: 'query($of: Int!) { half(of: $of) }', variables: { of: 'four' } }],
  [{ query: 'query($of: Int!) { half(of: $of) }' }],
  [{ query: '{ half(of: 3) }' }],
  [{ query: '{ half(of: 0) }' }],
  [{ query: '{ none }' }],
  [{ query: '{ unknown }' }],
  [{ query: '{' }],
  [{ query: 'query A { name } query B { half(of: 2) }', operationName: 'B' }],
  [{ query: 'query A { name } query B { name }' }],
  [{ query: 'query A { name }', operationName: 'B' }],
  [{ query: 'query A { name }', operationName: '' }],
  [{ query: 'mutation { change }' }],
  [{ query: '{ __schema { queryType { name } } }' }],
])('Apollo Server answers %j as if it executed the schema itself', async (body) => {
  const [own, ours] = [
    new ApolloServer({ ...base, schema: smallSchema() }),
    new ApolloServer({ ...base, gateway: executedHere(smallSchema()) }),
  ];
  await Promise.all([own.start(), ours.start()]);
  expect(await post(ours, body)).toBe(await post(own, body));
});

it('Apollo Server leaves the execution to our executor, whose answer waits for all that it started', async () => {
  let ended = false;
  const schema = smallSchema(() => {
    ended = true;
  });
  const apollo = new ApolloServer({ ...base, gateway: executedHere(schema) });
  await apollo.start();
  await post(apollo, { query: '{ late half(of: 3) }' });
  expect(ended).toBe(true);
});

it('a number in the document that a double cannot carry is refused, whichever gateway sent it', async () => {
  const schema = buildSchema('scalar JSON type Query { echo(value: JSON): JSON }');
  Object.assign(schema.getQueryType()?.getFields()['echo'] ?? {}, { resolve: (_: unknown, { value }: never) => value });
  const apollo = new ApolloServer<{ requestId: string }>({ ...base, gateway: executedHere(schema) });
  await apollo.start();
  expect(await post(apollo, { query: '{ echo(value: [9007199254740992]) }' })).toContain('[9007199254740992]');
  for (const _ of ['first', 'kept']) {
    const refused = await post(apollo, { query: '{ echo(value: [9007199254740993]) }' });
    expect(refused).toContain('"path":["echo","value",0]');
    expect(refused).toContain('BAD_USER_INPUT');
  }
});
