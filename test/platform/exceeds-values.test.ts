import { expect, test } from 'vitest';
import { exceedsValues } from '#platform/json/exceeds-values.js';

test.each([
  ['[]', 1, false],
  ['[1,2,3]', 3, false],
  ['[1,2,3,4]', 3, true],
  ['[{},{},{}]', 5, true],
  ['{"a":{"b":[1,2]}}', 4, false],
  ['{"a":{"b":[1,2]}}', 3, true],
])('%s has more than %i values: %s', (text, most, is) => {
  expect(exceedsValues(text, most)).toBe(is);
});

test('what stands in texts is no value, escaped quotes and backslashes in them neither', () => {
  const text = JSON.stringify({ a: ',[{'.repeat(1_000), b: `"${',\\"'.repeat(1_000)}\\`, c: 1 });
  expect(exceedsValues(text, 3)).toBe(false);
  expect(exceedsValues(text, 2)).toBe(true);
});
