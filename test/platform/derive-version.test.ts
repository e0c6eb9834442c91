import { expect, test } from 'vitest';
import { type BumpLevel, chooseVersion, INITIAL_BUMP, nextVersion } from '#platform/versions/derive-version.js';

const bump = (level: BumpLevel) => ({ level, reasons: ['it changed'] });

test.each([
  [null, 'PATCH', '1.0.0'],
  ['1.4.2', 'PATCH', '1.4.3'],
  ['1.4.2', 'MINOR', '1.5.0'],
  ['1.4.2', 'MAJOR', '2.0.0'],
  ['0.9.9', 'MAJOR', '1.0.0'],
  ['2.0.0-rc.1', 'PATCH', '2.0.1'],
  ['2.0.0-rc.1', 'MINOR', '2.1.0'],
] as const)('after %s a %s is %s', (highest, level, expected) => {
  expect(nextVersion(highest, bump(level))).toBe(expected);
  expect(chooseVersion(undefined, highest, bump(level))).toBe(expected);
});

test('the first version of a name is what was asked for, else 1.0.0', () => {
  expect(chooseVersion('0.0.1-alpha', null, INITIAL_BUMP)).toBe('0.0.1-alpha');
  expect(chooseVersion(undefined, null, INITIAL_BUMP)).toBe('1.0.0');
});

test.each(['1.5.0', '1.6.0', '2.0.0-rc.1', '9.9.9'])('a MINOR after 1.4.2 may be registered as %s', (wanted) => {
  expect(chooseVersion(wanted, '1.4.2', bump('MINOR'))).toBe(wanted);
});

test.each(['1.4.2', '1.4.3', '1.5.0-rc.1', '0.1.0'])('a MINOR after 1.4.2 is not registered as %s', (wanted) => {
  expect(() => chooseVersion(wanted, '1.4.2', bump('MINOR'))).toThrow(
    expect.objectContaining({
      code: 'VERSION_TOO_LOW',
      message: expect.stringMatching(
        new RegExp(`${wanted} is lower.*after 1\\.4\\.2 .*MINOR \\(it changed\\).*1\\.5\\.0`),
      ),
      extensions: { code: 'VERSION_TOO_LOW', derived: '1.5.0', highest: '1.4.2', level: 'MINOR' },
    }),
  );
});
