import { expect, test } from 'vitest';
import { ALIAS_PATTERN, namespaceOf, parseRef, refOf } from '#platform/refs/ref.js';

const digest = `sha256:${'0f'.repeat(32)}`;

test.each([
  ['fraud/detector@1.4.0', 'fraud/detector', { kind: 'version', version: '1.4.0' }],
  ['fraud/detector@2.0.0-rc.1', 'fraud/detector', { kind: 'version', version: '2.0.0-rc.1' }],
  ['fraud/detector@1.4.0+cpu.1', 'fraud/detector', { kind: 'version', version: '1.4.0+cpu.1' }],
  ['fraud/detector@2024-best', 'fraud/detector', { kind: 'alias', alias: '2024-best' }],
  ['fraud/detector@_x', 'fraud/detector', { kind: 'alias', alias: '_x' }],
  ['fraud/detector@latest', 'fraud/detector', { kind: 'latest' }],
  [`fraud/detector@${digest}`, 'fraud/detector', { kind: 'digest', digest }],
  ['fraud/detector@3', 'fraud/detector', { kind: 'external', version: '3' }],
  ['fraud/detector@production', 'fraud/detector', { kind: 'alias', alias: 'production' }],
  ['a/b/c/d/e/f@v1', 'a/b/c/d/e/f', { kind: 'alias', alias: 'v1' }],
  ['detector@Canary.eu-1', 'detector', { kind: 'alias', alias: 'Canary.eu-1' }],
])('%s is a ref', (text, name, selector) => {
  expect(parseRef(text)).toEqual({ name, selector });
});

test.each([
  '',
  '@',
  '@latest',
  'fraud/detector',
  'fraud/detector@',
  'fraud//detector@latest',
  '/detector@latest',
  'fraud/@latest',
  '.fraud@latest',
  'a/b/c/d/e/f/g@latest',
  `${'a'.repeat(201)}@latest`,
  'fraud/detector@1.0.0@2.0.0',
  'fraud/detector@1.0.0+',
  'fraud/detector@v1.0.0+build',
  `fraud/detector@${digest.toUpperCase()}`,
  'fraud/detector@sha256:12',
  'fraud/detector@has space',
  'fraud/détector@latest',
  "fraud/detector@'; DROP TABLE model; --",
  'fraud/detector@latest\n',
])('%j is none, and the sentence quotes it', (text) => {
  expect(() => parseRef(text)).toThrow(
    expect.objectContaining({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(JSON.stringify(text.slice(0, 120))),
    }),
  );
});

test('a name and a version make a ref that is parsed to them again', () => {
  const ref = refOf('fraud/detector', '1.0.0-rc.1');
  expect(parseRef(ref)).toEqual({ name: 'fraud/detector', selector: { kind: 'version', version: '1.0.0-rc.1' } });
});

test('the namespace of a name is all before the last slash', () => {
  expect(['fraud/detector', 'a/b/c', 'detector'].map(namespaceOf)).toEqual(['fraud', 'a/b', '']);
});

test.each(['production', '2024-best', '3rd', '_x', '-x', '1.0.0rc', 'v1', 'v1.0.0', 'Latest', 'a'.repeat(255)])(
  '%s is an alias, and a ref to it finds it by that',
  (alias) => {
    expect(ALIAS_PATTERN.test(alias)).toBe(true);
    expect(parseRef(`m@${alias}`).selector).toEqual({ kind: 'alias', alias });
  },
);

test.each([
  'latest',
  '3',
  '2024',
  '1.0',
  '1.0.0',
  '1.0.0-rc.1',
  '1.0.0+cpu',
  digest,
  '',
  '.x',
  'a b',
  'é',
  'a'.repeat(256),
])('%j is no alias: a ref with it selects otherwise, or nothing', (text) =>
  expect(ALIAS_PATTERN.test(text)).toBe(false),
);
