import { expect, test } from 'vitest';
import { createQueryStringParser } from '#platform/server/parse-query-string.js';

test('what was read once is given again, and nobody can change it', () => {
  const parse = createQueryStringParser();
  const read = parse('query=%7B+a+%7D&variables=%7B%22n%22%3A1%7D');
  expect({ ...read }).toEqual({ query: '{ a }', variables: '{"n":1}' });
  expect(parse('query=%7B+a+%7D&variables=%7B%22n%22%3A1%7D')).toBe(read);
  expect(() => Object.assign(read, { query: '{ b }' })).toThrow(TypeError);
});

test('no name in it is that of something objects have', () => {
  const read = createQueryStringParser()('__proto__=a&constructor=b&toString=c');
  expect(Object.entries(read)).toEqual([
    ['__proto__', 'a'],
    ['constructor', 'b'],
    ['toString', 'c'],
  ]);
  expect(Object.getPrototypeOf(read)).toBeNull();
  expect(Object.hasOwn(Object.prototype, 'a')).toBe(false);
});

test('what is not well-formed stays what it is', () => {
  expect({ ...createQueryStringParser()('query=%zz&&=&a') }).toEqual({ query: '%zz', '': '', a: '' });
});

test('what was not asked for lately is forgotten', () => {
  const parse = createQueryStringParser();
  const first = parse('first=1');
  for (let n = 0; n < 300; n++) parse(`query=${n}${'x'.repeat(8_000)}`);
  expect(parse('first=1')).not.toBe(first);
});
