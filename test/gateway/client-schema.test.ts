import { readFileSync } from 'node:fs';
import { filterInternalFieldsAndTypes } from '@graphql-tools/federation';
import { buildASTSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { clientSchema } from '#gateway/execution/client-schema.js';
import { parseSupergraph } from '#gateway/parse-supergraph.js';
import { composeSupergraph } from '#platform/federation/compose-supergraph.js';

const SECRETS = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@inaccessible", "@tag"])
  directive @cost(of: Int) on FIELD_DEFINITION
  interface Named { name: String }
  interface Traced @inaccessible { trace: String }
  type Ship implements Named & Traced @key(fields: "id") { id: ID! name: String trace: String cargo(kind: Kind, hold: Int @inaccessible): Cargo }
  type Gold @inaccessible { weight: Float @tag(name: "heavy") }
  type Tea { weight: Float smuggled: Boolean @inaccessible  }
  union Cargo = Gold | Tea
  enum Kind { LEGAL ILLEGAL @inaccessible }
  input Search { name: String captain: Captain @inaccessible }
  input Captain @inaccessible { name: String }
  scalar Cipher @inaccessible
  type Query { ships(search: Search): [Ship!]! treasure: [Gold!] @inaccessible cipher: Cipher @inaccessible }
  type Mutation { sink(id: ID!): Ship @inaccessible raise(id: ID!): Ship }`;

test.each([
  ['ours', () => readFileSync('schema/supergraph.graphql', 'utf8')],
  ['one with secrets', () => composeSupergraph([{ name: 'ships', sdl: SECRETS, url: 'http://ships' }]).supergraphSdl],
])('of %s clients see what a whole schema, filtered, would show', (_, sdl) => {
  const supergraph = parse(sdl());
  const whole = buildASTSchema(supergraph, { assumeValid: true, assumeValidSDL: true });
  // The filter knows nothing of Federation 2.9.
  const weights = /^directive @(cost|listSize)\(.*\n\n/gm;
  const filtered = printSchema(lexicographicSortSchema(filterInternalFieldsAndTypes(whole))).replace(weights, '');
  expect(printSchema(lexicographicSortSchema(clientSchema(supergraph)))).toBe(filtered);
  expect(filtered).not.toMatch(/join__|Gold|Traced|Captain|ILLEGAL|smuggled|Cipher/);
});

test('what is @inaccessible under the name that a @link gives it is hidden, too', () => {
  const schema = clientSchema(
    parseSupergraph(`
      schema
        @link(url: "https://specs.apollo.dev/link/v1.0")
        @link(url: "https://specs.apollo.dev/inaccessible/v0.2", import: [{ name: "@inaccessible", as: "@hidden" }])
        @link(url: "https://specs.apollo.dev/policy/v0.1", as: "rules") { query: Query }
      directive @hidden on OBJECT | FIELD_DEFINITION
      directive @rules(policies: [[String!]!]!) on FIELD_DEFINITION
      type Query { seen: Int @rules(policies: [["a"]]) gold: Gold unseen: Int @hidden }
      type Gold @hidden { weight: Int }
    `),
  );
  expect(printSchema(schema)).toBe('type Query {\n  seen: Int\n}');
});
