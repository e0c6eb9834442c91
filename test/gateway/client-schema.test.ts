import { readFileSync } from 'node:fs';
import { filterInternalFieldsAndTypes } from '@graphql-tools/federation';
import { buildASTSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { clientSchema } from '#gateway/execution/client-schema.js';
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
  const filtered = printSchema(lexicographicSortSchema(filterInternalFieldsAndTypes(whole)));
  expect(printSchema(lexicographicSortSchema(clientSchema(supergraph)))).toBe(filtered);
  expect(filtered).not.toMatch(/join__|Gold|Traced|Captain|ILLEGAL|smuggled|Cipher/);
});
