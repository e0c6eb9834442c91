import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { guardDocument } from '#gateway/guard/guard-document.js';
import { guardSource } from '#gateway/guard/guard-source.js';
import { readConfig } from '#platform/config/read-config.js';
import { snapshotPrototypes } from '../support/prototype-snapshot.js';

const limits = readConfig({}).limits;
const refusalOf = (source: string) => guardDocument(parse(source), limits);

const RESERVED = [...Object.getOwnPropertyNames(Object.prototype), 'prototype', '__proto__', '__typename', '__x', '__'];

describe('reserved names', () => {
  it.each(RESERVED)('refuse %s wherever the client chooses the name', (name) => {
    for (const source of [
      `{ ${name}: a }`,
      `{ a { b(x: 1) { ${name}: __typename } } }`,
      `{ ... { ${name}: a { id } } }`,
      `{ ...F } fragment F on Q { ${name}: a }`,
      `{ a } fragment F on Q { ${name}: a }`,
      `query A { a } query B { ${name}: a }`,
      `query ($${name}: Int) { a }`,
      `{ a(x: [{ y: $${name} }]) }`,
      `query ${name} { a }`,
      `{ ...${name} }`,
      `{ ...${name} } fragment ${name} on Q { a }`,
    ]) {
      const error = refusalOf(source);
      expect(error?.extensions, source).toEqual({ code: 'QUERY_REFUSED', name });
      expect(error?.message, source).toContain(`"${name}" is a reserved name`);
    }
  });

  it.each(RESERVED.filter((name) => name !== '__typename'))(
    'refuse a field %s that would name its own answer',
    (name) => {
      expect(refusalOf(`{ a { ${name} } }`)?.extensions).toEqual({ code: 'QUERY_REFUSED', name });
    },
  );

  it.each(['__proto__', '__defineGetter__', '__x'])('refuse a field %s under any alias: no schema has it', (name) => {
    expect(refusalOf(`{ a: ${name} }`)?.extensions).toEqual({ code: 'QUERY_REFUSED', name });
  });

  it('refuse __proto__ as an argument and as a key of a literal, however deep', () => {
    for (const source of [
      '{ a(__proto__: 1) }',
      '{ a(x: [{ y: { __proto__: 1 } }]) }',
      '{ a @d(x: { __proto__: 1 }) }',
      'query ($v: J = { __proto__: 1 }) { a }',
    ]) {
      expect(refusalOf(source)?.extensions, source).toEqual({ code: 'QUERY_REFUSED', name: '__proto__' });
    }
  });

  it.each([
    '{ __typename a { __typename } __schema { queryType { name } } __type(name: "A") { name } }',
    '{ t: __typename s: __schema { queryType { name } } }',
    '{ team: constructor { id } }',
    '{ a(constructor: "acme", input: { toString: 1, prototype: { valueOf: 2 } }) }',
    '{ _service { sdl } _: a _a: a __typename }',
    'query constructors($protos: Int) { hasOwn valueof proto }',
  ])('leave alone what is not one of them: %s', (source) => {
    expect(refusalOf(source)).toBeNull();
  });

  it('are refused without touching a prototype', () => {
    const assertUntouched = snapshotPrototypes();
    refusalOf('{ __proto__: a { toString: id } ...constructor } fragment constructor on Q { valueOf: a }');
    assertUntouched();
  });
});

describe('text that cannot be stored', () => {
  it.each([
    ['a NUL character', '{ a(x: "\0") }'],
    ['a NUL character', '{ a } # \0'],
    ['a lone surrogate', '{ a(x: "\ud800") }'],
    ['a lone surrogate', '{ a } # \udc00 last'],
  ])('is refused before parsing: %s', (what, source) => {
    const error = guardSource(source, limits);
    expect(error?.code).toBe('GRAPHQL_PARSE_FAILED');
    expect(error?.message).toContain(what);
  });

  it.each([
    '{ a(x: "\\u0000") }',
    '{ a(x: [{ y: "b\\u0000" }]) }',
    '{ a @d(x: "\\u{0}") }',
    'query ($v: S = "\\u0000") { a }',
  ])('is refused when it comes as an escape: %s', (source) => {
    expect(guardSource(source, limits)).toBeNull();
    expect(refusalOf(source)?.code).toBe('BAD_USER_INPUT');
  });
});
