import { expect, test, vi } from 'vitest';
import { sha256 } from '#platform/digest/digest.js';
import { CHARACTERS_AT_ONCE, parseInTurns } from '#platform/turns/parse-in-turns.js';
import { createRandom } from '../support/seeded-random.js';

const long = 'x'.repeat(CHARACTERS_AT_ONCE / 2);
const items = Array.from({ length: 30_000 }, (_, index) => ({
  path: `layers/${index}.bin`,
  size: index,
  odd: 'a"\\,]}é\u2028',
}));

test.each<[string, unknown]>([
  ['one long list', items],
  [
    'a long list far inside',
    { data: { before: [1, [2, { a: [] }]], a: { list: items, after: null }, 'b "c"': [true] }, end: 1 },
  ],
  [
    'an object of many keys, some of which are numbers',
    Object.fromEntries(items.map((item, index) => [`${index % 3 ? 'k' : ''}${index}`, item])),
  ],
  ['long lists one behind the other', [items, items.slice(0, 9_000), [], {}, 'end', [items.slice(1, 20_000)]]],
  ['long texts', [long, [long, { long }, long], long, { a: long, b: [long, long] }]],
  ['one very long text', 'y"\\'.repeat(CHARACTERS_AT_ONCE)],
  ['many short lists', Array.from({ length: 60_000 }, (_, index) => [[index], {}])],
])('%s is parsed as JSON.parse does it', async (_, value) => {
  for (const text of [JSON.stringify(value), JSON.stringify(value, null, 1)]) {
    const parsed = await parseInTurns(text);
    expect(JSON.stringify(parsed)).toBe(JSON.stringify(value));
  }
});

test('keys that stand twice, and __proto__, are taken as JSON.parse takes them', async () => {
  const filler = JSON.stringify(items).slice(1, -1);
  const text = `{"a":[${filler}],"__proto__":{"x":[${filler}]},"a":1,"b":[${filler}],"b":{"c":2}}`;
  const [parsed, wanted] = [await parseInTurns(text), JSON.parse(text)];
  expect(Object.keys(parsed as object)).toEqual(Object.keys(wanted));
  expect(JSON.stringify(parsed)).toBe(JSON.stringify(wanted));
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
});

test('JSON.parse is given no more than its share at once, and others have turns between', async () => {
  const text = JSON.stringify({ data: { list: items } });
  const parse = vi.spyOn(JSON, 'parse');
  let turns = 0;
  let isOver = false;
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await parseInTurns(text);
  isOver = true;
  const most = Math.max(...parse.mock.calls.map(([piece]) => piece.length));
  parse.mockRestore();
  expect(most).toBeLessThanOrEqual(CHARACTERS_AT_ONCE + 200);
  expect(turns).toBeGreaterThanOrEqual(Math.floor(text.length / (6 * CHARACTERS_AT_ONCE)));
});

test('what JSON.parse refuses is refused wherever it stands', async () => {
  const random = createRandom(7);
  const text = JSON.stringify({ data: [items.slice(0, 4_000), { deep: { list: items.slice(0, 3_000), after: [1] } }] });
  const signs = ['"', '[', ']', '{', '}', ',', ':', '\\', ' ', '1', 'x', ''];
  for (let attempt = 0; attempt < 60; attempt++) {
    const at = Math.floor(random() * text.length);
    const changed = text.slice(0, at) + signs[attempt % signs.length] + text.slice(at + 1);
    expect(await outcome(async () => parseInTurns(changed))).toBe(await outcome(async () => JSON.parse(changed)));
  }
  for (const at of [0, 1, 8, text.length - 1, text.length - 2, text.length - 3, text.indexOf('],{"deep"') + 1]) {
    for (const sign of [...signs, ',,', '[]', '1 2', '},{', '],[']) {
      const changed = text.slice(0, at) + sign + text.slice(at + 1);
      expect(await outcome(async () => parseInTurns(changed))).toBe(await outcome(async () => JSON.parse(changed)));
    }
  }
  for (const at of [1, 5_000, 250_000])
    expect(await outcome(async () => parseInTurns(text.slice(0, -at)))).toBe('SyntaxError');
  expect(await outcome(async () => parseInTurns(`${text} x`))).toBe('SyntaxError');
  expect(await outcome(async () => parseInTurns(` ${text} \n`))).not.toBe('SyntaxError');
});

test.each([1, 40_000])(
  'lists nested deeper than allowed are refused, in a text with a list of %i items',
  async (length) => {
    const nested = (depth: number) =>
      `[${'['.repeat(depth - 1)}${']'.repeat(depth - 1)},${items.slice(0, length).map(() => '"abc"')}]`;
    await expect(parseInTurns(nested(20), 20)).resolves.toHaveLength(Math.min(length, items.length) + 1);
    await expect(parseInTurns(nested(21), 20)).rejects.toThrow(RangeError);
  },
);

/** The digest of what comes of it, or the name of what is thrown. */
async function outcome(parse: () => Promise<unknown>): Promise<string> {
  return parse().then(
    (value) => sha256(JSON.stringify(value)),
    (error: Error) => error.name,
  );
}
