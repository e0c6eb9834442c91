import { readFileSync } from 'node:fs';
import {
  BreakingChangeType,
  buildSchema,
  findBreakingChanges,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';
import { ALLOWED_BREAKS } from './allowed-breaks.js';

const sdlOf = (file: string) => readFileSync(file, 'utf8');
const RELEASED = sdlOf('test/schema/released.graphql');
const CURRENT = sdlOf('schema/api.graphql');

test('the API breaks nothing of the last release but what was deprecated there, or is named as an exception', () => {
  expect(breaksBetween(RELEASED, CURRENT)).toEqual([...ALLOWED_BREAKS].sort());
});

test('what is deprecated says until when, and what to use', () => {
  expect(deprecatedOf(buildSchema(CURRENT)).filter(([, reason]) => !DATED.test(reason))).toEqual([]);
});

test.each([
  ['a removed field', 'type Query { a: Int b: Int }', 'type Query { a: Int }', ['Query.b was removed.']],
  ['a field that may be null now', 'type Query { a: Int! }', 'type Query { a: Int }', [/Query.a changed type/]],
  ['an argument that is required now', 'type Query { a(b: Int): Int }', 'type Query { a(b: Int!): Int }', [/arg b/]],
  [
    'a narrowed enum',
    'type Query { a: E } enum E { X Y }',
    'type Query { a: E } enum E { X }',
    ['Y was removed from enum type E.'],
  ],
  ['an added field', 'type Query { a: Int }', 'type Query { a: Int b(c: Int): Int }', []],
  [
    'a field that was deprecated in the release',
    'type Query { a: Int b: Int @deprecated(reason: "Until 2027-01-01: use a.") }',
    'type Query { a: Int }',
    [],
  ],
])('%s is judged as it should be', (_, released, current, expected) => {
  const matchers = expected.map((text) => (typeof text === 'string' ? text : expect.stringMatching(text)));
  expect(breaksBetween(released, current)).toEqual(matchers);
});

/** A reason names the day after which the field may go. */
const DATED = /\b20\d\d-\d\d-\d\d\b/;

/** What a client of the release would notice, in graphql-js' words. */
function breaksBetween(releasedSdl: string, currentSdl: string): string[] {
  const released = buildSchema(releasedSdl);
  const deprecated = new Set(deprecatedOf(released).map(([field]) => `${field} was removed.`));
  return findBreakingChanges(released, buildSchema(currentSdl))
    .filter(({ type, description }) => type !== BreakingChangeType.FIELD_REMOVED || !deprecated.has(description))
    .map(({ description }) => description)
    .sort();
}

/** Every deprecated field, as `Type.field`, and why. */
function deprecatedOf(schema: GraphQLSchema): [field: string, reason: string][] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type)
      ? Object.values(type.getFields()).flatMap(({ name, deprecationReason }): [string, string][] =>
          deprecationReason == null ? [] : [[`${type.name}.${name}`, deprecationReason]],
        )
      : [],
  );
}
