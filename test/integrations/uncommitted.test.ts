import { createHash } from 'node:crypto';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readProvenance } from '#integrations/provenance/read-provenance.js';
import { createGitFolder, type GitFolder } from '../support/git-folder.js';

let folder: GitFolder;
beforeEach(async () => {
  folder = await createGitFolder();
  await put('models/train.py', 'pass\n');
  await put('other/notes.txt', 'a\n');
  await put('.gitignore', '*.log\n');
  await folder.commit('all');
});
afterEach(() => folder[Symbol.asyncDispose]());

const at = (name: string) => path.join(folder.path, name);
const put = async (name: string, content: string) => {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), content);
};
const touch = (name: string) => utimes(at(name), new Date(), new Date('2031-01-01T00:00:00Z'));
const uncommitted = async (inside = 'models') => {
  const told = await readProvenance(at(inside), { PATH: process.env['PATH'], HOME: process.env['HOME'] });
  return told.uncommitted?.map(({ path: file, how }) => `${file} (${how})`);
};

test('a file that only has another time is committed', async () => {
  await touch('models/train.py');
  expect(await uncommitted()).toEqual([]);
});

test('what was changed, deleted or staged is named, anywhere in the repository', async () => {
  await put('models/train.py', 'fail\n');
  await rm(at('other/notes.txt'));
  await put('other/new.py', 'pass\n');
  await folder.git('add', 'other/new.py');
  expect(await uncommitted()).toEqual([
    'models/train.py (changed)',
    'other/new.py (changed, and staged)',
    'other/notes.txt (deleted)',
  ]);
});

test('of files that Git does not know those below the folder count, unless they are ignored', async () => {
  await put('models/new.py', 'pass\n');
  await put('models/__pycache__/train.pyc', 'x');
  await put('models/train.log', 'x');
  await put('other/new.py', 'pass\n');
  await put('models/sub/.gitignore', '*\n');
  await put('models/sub/kept.bin', 'x');
  await put('.git/info/exclude', 'scratch*\n');
  await put('models/scratch.txt', 'x');
  expect(await uncommitted()).toEqual(['models/__pycache__/train.pyc (not in Git)', 'models/new.py (not in Git)']);
  expect(await uncommitted('other')).toEqual(['other/new.py (not in Git)']);
});

test('a change that Git was told not to look at is named all the same', async () => {
  await folder.git('update-index', '--assume-unchanged', 'models/train.py');
  expect(await uncommitted()).toEqual([]);
  await put('models/train.py', 'fail\n');
  expect(await uncommitted()).toEqual(['models/train.py (changed)']);
  await folder.git('update-index', '--no-assume-unchanged', '--skip-worktree', 'models/train.py');
  expect(await uncommitted()).toEqual(['models/train.py (changed)']);
});

test('ends of lines are compared as Git converts them', async () => {
  await put('.gitattributes', '*.txt text eol=crlf\n');
  await put('models/lines.txt', 'a\r\nb\r\n');
  await folder.commit('lines');
  await touch('models/lines.txt');
  expect(await uncommitted()).toEqual([]);
  await put('models/lines.txt', 'a\r\nc\r\n');
  expect(await uncommitted()).toEqual(['models/lines.txt (changed)']);
});

test('a file of Git LFS is compared by its pointer, and one of another filter is told to be uncertain', async () => {
  const content = 'weights'.repeat(1_000);
  const oid = createHash('sha256').update(content).digest('hex');
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
  await put('models/weights.bin', pointer);
  await put('models/secret.txt', 'sealed\n');
  await folder.commit('as a filter leaves them');
  await put('.gitattributes', '*.bin filter=lfs\nsecret.txt filter=crypt\n');
  await folder.commit('attributes');
  await put('models/weights.bin', content);
  expect(await uncommitted()).toEqual([]);
  await put('models/secret.txt', 'plain\n');
  expect(await uncommitted()).toEqual(['models/secret.txt (changed, or only by its filter "crypt", which is not run)']);
  await put('models/weights.bin', `${content}more`);
  expect(await uncommitted()).toHaveLength(2);
});

test('names that look like options, or hold anything, are told as they are', async () => {
  for (const name of ['models/-n', 'models/a b', 'models/"quoted"', 'models/ü\nline']) await put(name, 'x');
  await folder.commit('odd names');
  for (const name of ['models/-n', 'models/a b', 'models/"quoted"', 'models/ü\nline']) await put(name, 'y');
  expect(await uncommitted()).toEqual([
    'models/"quoted" (changed)',
    'models/-n (changed)',
    'models/a b (changed)',
    'models/ü\nline (changed)',
  ]);
});
