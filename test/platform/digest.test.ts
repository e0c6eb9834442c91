import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson, DIGEST_PATTERN, seal, sha256 } from '../../src/platform/digest/digest.js';

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

test.each([undefined, () => 1])('%s has no canonical form', (value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
});

test('a seal is the canonical text and the SHA-256 of its UTF-8 bytes', () => {
  const { manifest, digest } = seal({ b: 'é', a: 1 });
  expect(manifest).toBe('{"a":1,"b":"é"}');
  expect(digest).toBe(`sha256:${createHash('sha256').update(Buffer.from(manifest, 'utf8')).digest('hex')}`);
  expect(digest).toMatch(DIGEST_PATTERN);
  expect(seal({ a: 1, b: 'é' })).toEqual({ manifest, digest });
});

test('the digest of the empty text is the one everybody knows', () => {
  expect(sha256('')).toBe('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});
