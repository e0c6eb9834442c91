import { getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { guardDocument } from '#gateway/guard/guard-document.js';
import { guardSource } from '#gateway/guard/guard-source.js';
import { COUNTLESS } from '#gateway/guard/limit-error.js';
import { measureDocument } from '#gateway/guard/measure-document.js';
import type { GuardLimits } from '#platform/config/config.js';
import { readConfig } from '#platform/config/read-config.js';

const limits = readConfig({}).limits;
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');
const nested = (depth: number, open: string, inmost: string, close: string) =>
  open.repeat(depth) + inmost + close.repeat(depth);
const refusalOf = (source: string, within: GuardLimits = limits) =>
  guardSource(source, within) ?? guardDocument(parse(source), within);
const doubling = (count: number, content = 'c') =>
  `{ ...F0 } ${times(count, (i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)} fragment F${count} on Query { ${content} }`;

describe('what clients honestly send', () => {
  it.each<[string, string]>([
    ['one field', '{ model(name: "fraud/detector") { id } }'],
    [
      'fragments spread in several places',
      'query Card($ref: String!) { a: modelVersion(ref: $ref) { ...V } b: modelVersion(ref: "x@1.0.0") { ...V parents { ...V } } } fragment V on ModelVersion { id digest run { id } }',
    ],
    [
      'inline fragments on a union',
      '{ search(text: "x") { ... on Model { id } ... on Dataset { id } ... @include(if: true) { __typename } } }',
    ],
    ['several operations', 'query A { a } query B { b } mutation C { c } subscription D { d }'],
    [
      'a mutation with a literal manifest',
      `mutation { register(input: { config: { layers: [[1, 2], [3]], constructor: "acme" }, tags: [${times(200, (i) => `"t${i}"`)}] }) { id } }`,
    ],
    ['__typename under another name', '{ kind: __typename models { __typename } }'],
    ['a field of a foreign schema called constructor, renamed', '{ race { team: constructor { id } } }'],
    ['the introspection query of graphql-js and GraphiQL, everything asked', introspectionQuery()],
    [
      'an exploration of a type two lists deep',
      '{ __type(name: "Model") { fields { name type { fields { name } } } } }',
    ],
    ['a domain field called fields, however deep', '{ form { fields { fields { fields { types { id } } } } } }'],
    ['emoji and blank lines', '{ model(name: "🦉\\n")\n\n { id } } # 🦉'],
    [
      'a service definition as federation asks for it',
      '{ _service { sdl } _entities(representations: [{ __typename: "Model", id: 1 }]) { ... on Model { id } } }',
    ],
  ])('pass: %s', (_, source) => {
    expect(refusalOf(source)).toBeNull();
  });

  it('take exactly the default depth for the standard introspection query', () => {
    expect(measureDocument(parse(introspectionQuery())).cost).toMatchObject({ fieldDepth: 15, introspectionDepth: 2 });
  });
});

describe('bombs', () => {
  it.each<[string, string, string]>([
    ['fragments that double 40 times', doubling(40), 'selections'],
    ['fragments that double beyond every number', doubling(150), 'selections'],
    [
      'fragments that double through fields',
      `{ a { ...F0 } } ${times(12, (i) => `fragment F${i} on A { a { ...F${i + 1} } b: a { ...F${i + 1} } }`)} fragment F12 on A { c }`,
      'selections',
    ],
    [
      'one wide fragment spread many times',
      `{ a { ${times(50, () => '...W')} } } fragment W on A { ${times(50, (i) => `f${i}`)} }`,
      'selections',
    ],
    ['a bomb nobody spreads', `{ a } ${doubling(40).replace('{ ...F0 }', '')}`, 'selections'],
    ['500 duplicate fields', `{ ${times(500, () => 'a')} }`, 'rootFields'],
    [
      '500 duplicate fields out of fragments',
      `{ ${times(25, () => '...D')} } fragment D on Query { ${times(20, () => 'a')} }`,
      'rootFields',
    ],
    ['101 aliases of __typename', `{ a { ${times(101, (i) => `t${i}: __typename`)} } }`, 'aliases'],
    [
      'aliases multiplied by fragments',
      `{ a { ...X ...X ...X ...X } } fragment X on A { ${times(10, (i) => `x${i}: a`)} }`,
      'aliases',
    ],
    ['600 fields within each other', nested(600, '{a', '', '}'), 'depth'],
    [
      'depth hidden in fragments',
      `{ ...D0 } ${times(9, (i) => `fragment D${i} on A { a { a { ...D${i + 1} } } }`)} fragment D9 on A { b }`,
      'depth',
    ],
    ['600 inline fragments within each other', `{ ${nested(600, '...{', 'a', '}')} }`, 'depth'],
    [
      'a chain of fragments',
      `{ ...C0 } ${times(100, (i) => `fragment C${i} on A { ...C${i + 1} }`)} fragment C100 on A { b }`,
      'depth',
    ],
    ['900 lists within each other', `{ a(x: ${nested(900, '[', '', ']')}) }`, 'depth'],
    ['400 objects within each other', `{ a(x: ${nested(400, '{k:', '1', '}')}) }`, 'depth'],
    ['a default value as deep', `query ($v: J = ${nested(900, '[', '', ']')}) { a(x: $v) }`, 'depth'],
    ['a type of 900 lists', `query ($v: ${nested(900, '[', 'Int', ']')}) { a(x: $v) }`, 'depth'],
    [
      'an introspection as deep as it likes',
      `{ __schema { types { ${nested(20, 'fields { type {', 'name', '} }')} } } }`,
      'depth',
    ],
    [
      'an introspection that multiplies the schema',
      '{ __schema { types { fields { type { fields { name } } } } } }',
      'introspectionLists',
    ],
    [
      'the same out of fragments',
      '{ __schema { types { ...T } } } fragment T on __Type { fields { type { ...U } } } fragment U on __Type { possibleTypes { name } }',
      'introspectionLists',
    ],
    [
      'the same within inline fragments',
      '{ __schema { types { ... { fields { type { ... on __Type { fields { name } } } } } } } }',
      'introspectionLists',
    ],
    [
      'the same from one type',
      '{ __type(name: "A") { fields { type { interfaces { inputFields { name } } } } } }',
      'introspectionLists',
    ],
    ['51 directives on one field', `{ a ${times(51, () => '@skip(if: false)')} }`, 'directives'],
    [
      'directives multiplied by fragments',
      `{ a { ${times(20, () => '...G @x')} } } fragment G on A { b @y @z }`,
      'directives',
    ],
    ['directives on variables', `query (${times(60, (i) => `$v${i}: Int @d`)}) { a }`, 'directives'],
    ['60 operations', times(60, (i) => `query Q${i} { a }`), 'rootFields'],
    [
      'a literal list multiplied by fragments',
      `{ a { ...L ...L ...L } } fragment L on A { b(x: [${times(700, () => '1')}]) }`,
      'selections',
    ],
    ['a literal list of 3,000 elements', `{ a(x: [${times(3000, () => '1')}]) }`, 'tokens'],
    ['600 variables', `query (${times(600, (i) => `$v${i}: Int`)}) { a }`, 'tokens'],
    ['2,001 tokens', `{ a { ${'b '.repeat(1996)} } }`, 'tokens'],
    ['more bytes than characters', `{ a(x: "${'🦉'.repeat(4090)}") ${' '.repeat(20)} }`, 'documentBytes'],
  ])('refused: %s', (_, source, limit) => {
    const error = refusalOf(source);
    expect(error?.code).toBe('QUERY_REFUSED');
    expect(error?.extensions).toMatchObject({ limit });
  });

  it.each([
    ['a fragment that spreads itself', '{ ...A } fragment A on Q { a { ...A } }'],
    ['two that spread each other', '{ ...A } fragment A on Q { ...B } fragment B on Q { a ...A }'],
    ['a circle nobody enters', '{ a } fragment A on Q { ...B } fragment B on Q { ...A }'],
    [
      'thirty that all spread all',
      `{ ...F0 } ${times(30, (i) => `fragment F${i} on Q { ${times(30, (j) => `...F${j}`)} }`)}`,
    ],
  ])('refused as validation would: %s', (_, source) => {
    expect(refusalOf(source)?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('leave unknown and twice defined fragments, and what is not executable, to validation', () => {
    expect(refusalOf('{ ...Unknown a } fragment A on Q { a } fragment A on Q { b } type T { x: [Int] }')).toBeNull();
  });

  it('count the last of two fragments with one name where it is spread, as execution would', () => {
    const twice = parse('{ ...A ...A } fragment A on Q { a } fragment A on Q { a b c }');
    expect(measureDocument(twice).cost.selections).toBe(2 * 3 + 1);
  });

  it('say no number where there is none', () => {
    const error = refusalOf(doubling(12), { ...limits, depth: 100, selections: 4095 });
    expect(error?.extensions).toEqual({ code: 'QUERY_REFUSED', limit: 'selections', max: 4095, actual: 4096 });
    const countless = refusalOf(doubling(150), { ...limits, depth: 1000 });
    expect(countless?.extensions).toEqual({ code: 'QUERY_REFUSED', limit: 'selections', max: limits.selections });
    expect(measureDocument(parse(doubling(1_200))).cost.selections).toBe(COUNTLESS);
    expect(countless?.message).toContain(`more than ${COUNTLESS - 1} fields`);
  });
});

describe('each limit lets its own value through and not one more', () => {
  const ones = (count: number) => times(count, () => '1');
  const cases: [keyof GuardLimits, string, (n: number) => string][] = [
    ['documentBytes', 'bytes', (n) => `{ a } #${'é'.repeat((n - 7) / 2)}${'x'.repeat((n - 7) % 2)}`],
    ['tokens', 'tokens', (n) => `{ a { ${'b '.repeat(n - 5)}} } # not tokens`],
    [
      'selections',
      'fields',
      (n) => `{ a { ${times(20, () => '...W')} ${'r '.repeat(n - 1001)} } } fragment W on A { ${'b '.repeat(50)} }`,
    ],
    [
      'selections',
      'values',
      (n) => `{ a { ...L ...L b${n % 2 ? '(y: 1)' : ''} } } fragment L on A { b(x: [${ones(Math.floor(n / 2) - 1)}]) }`,
    ],
    ['depth', 'fields', (n) => `{ a { ...D } } fragment D on A { ${nested(n - 2, 'a {', 'a', '}')} }`],
    ['depth', 'fragments', (n) => `{ a { ...D } } fragment D on A { ${nested(n - 1, '... {', 'a', '}')} }`],
    ['depth', 'lists', (n) => `{ a(x: ${nested(n, '[', '', ']')}) }`],
    ['depth', 'objects', (n) => `{ a @d(x: ${nested(n, '{ k: ', '1', '}')}) }`],
    ['depth', 'types', (n) => `query ($x: ${nested(n, '[', 'Int!', ']!')}) { a }`],
    [
      'aliases',
      'aliases',
      (n) =>
        `{ a { ...X ...X ${n % 2 ? 'z: a' : 'a'} } } fragment X on A { ${times(Math.floor(n / 2), (i) => `x${i}: a`)} }`,
    ],
    [
      'rootFields',
      'root fields',
      (n) => `query A { ...X ... { ${'a '.repeat(n - 4)} } } query B { b } fragment X on Q { a { b c } b c }`,
    ],
    [
      'directives',
      'directives',
      (n) =>
        `query ($v: Int @v) @q { a { ...X ...X ... @i { b ${'@d '.repeat(n - 7)} } } } fragment X on A @f { b @g }`,
    ],
  ];
  it.each(cases)('%s, in %s', (limit, _, documentOf) => {
    const max = limits[limit];
    expect(refusalOf(documentOf(max))).toBeNull();

    const error = refusalOf(documentOf(max + 1));
    // Counting tokens stops at the limit: what would be left to count is what the limit is there to avoid.
    const actual = limit === 'tokens' ? {} : { actual: max + 1 };
    expect(error?.extensions).toEqual({ code: 'QUERY_REFUSED', limit, max, ...actual });
    expect(error?.message).toContain(`the limit "${limit}" is ${max}.`);
    expect(error?.message).toContain(limit === 'tokens' ? `more than ${max} ` : ` ${max + 1} `);

    const variable = /PEDIGRAPH_LIMIT_[A-Z_]+/.exec(error?.message ?? '')?.[0] ?? '';
    expect(refusalOf(documentOf(max + 1), readConfig({ [variable]: String(max + 1) }).limits)).toBeNull();
  });

  it('counts the tokens that the parser counts', () => {
    for (const source of [
      '{ a(x: """b l o c k""", y: "s t r", z: -1.5e3) # c\n { ...F @d, b } }',
      'query Q($v: [Int!]! = [1]) { a }',
    ]) {
      let parsers = 0;
      for (; ; parsers += 1) {
        try {
          parse(source, { maxTokens: parsers });
        } catch (error) {
          if (String(error).includes('tokens')) continue;
        }
        break;
      }
      const padded = source.padEnd(3 * source.length);
      expect(guardSource(padded, { ...limits, tokens: parsers })).toBeNull();
      expect(guardSource(padded, { ...limits, tokens: parsers - 1 })?.extensions.limit).toBe('tokens');
    }
  });

  it('counts tokens that stand without a space', () => {
    expect(guardSource('{'.repeat(limits.tokens), limits)).toBeNull();
    expect(guardSource('{'.repeat(limits.tokens + 1), limits)?.extensions.limit).toBe('tokens');
  });

  it('leaves what is not GraphQL to the parser', () => {
    expect(guardSource('{ a ? }'.padEnd(3000), limits)).toBeNull();
  });
});

function introspectionQuery(): string {
  return getIntrospectionQuery({
    descriptions: true,
    schemaDescription: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    inputValueDeprecation: true,
    oneOf: true,
  });
}
