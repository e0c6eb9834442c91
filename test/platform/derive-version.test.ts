import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bump, type BumpLevel, nextVersion } from '#platform/versions/derive-version.js';
import { nameVersion } from '#platform/versions/name-version.js';
import { versionOrder } from '#platform/versions/version-order.js';

interface Registered {
  readonly version: string;
  readonly digest: string;
  /** The level of what changed since it. */
  readonly level: BumpLevel;
}

const bump = (level: BumpLevel): Bump => ({ level, reasons: ['it changed'] });
const sealed = (digest: string) => ({ digest }) as Parameters<typeof nameVersion>[0]['sealed'];

/** Registers content beside versions that are there; the version it gets, with how far it moved. */
async function register(rows: readonly Registered[], wanted?: string): Promise<string> {
  const inOrder = rows.toSorted((a, b) => (versionOrder(a.version) < versionOrder(b.version) ? 1 : -1));
  const named = await nameVersion<Registered>({
    name: 'm',
    sealed: sealed('new'),
    wanted,
    current: {
      highest: inOrder[0] ?? null,
      sameContent: null,
      sameNumber: rows.find(({ version }) => version === wanted) ?? null,
      now: new Date(0),
    },
    bumpSince: async ({ level }) => bump(level),
    highestOf: async (prefixes) =>
      prefixes.map((prefix) => inOrder.find(({ version }) => versionOrder(version).startsWith(prefix)) ?? null),
    insert: async ({ version, bump: { level } }) => ({ version, digest: 'new', level }),
  });
  return named.row.level === 'INITIAL' ? named.row.version : `${named.row.level} ${named.row.version}`;
}

/** Each version as `1.4.2 PATCH`: the content is that much of a change since it. */
const rows = (text: string): Registered[] =>
  text.split(', ').map((one) => {
    const [version = '', level = 'PATCH'] = one.split(' ');
    return { version, digest: version, level: level as BumpLevel };
  });

test.each([
  [null, 'PATCH', '1.0.0'],
  ['1.4.2', 'PATCH', '1.4.3'],
  ['1.4.2', 'MINOR', '1.5.0'],
  ['1.4.2', 'MAJOR', '2.0.0'],
  ['0.9.9', 'MAJOR', '1.0.0'],
  ['2.0.0-rc.1', 'PATCH', '2.0.1'],
  ['2.0.0-rc.1', 'MINOR', '2.1.0'],
  ['1.4.2+cpu', 'PATCH', '1.4.3'],
] as const)('after %s a %s is %s', async (highest, level, expected) => {
  expect(nextVersion(highest, bump(level))).toBe(expected);
  if (highest !== null) expect(await register(rows(`${highest} ${level}`))).toBe(`${level} ${expected}`);
});

test.each(['0.0.1-alpha', '10.0.0', '1.0.0+cpu'])('the first version of a name may be %s', async (first) => {
  expect(await register([], first)).toBe(first);
  expect(await register([])).toBe('1.0.0');
});

test.each([
  // Above the highest.
  ['1.4.2 MINOR', '1.5.0', 'MINOR'],
  ['1.4.2 MINOR', '1.6.0', 'MINOR'],
  ['1.4.2 MINOR', '2.0.0-rc.1', 'MINOR'],
  ['1.4.2 PATCH', '1.4.3+cpu', 'PATCH'],
  // A PATCH or a MINOR of an older line; the bump is from the highest of that line.
  ['1.4.0 PATCH, 2.0.0 MAJOR', '1.4.1', 'PATCH'],
  ['1.4.0 PATCH, 1.4.7 PATCH, 1.5.0 MINOR, 2.0.0 MAJOR', '1.4.8', 'PATCH'],
  ['1.4.0 PATCH, 1.5.0 MINOR', '1.4.3', 'PATCH'],
  ['1.4.0 MINOR, 2.0.0 MAJOR', '1.5.0', 'MINOR'],
  ['1.4.0 PATCH, 2.0.0 MAJOR', '1.5.0', 'PATCH'],
  ['1.4.0 PATCH, 10.0.0 MAJOR, 9.0.0 MAJOR', '1.4.1+cpu', 'PATCH'],
  // What pre-releases announce.
  ['1.4.0 MAJOR, 2.0.0-rc.1 MAJOR', '2.0.0-rc.2', 'MAJOR'],
  ['1.4.0 MAJOR, 2.0.0-rc.1 PATCH', '2.0.0', 'PATCH'],
  ['1.4.1-rc.1 PATCH, 2.0.0 MAJOR', '1.4.1', 'PATCH'],
  // Builds of one version.
  ['1.4.0+cpu PATCH, 2.0.0 MAJOR', '1.4.0+gpu', 'PATCH'],
  ['1.4.0 PATCH', '1.4.0+cpu', 'PATCH'],
  ['1.4.0+cpu PATCH', '1.4.0', 'PATCH'],
])('beside %s there is a place for %s, a %s', async (there, wanted, level) => {
  expect(await register(rows(there), wanted)).toBe(`${level} ${wanted}`);
});

