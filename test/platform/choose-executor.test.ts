import { buildSchema, type GraphQLResolveInfo, parse } from 'graphql';
import { expect, test } from 'vitest';
import { chooseExecutor } from '#platform/execution/choose-executor.js';
import { testConfig } from '../support/test-config.js';

const schema = buildSchema('type Query { infoKeys: [String!]! }');
const infoKeys = (_args: unknown, _context: unknown, info: GraphQLResolveInfo) => Object.keys(info);

/** What a resolver is told of its field are own properties with graphql-js, and getters with the compiled executor. */
async function toldBy(setting: 'compiled' | 'graphql-js' | undefined) {
  const execute = chooseExecutor(setting)(schema, parse('{ infoKeys }'));
  return (await execute({ infoKeys }, {}, {})).data?.['infoKeys'];
}

test('a subgraph executes by the compiled executor, or by graphql-js where the setting says so', async () => {
  expect(await toldBy(undefined)).toEqual([]);
  expect(await toldBy('compiled')).toEqual([]);
  expect(await toldBy('graphql-js')).toContain('fieldName');
});

test('PEDIGRAPH_SUBGRAPH_EXECUTOR is that setting', () => {
  expect(testConfig({ PEDIGRAPH_SUBGRAPH_EXECUTOR: 'graphql-js' }).subgraph.executor).toBe('graphql-js');
  expect(() => testConfig({ PEDIGRAPH_SUBGRAPH_EXECUTOR: 'other' })).toThrow('PEDIGRAPH_SUBGRAPH_EXECUTOR');
});
