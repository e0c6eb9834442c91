import { expect, test } from 'vitest';
import { withEntries } from '#integrations/client/entries-of.js';

test('an object with the key __proto__ is sent as its entries, wherever it stands, and all else as it is', () => {
  const tags = JSON.parse('{"__proto__":"p","a":"1"}');
  const input = { tags, list: [{ set: tags }, 1], moment: null };
  expect(withEntries({ input })).toEqual({
    input: {
      tags: [
        { key: '__proto__', value: 'p' },
        { key: 'a', value: '1' },
      ],
      list: [
        {
          set: [
            { key: '__proto__', value: 'p' },
            { key: 'a', value: '1' },
          ],
        },
        1,
      ],
      moment: null,
    },
  });
  expect(input.tags).toBe(tags);
});

test('what has no such key is the very object it was', () => {
  const variables = { input: { metrics: [{ key: '__proto__', value: 1 }], constructor: { name: 'n' } } };
  expect(withEntries(variables)).toBe(variables);
});
