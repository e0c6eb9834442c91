import { parseValue, valueFromASTUntyped } from 'graphql';
import { expect, test } from 'vitest';
import { JsonObject } from '#platform/scalars/scalars.js';

const literal = (text: string, variables?: Record<string, unknown>) =>
  JsonObject.parseLiteral(parseValue(text), variables);

test('a JSON object is taken as one, and as the list of its entries, in which a key is any text', () => {
  expect(JsonObject.parseValue({ a: 1 })).toEqual({ a: 1 });
  // An object of these two keys is itself.
  expect(JsonObject.parseValue({ key: 'a', value: 1 })).toEqual({ key: 'a', value: 1 });
  expect(JsonObject.parseValue([])).toEqual({});
  const entries = [
    { key: '__proto__', value: 'p' },
    { key: 'constructor', value: { deep: [1] } },
    { key: '', value: null },
  ];
  const taken = JsonObject.parseValue(entries) as object;
  expect(Object.entries(taken)).toEqual([
    ['__proto__', 'p'],
    ['constructor', { deep: [1] }],
    ['', null],
  ]);
  expect(Object.getPrototypeOf(taken)).toBe(Object.prototype);
  expect(JSON.stringify(taken)).toBe('{"__proto__":"p","constructor":{"deep":[1]},"":null}');
  expect(JsonObject.serialize(taken)).toBe(taken);
});

test('so is one that stands in a document', () => {
  expect(literal('{ a: 1 }')).toEqual({ a: 1 });
  const text = '[{ key: "__proto__", value: $value }, { key: "a", value: 1.5 }]';
  expect(Object.entries(literal(text, { value: 'p' }))).toEqual([
    ['__proto__', 'p'],
    ['a', 1.5],
  ]);
  expect(valueFromASTUntyped(parseValue(text), { value: 'p' })).toHaveLength(2);
});

test('a list of anything else is refused, and so is a key that is there twice', () => {
  for (const wrong of [
    [1],
    [null],
    [[]],
    [{ key: 'a' }],
    [{ value: 1 }],
    [{ key: 1, value: 1 }],
    [{ key: 'a', value: 1, more: 1 }],
    [
      { key: 'a', value: 1 },
      { key: 'a', value: 1 },
    ],
  ])
    expect(() => JsonObject.parseValue(wrong), JSON.stringify(wrong)).toThrow(/list of entries/);
  expect(() => JsonObject.parseValue('a')).toThrow();
});
