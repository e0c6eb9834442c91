import { describe, expect, test } from 'vitest';
import { assertNamespace, assignNames, type Named } from '#integrations/mlflow/assign-names.js';
import { codePinOf } from '#integrations/mlflow/code-pin.js';
import { fitTags } from '#integrations/mlflow/fit-tags.js';
import { parameterValue } from '#integrations/mlflow/parameter-value.js';
import type { Problem } from '#integrations/mlflow/problem.js';
import type { MlflowModelVersion } from '#integrations/mlflow/read-registered-model.js';
import { versionNumberOf } from '#integrations/mlflow/version-number.js';
import { withoutCredentials } from '#integrations/reading/without-credentials.js';
import { NAME_PATTERN } from '#platform/refs/ref.js';

describe('names', () => {
  test.each([
    ['triplet_model', 'ns/triplet_model'],
    ['MLflow Quickstart', 'ns/MLflow-Quickstart'],
    ['/Users/jo@example.org/été 2024 ', 'ns/Users/jo-example.org/ete-2024'],
    ['_hidden/../x', 'ns/hidden/x'],
    ['a/b/c/d/e/f/g', 'ns/a/b/c/d/e-f-g'],
    ['эксперимент', 'ns/unnamed-7'],
  ])('%s becomes %s', (name, expected) => {
    expect(namesOf([{ name, id: '7', createdAt: 1 }])).toEqual([expected]);
    expect(expected).toMatch(NAME_PATTERN);
  });

  test('of two that become one the oldest keeps it, in whatever order they come', () => {
    const older = { name: 'a b', id: '9', createdAt: 1 };
    const newer = { name: 'a-b', id: '2', createdAt: 2 };
    const third = { name: 'a-b-2', id: '3', createdAt: 3 };
    expect(namesOf([older, newer, third])).toEqual(['ns/a-b', 'ns/a-b-2', 'ns/a-b-2-3']);
    expect(namesOf([newer, third, older])).toEqual(['ns/a-b-2', 'ns/a-b-2-3', 'ns/a-b']);
  });

  test('that are too long are cut and told apart', () => {
    const names = namesOf([1, 2].map((id) => ({ name: 'x'.repeat(300), id: String(id), createdAt: id })));
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(NAME_PATTERN);
    expect(names[1]).toHaveLength(200);
  });

  test('without an id are told apart by a digest of the name', () => {
    expect(
      namesOf([
        { name: 'm m', createdAt: 1 },
        { name: 'm-m', createdAt: 2 },
      ])[1],
    ).toMatch(/^ns\/m-m-[0-9a-f]{8}$/);
  });

  test.each(['', 'a b', '/a', 'a/b/c/d/e/f', 'x'.repeat(101)])('the namespace "%s" is refused', (namespace) => {
    expect(() => assertNamespace(namespace)).toThrow(/Expected a namespace/);
  });
});

describe('parameters', () => {
  test.each([
    ['0.008', 0.008],
    ['96', 96],
    ['-3', -3],
    ['0', 0],
    ['1.0', 1],
    ['1e-05', 0.00001],
    ['0.00001', 0.00001],
    ['1.5e+20', 1.5e20],
  ])('%s is the number Python printed', (text, number) => {
    expect(parameterValue(text)).toBe(number);
  });

  test.each([
    '007',
    '3.10',
    '1.',
    '.5',
    '+1',
    '-0',
    '-0.0',
    'nan',
    'inf',
    'True',
    '',
    ' 1',
    '1 ',
    '1_000',
    '0x10',
    '12345678901234567890',
    '1.2.3',
    '[1, 2]',
    '1e400',
  ])('"%s" stays the text it was', (text) => {
    expect(parameterValue(text)).toBe(text);
  });
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
  const version = (number: number, tags: Record<string, string> = {}) =>
    ({ number, tags: new Map(Object.entries(tags)) }) as Pick<
      MlflowModelVersion,
      'number' | 'tags'
    > as MlflowModelVersion;

  test('N is N.0.0 unless a tag holds a SemVer nobody took', () => {
    expect(versionNumberOf(version(3), new Set())).toBe('3.0.0');
    expect(versionNumberOf(version(3, { version: 'v1.2.0-rc.1' }), new Set())).toBe('1.2.0-rc.1');
    expect(versionNumberOf(version(3, { version: 'latest', semver: '1.4.0' }), new Set())).toBe('1.4.0');
    expect(versionNumberOf(version(3, { version: '1.4.0' }), new Set(['1.4.0']))).toBe('3.0.0');
    expect(versionNumberOf(version(3), new Set(['3.0.0']))).toBeNull();
  });
});

test('a tag that does not fit is left out whole and reported, the others are kept', () => {
  const problems: Problem[] = [];
  const many = Array.from({ length: 1_001 }, (_, i) => [`k${i}`, ''] as const);
  const tags = fitTags([['long', 'x'.repeat(5_001)], ['a', '1'], ['a', '2'], ...many], 'run', (problem) =>
    problems.push(problem),
  );
  expect(Object.keys(tags)).toHaveLength(1_000);
  expect(tags.a).toBe('2');
  expect(problems.map((problem) => problem.path)).toEqual(['run/tags/long', 'run/tags/k999', 'run/tags/k1000']);
});

function namesOf(things: readonly Named[]): (string | undefined)[] {
  const names = assignNames('ns', things);
  return things.map((thing) => names.get(thing));
}
