import { readFileSync } from 'node:fs';
import { buildASTSchema, buildSchema, parse } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCacheScope, fieldsTagged, MOMENTARY, PERSONAL } from '#gateway/response-cache/cache-scope.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const TOKENS = { ann: 'a-token-that-only-ann-has', ben: 'a-token-that-only-ben-has' };

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph({
    PEDIGRAPH_TOKENS: Object.entries(TOKENS)
      .map(([name, token]) => `${name}=${token}`)
      .join(','),
  });
});
afterAll(() => graph[Symbol.asyncDispose]());

test('two callers with equal rights, by turns and at once, are each told of themselves', async () => {
  const query = '{ me { actor } models { totalCount } }';
  const who = async (name: keyof typeof TOKENS) => {
    const { data } = await graph.ask<{ me: { actor: string } }>(query, {}, { token: TOKENS[name] });
    return data.me.actor;
  };
  for (let turn = 0; turn < 3; turn++) {
    expect(await who('ann')).toBe('ann');
    expect(await who('ben')).toBe('ben');
  }
  expect(await Promise.all([who('ann'), who('ben'), who('ann'), who('ben')])).toEqual(['ann', 'ben', 'ann', 'ben']);
});

test('a personal field is found wherever it stands, and a momentary one beside it is stronger', () => {
  const schema = buildSchema('type Query { a: A b: Int c: Int now: Int } type A { mine: Int ours: Int }');
  const marked = { momentary: new Set(['Query.now']), personal: new Set(['A.mine', 'Query.c']) };
  const scopeOf = createCacheScope(schema, marked);
  const scopes = [
    '{ a { ours } b }',
    '{ a { ours mine } }',
    '{ c a { ours } }',
    '{ a { ...F } } fragment F on A { other: mine }',
    '{ c now }',
    '{ now c }',
    '{ c __schema { queryType { name } } }',
    'mutation { c }',
    '{ not GraphQL',
  ].map((query) => scopeOf(query, undefined));
  expect(scopes).toEqual(['RIGHTS', 'CALLER', 'CALLER', 'CALLER', 'NONE', 'NONE', 'NONE', 'NONE', 'NONE']);
});

test('the fields of the API that tell of who asks are tagged', () => {
  const supergraph = parse(readFileSync('schema/supergraph.graphql', 'utf8'));
  const api = buildASTSchema(parse(readFileSync('schema/api.graphql', 'utf8')), { assumeValidSDL: true });
  const personal = fieldsTagged(PERSONAL, supergraph);
  const viewerCan = Object.values(api.getTypeMap()).flatMap((type) =>
    'getFields' in type && 'viewerCan' in type.getFields() ? [`${type.name}.viewerCan`] : [],
  );
  expect(viewerCan.length).toBeGreaterThanOrEqual(8);
  expect([...personal]).toEqual(expect.arrayContaining(['Query.me', ...viewerCan]));
  expect([...fieldsTagged(MOMENTARY, supergraph)]).toContain('Query.previewPromotion');
});
