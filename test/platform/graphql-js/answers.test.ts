import { setImmediate } from 'node:timers/promises';
import { execute, parse } from 'graphql';
import { expect, test } from 'vitest';
import { compileQuery } from '#platform/execution/compile-query.js';
import { schemaOf, throws } from './execution-cases.js';

const schema = schemaOf('type Query { now: Int, late: Int } type Mutation { now: Int, late: Int, bad: Int! }');
const roots = { now: 1, late: async () => 2, bad: throws('bad') };

test('an answer is there at once where nothing is waited for, and else a promise', async () => {
  for (const query of ['{ now }', 'mutation { now }', '{ now late }', 'mutation { late }', 'mutation { now bad }']) {
    const document = parse(query);
    const expected = execute({ schema, document, rootValue: roots });
    const answer = compileQuery(schema, document)(roots, {}, {});
    expect(answer instanceof Promise, query).toBe(expected instanceof Promise);
    expect(JSON.stringify(await answer)).toBe(JSON.stringify(await expected));
  }
});

test('mutations are executed in their order, each after the one before', async () => {
  const order: string[] = [];
  const step = (name: string) => async () => {
    order.push(`${name} begins`);
    await setImmediate();
    order.push(`${name} ends`);
    return 1;
  };
  const document = parse('mutation { late now again: late }');
  await compileQuery(schema, document)({ late: step('late'), now: step('now') }, {}, {});
  expect(order).toEqual(['late', 'now', 'late'].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test.each([undefined, null, 'A', 'B', 'C', ''])(
  'the operation named %j is chosen as graphql-js chooses it',
  async (name) => {
    const documents = [
      '{ now }',
      'query A { now } query B { late }',
      'fragment f on Query { now }',
      'subscription A { now }',
    ];
    for (const query of documents) {
      const document = parse(query);
      const expected = await execute({ schema, document, rootValue: roots, operationName: name });
      const answer = await compileQuery(schema, document, name)(roots, {}, {});
      expect(JSON.stringify(answer), query).toBe(JSON.stringify(expected));
    }
  },
);