test.each([
  ['1.4.2 MINOR', '1.4.3'],
  ['1.4.2 MINOR', '1.5.0-rc.1'],
  ['1.4.2 MINOR', '0.1.0'],
  ['1.4.0 MINOR, 2.0.0 MAJOR', '1.4.1'],
  ['1.4.0 MAJOR, 2.0.0 MAJOR', '1.5.0'],
  ['1.4.0 PATCH, 1.4.7 PATCH, 2.0.0 PATCH', '1.4.6'],
  ['1.0.0 MAJOR, 3.0.0 MAJOR', '2.0.0'],
  ['2.0.0 PATCH', '1.0.0'],
  ['1.4.1-rc.1 MINOR, 2.0.0 MAJOR', '1.4.1'],
  ['1.4.1-rc.2 PATCH, 2.0.0 PATCH', '1.4.1-rc.1'],
  ['1.4.1 PATCH', '1.4.1-rc.1'],
  ['1.4.0+cpu MINOR', '1.4.0+gpu'],
])('beside %s there is no place for %s', async (there, wanted) => {
  await expect(register(rows(there), wanted)).rejects.toMatchObject({ code: 'VERSION_TOO_LOW' });
});

test('the refusal says what the change is, and from which version on it may be registered', async () => {
  await expect(register(rows('1.4.2 MINOR'), '0.1.0')).rejects.toMatchObject({
    message: expect.stringMatching(/0\.1\.0 is lower.*after 1\.4\.2 .*MINOR \(it changed\).*1\.5\.0/),
    extensions: { code: 'VERSION_TOO_LOW', derived: '1.5.0', highest: '1.4.2', level: 'MINOR' },
  });
});

const small = fc.nat({ max: 2 });
const anyVersion = fc
  .tuple(small, small, small, fc.constantFrom('', '', '-rc.1', '-rc.2'), fc.constantFrom('', '', '+cpu', '+gpu'))
  .map(([major, minor, patch, prerelease, build]) => `${major}.${minor}.${patch}${prerelease}${build}`);
const anyLevel = fc.constantFrom<BumpLevel>('PATCH', 'MINOR', 'MAJOR');

/** The rule in its own words, over plain numbers, which the implementation does not use. */
function isLegal(there: readonly Registered[], wanted: string): boolean {
  const parse = (version: string) => {
    const [core = '', build = ''] = version.split('+');
    const [numbers = '', prerelease = null] = core.split('-');
    const [major = 0, minor = 0, patch = 0] = numbers.split('.').map(Number);
    return { major, minor, patch, prerelease, build, numbers };
  };
  type Parsed = ReturnType<typeof parse>;
  const rank = ({ major, minor, patch, prerelease, build }: Parsed) =>
    `${major}${minor}${patch}${prerelease === null ? '~' : prerelease}|${build}`;
  const own = parse(wanted);
  const versions = there.map(({ version, level }) => ({ ...parse(version), level }));
  const highestOf = (fits: (one: Parsed) => boolean) =>
    versions
      .filter(fits)
      .reduce<(typeof versions)[number] | null>(
        (best, one) => (best === null || rank(one) > rank(best) ? one : best),
        null,
      );
  const follows = (base: (typeof versions)[number] | null, most: number) => {
    if (base === null) return false;
    const size = { PATCH: 0, MINOR: 1, MAJOR: 2, INITIAL: 2 }[base.level];
    const next = [
      { ...base, patch: base.patch + 1 },
      { ...base, minor: base.minor + 1, patch: 0 },
      { ...base, major: base.major + 1, minor: 0, patch: 0 },
    ][size]!;
    return size <= most && rank(own) >= rank({ ...next, prerelease: null, build: '' });
  };
  if (
    follows(
      highestOf(() => true),
      2,
    )
  )
    return true;
  if (
    follows(
      highestOf((one) => one.major === own.major && one.minor === own.minor),
      0,
    )
  )
    return true;
  if (
    follows(
      highestOf((one) => one.major === own.major),
      1,
    )
  )
    return true;
  const same = highestOf((one) => one.numbers === own.numbers);
  if (same === null) return false;
  const size = { PATCH: 0, MINOR: 1, MAJOR: 2, INITIAL: 2 }[same.level];
  if (same.prerelease === own.prerelease) return size === 0;
  return same.prerelease !== null && rank(own) > rank(same) && size <= (own.patch > 0 ? 0 : own.minor > 0 ? 1 : 2);
}

test('whatever versions there are, a version is registered where the rule says so and nowhere else', async () => {
  let [legal, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.record({ version: anyVersion, level: anyLevel }), {
        selector: ({ version }) => version,
        minLength: 1,
        maxLength: 8,
      }),
      anyVersion,
      async (versions, wanted) => {
        const there = versions.map((one) => ({ ...one, digest: one.version }));
        fc.pre(there.every(({ version }) => version !== wanted));
        const code = await register(there, wanted).then(
          () => null,
          (error: { code: string }) => error.code,
        );
        const expected = isLegal(there, wanted);
        expect(code, `${wanted} beside ${JSON.stringify(versions)}`).toBe(expected ? null : 'VERSION_TOO_LOW');
        if (expected) legal++;
        else refused++;
      },
    ),
    { numRuns: 3_000 },
  );
  expect(Math.min(legal, refused)).toBeGreaterThan(300);
});
