import { describe, expect, test } from 'vitest';
import { assertNamespace } from '#integrations/importing/assert-namespace.js';
import { fitTags } from '#integrations/importing/fit-tags.js';
import type { Problem } from '#integrations/importing/problem.js';
import { codePinOf } from '#integrations/mlflow/import/code-pin.js';
import { wantedVersions } from '#integrations/mlflow/import/version-number.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';

test.each(['', 'a b', '/a', 'a/b/c/d/e/f', 'x'.repeat(101)])('the namespace "%s" is refused', (namespace) => {
  expect(() => assertNamespace(namespace)).toThrow(/Expected a namespace/);
});

describe('code', () => {
  const COMMIT = '1ea6c70c70de4aa0916691400e2153b82b151e7c';
  const pinOf = (tags: Record<string, string>, sourceVersion: string | null = null) =>
    codePinOf({
      sourceVersion,
      tags: new Map(Object.entries(tags).map(([key, text]) => [`mlflow.source.${key}`, text])),
    });

  test('is the commit, the repository without its password and the path inside it', () => {
    const tags = {
      'git.commit': COMMIT,
      'git.repoURL': 'https://bot:s3cret@git.example.org/a/b.git',
      name: 'train/run.py',
    };
    expect(pinOf(tags)).toEqual({
      commit: COMMIT,
      repository: 'https://git.example.org/a/b.git',
      path: 'train/run.py',
    });
  });

  test('has no path where MLflow only knows one of the machine of the time', () => {
    for (const name of [
      '/Users/x/ipykernel_launcher.py',
      'C:\\x\\a.py',
      '../a.py',
      '~/a.py',
      'https://git.example.org/a',
    ]) {
      expect(pinOf({ 'git.commit': COMMIT, name })).toEqual({ commit: COMMIT, repository: null, path: null });
    }
    expect(pinOf({ 'git.commit': COMMIT, name: 'https://git.example.org/a#examples/b' })?.path).toBe('examples/b');
  });

  test('is null without a commit, or with one that is no hash; old runs keep theirs in source_version', () => {
    expect(pinOf({ name: 'train.py' })).toBeNull();
    expect(pinOf({ 'git.commit': 'main' })).toBeNull();
    expect(pinOf({}, COMMIT)?.commit).toBe(COMMIT);
  });
});

describe('credentials', () => {
  test.each([
    ['https://ghp_token@github.com/a/b', 'https://github.com/a/b'],
    ['ssh://git@github.com/a/b', 'ssh://git@github.com/a/b'],
    ['ssh://git:secret@github.com/a/b', 'ssh://git@github.com/a/b'],
    ['git@github.com:a/b.git', 'git@github.com:a/b.git'],
    ['see https://a:b@c.org/x and ftp://d:e@f.org', 'see https://c.org/x and ftp://d@f.org'],
    ['https://example.org/a@b', 'https://example.org/a@b'],
  ])('%s becomes %s', (text, expected) => {
    expect(withoutCredentials(text)).toBe(expected);
  });
});

describe('version numbers', () => {
  const wanted = (number: number, tags: Record<string, string> = {}) =>
    wantedVersions({ number, tags: new Map(Object.entries(tags)) });

  test('N is N.0.0 unless a tag holds a SemVer, whose build metadata is kept', () => {
    expect(wanted(3)).toEqual(['3.0.0']);
    expect(wanted(3, { version: 'v1.2.0-rc.1' })).toEqual(['1.2.0-rc.1', '3.0.0']);
    expect(wanted(3, { version: 'latest', semver: '1.4.0' })).toEqual(['1.4.0', '3.0.0']);
    expect(wanted(3, { version: '2.1.0+cpu' })).toEqual(['2.1.0+cpu', '3.0.0']);
    expect(wanted(3, { version: '3.0.0' })).toEqual(['3.0.0']);
  });
});

test('a tag that does not fit is left out whole and reported, the others are kept', () => {
  const problems: Problem[] = [];
  const many = Array.from({ length: 1_001 }, (_, i) => [`k${i}`, ''] as const);
  const tags = fitTags([['long', 'x'.repeat(8_001)], ['a', '1'], ['a', '2'], ...many], 'run', (problem) =>
    problems.push(problem),
  );
  expect(Object.keys(tags)).toHaveLength(1_000);
  expect(tags.a).toBe('2');
  expect(problems.map((problem) => problem.path)).toEqual(['run/tags/long', 'run/tags/k999', 'run/tags/k1000']);
});
