import { expect, test } from 'vitest';
import { parseYaml } from '#integrations/reading/parse-yaml.js';

const messagesOf = (text: string) => parseYaml(text).faults.map(({ message, offset }) => [message, offset]);

test('a key that stands twice is named where it stands again, on every level', () => {
  expect(messagesOf('a: 1\nb: 2\na: 3\n')).toEqual([['the key "a" is there twice', 10]]);
  expect(messagesOf('a: { b: 1, b: 2 }')).toEqual([['the key "b" is there twice', 11]]);
  expect(messagesOf('- { 1: x, 1: y }')).toEqual([['the key 1 is there twice', 10]]);
  expect(messagesOf('a: { b: 1 }\nb: { b: 1 }\n"1": x\n1: y\n')).toEqual([]);
});

test('a mapping of a hundred thousand keys is parsed, rather than compared for ever', () => {
  const keys = Array.from({ length: 100_000 }, (_, index) => `k${index}: &a${index} 1`);
  expect(messagesOf(keys.join('\n'))).toEqual([]);
  expect(messagesOf([...keys, 'k7: 1'].join('\n'))).toEqual([['the key "k7" is there twice', expect.any(Number)]]);
});

test('what is nested deeper than can be read is told in words', () => {
  for (const text of ['['.repeat(50_000), `${'{ a: '.repeat(50_000)}1`]) {
    expect(messagesOf(text)[0]?.[0]).toBe('it is nested too deep');
  }
});
