import { describe, expect, test } from 'vitest';
import { uriBelow } from '#integrations/mlflow/files/uri-segments.js';
import { unreachedArtifact } from '#integrations/mlflow/import/unreached-artifact.js';
import { parseCondaDependency, parsePipRequirement } from '#integrations/reading/parse-requirement.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';

/** Long enough that what takes its square of steps does not come to an end here. */
const LENGTH = 2_000_000;
const long = (text: string) => text.repeat(LENGTH / text.length);

describe('foreign text of any length is read in one walk', () => {
  test.each([long('a-'), long('a:/'), long('http://'), long(':@'), long('x://a:')])(
    'without credentials: %#',
    (text) => {
      expect(withoutCredentials(text).length).toBeGreaterThan(0);
    },
  );

  test.each([`a==1${long(' ')}x`, `a${long(' ')}==1`, `a ${long('[')}`, `${long('a.')}-`, long(' #')])(
    'a requirement: %#',
    (line) => {
      expect([null, undefined, 'pip']).toContain(parsePipRequirement(line)?.manager ?? null);
    },
  );

  test.each([`a${long(' ')}=`, long('a:'), `a=1${long('=')}`])('a dependency of conda: %#', (line) => {
    expect([undefined, 'conda']).toContain(parseCondaDependency(line)?.manager);
  });

  test('a place', () => {
    expect(uriBelow(`s3://b/${long('/')}x`, 'y').endsWith('x/y')).toBe(true);
    expect(unreachedArtifact(`s3://b/${long('/')}x`)).toEqual(expect.any(String));
  });
});

test('credentials go as ever, whatever stands before a scheme', () => {
  expect(withoutCredentials('see _ftp://ann:secret@host/x and x+ssh://git@h and https://token@h/p')).toBe(
    'see _ftp://ann@host/x and x+ssh://git@h and https://h/p',
  );
});
