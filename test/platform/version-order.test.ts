import semver from 'semver';
import { expect, test } from 'vitest';
import { precedenceOf, versionOrder } from '#platform/versions/version-order.js';

const CORES = [0, 1, 2, 9, 10, 11, 99, 100, Number.MAX_SAFE_INTEGER].flatMap((one) => [
  `${one}.0.0`,
  `1.${one}.0`,
  `1.0.${one}`,
]);

const PRERELEASES = [
  '0',
  '1',
  '2',
  '10',
  '9007199254740990',
  '20240115093000123', // of 17 digits: no JavaScript number holds it
  '20240115093000124',
  '100000000000000000000',
  'alpha',
  'alpha.1',
  'alpha.1.0',
  'alpha.beta',
  'beta',
  'beta.2',
  'beta.11',
  'beta-1',
  'rc.1',
  'rc.1.x',
  'RC',
  'x-y',
  '-',
  '0a',
  '1-0',
  'x.7.z.92',
];

test('versions sort as SemVer orders them, pre-releases before their release', () => {
  const versions = CORES.flatMap((core) => [core, ...PRERELEASES.map((prerelease) => `${core}-${prerelease}`)]);
  const unique = [...new Set(versions)];
  expect(unique.length).toBeGreaterThan(500);
  const bytes = (version: string) => Buffer.from(versionOrder(version));
  expect(unique.toSorted((a, b) => Buffer.compare(bytes(a), bytes(b)))).toEqual(unique.toSorted(compare));
});

test('the specification’s own example is in its order', () => {
  const inOrder = [
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
  ];
  expect(inOrder.toReversed().toSorted((a, b) => (versionOrder(a) < versionOrder(b) ? -1 : 1))).toEqual(inOrder);
});

test('builds of one version are ordered by their metadata as text, between their version and the next', () => {
  const inOrder = [
    '1.0.0-alpha',
    '1.0.0-alpha+z',
    '1.0.0-alpha.1',
    '1.0.0-alpha.1+a',
    '1.0.0-alpha-x',
    '1.0.0-beta',
  ].concat(['1.0.0', '1.0.0+1', '1.0.0+10', '1.0.0+2', '1.0.0+a.b', '1.0.0+a.b.c', '1.0.1-0', '1.0.1']);
  const bytes = (version: string) => Buffer.from(versionOrder(version));
  expect(inOrder.toReversed().toSorted((a, b) => Buffer.compare(bytes(a), bytes(b)))).toEqual(inOrder);
  expect(precedenceOf('1.0.0+1')).toBe(precedenceOf('1.0.0'));
});

test.each(['', '1', '1.0', 'v', 'latest', '01.0.0'])('%j is no version', (text) => {
  expect(() => versionOrder(text)).toThrow(TypeError);
});

/** semver.compare, but without rounding: it turns numbers of more than 15 digits into doubles. */
function compare(a: string, b: string): number {
  return semver.compare(a, b) || (BigInt(lastDigits(a)) < BigInt(lastDigits(b)) ? -1 : 1);
}

function lastDigits(version: string): string {
  return /(\d*)$/.exec(version)?.[1] || '0';
}
