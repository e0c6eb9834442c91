import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { canonicalJsonInTurns, sameJsonInTurns } from '#platform/digest/canonical-json-in-turns.js';
import { readSealed, seal, sha256 } from '#platform/digest/digest.js';
import { UNITS_A_TURN } from '#platform/turns/pace.js';

const files = Array.from({ length: 10_000 }, (_, index) => ({
  path: `layers/${index}.bin`,
  digest: null,
  size: index,
}));
const config = Object.fromEntries(
  Array.from({ length: 20_000 }, (_, index) => [`${index % 7 ? 'key' : ''}${index}`, -0.5]),
);

test.each<[string, unknown]>([
  ['a long list', files],
  ['an object of many keys', config],
  ['an object of few keys that are large', { z: files, a: config, __proto__: null, m: 1, n: undefined }],
  [
    'keys that are special',
    JSON.parse(`{"b":${JSON.stringify(files)},"__proto__":${JSON.stringify(config)},"é":"\u{1f600}","constructor":1}`),
  ],
  ['lists in lists', [files, [], [[files, {}]], 'é\u2028\\ud800', undefined, new Date(0)]],
  ['a very long text', { a: 'x'.repeat(300_000), b: files }],
  ['nothing but what is left out', Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [index, undefined]))],
])('%s has in turns the text that it has at once', async (_, value) => {
  expect(await canonicalJsonInTurns(value)).toBe(canonicalJson(value));
});

test('of whatever JSON can hold it is the same text, also where it is one of many', async () => {
  const many = Array.from({ length: 1_500 }, () => null);
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ stringUnit: 'binary' }), async (value) => {
      const large = { 'a key': many, value, inside: [{ z: many, value, a: 1 }] };
      expect(await canonicalJsonInTurns(large)).toBe(canonicalJson(large));
    }),
    { numRuns: 200 },
  );
});

test.each([Number.NaN, 1n, '\ud800', { '\udfff': 1 }])('%s has none in turns either', async (value) => {
  await expect(canonicalJsonInTurns([files, { deep: [value] }])).rejects.toThrow(TypeError);
});

test('no turn of the event loop has more than its share of it', async () => {
  let looked = 0;
  let most = 0;
  const value = Array.from({ length: 50_000 }, () => ({
    get path() {
      looked += 1;
      most = Math.max(most, looked);
      return 'a';
    },
  }));
  let isOver = false;
  const turn = () => {
    looked = 0;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  const text = await canonicalJsonInTurns({ value });
  isOver = true;
  const first = most;
  expect(text).toBe(canonicalJson({ value }));
  // Each is looked at for its size on every level, and then written.
  expect(first).toBeLessThanOrEqual(4 * UNITS_A_TURN);
});

test('what is sealed is read with its text, and other orders of keys are the same content', async () => {
  const manifest = { files, config };
  const sealed = await seal(manifest);
  expect(sealed).toEqual({ manifest: canonicalJson(manifest), digest: sha256(canonicalJson(manifest)) });
  const read = await readSealed(sealed);
  expect(canonicalJson(read)).toBe(sealed.manifest);
  expect(await canonicalJsonInTurns({ read, after: 1 })).toBe(`{"after":1,"read":${sealed.manifest}}`);
  expect(await sameJsonInTurns(read, { config, files })).toBe(true);
  expect(await sameJsonInTurns(read, { config, files: files.slice(1) })).toBe(false);
});
