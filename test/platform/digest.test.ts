import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { DIGEST_PATTERN, seal, sha256 } from '#platform/digest/digest.js';

test.each([
  [
    'keys are sorted by UTF-16 code units',
    { b: 1, a: 2, '10': 3, '9': 4, é: 5, '\u{1f600}': 6, '\ufb33': 7 },
    '{"10":3,"9":4,"a":2,"b":1,"é":5,"\u{1f600}":6,"\ufb33":7}',
  ],
  ['numbers are written as ECMAScript does', [1e21, 1e-7, 0.1, -0, 100, 1.5e300], '[1e+21,1e-7,0.1,0,100,1.5e+300]'],
  ['texts are escaped only where they must be', ['\n\u0001"\\/é€'], '["\\n\\u0001\\"\\\\/é€"]'],
  ['no white space is added, at any depth', { a: [{}, [], null, true] }, '{"a":[{},[],null,true]}'],
  ['what is undefined is not there', { a: undefined, b: 1 }, '{"b":1}'],
])('RFC 8785: %s', (_, value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test('of whatever JSON can hold it is the text that the package canonicalize makes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }),
    { numRuns: 1_000 },
  );
});

test.each([Number.NaN, Number.NEGATIVE_INFINITY, 1n, '\ud800', { '\udfff': 1 }])('%s has none', (value) => {
  expect(() => canonicalJson({ deep: [value] })).toThrow(TypeError);
});

test('a backslash before what looks like half a pair is a text like any other', () => {
  expect(canonicalJson('\\ud800')).toBe('"\\\\ud800"');
  expect(() => canonicalJson('\\\ud800')).toThrow(TypeError);
});

test('a moment has that of its text, and what is undefined in a list that of null', () => {
  expect(canonicalJson([new Date(0), undefined])).toBe('["1970-01-01T00:00:00.000Z",null]');
});

test.each([undefined, () => 1])('%s has no canonical form', (value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
});

test('a seal is the canonical text and the SHA-256 of its UTF-8 bytes', async () => {
  const { manifest, digest } = await seal({ b: 'é', a: 1 });
  expect(manifest).toBe('{"a":1,"b":"é"}');
  expect(digest).toBe(`sha256:${createHash('sha256').update(Buffer.from(manifest, 'utf8')).digest('hex')}`);
  expect(digest).toMatch(DIGEST_PATTERN);
  expect(await seal({ a: 1, b: 'é' })).toEqual({ manifest, digest });
});

test('the digest of the empty text is the one everybody knows', () => {
  expect(sha256('')).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
