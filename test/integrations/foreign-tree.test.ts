import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { treeFiles } from '#integrations/mlflow/files/tree-files.js';
import { digestOf } from '#integrations/reading/digest-of.js';
import { ForeignTree } from '#integrations/reading/foreign-tree.js';
import { createStore, type TemporaryStore } from './mlflow-fixture.js';

let files: TemporaryStore;
let tree: ForeignTree;
beforeAll(async () => {
  files = await createStore({ 'a/file.txt': 'inside', 'b/other.txt': 'other' });
  await writeFile(path.join(files.parent, 'secret.txt'), 'secret');
  await link('a/inside', '../b/other.txt');
  await link('a/absolute', path.join(files.root, 'b/other.txt'));
  await link('a/folder', '../b');
  await link('a/out', '../../secret.txt');
  await link('a/twice', 'out');
  await link('a/above', '../..');
  await link('a/etc', '/etc/passwd');
  await link('a/loop', '..');
  await link('a/self', 'self');
  await link('a/nowhere', 'nothing');
  await link('a/null', '/dev/null');
  await link('out', '..');
  execFileSync('mkfifo', [at('a/fifo')]);
  tree = await ForeignTree.at(files.root);
});
afterAll(() => files[Symbol.asyncDispose]());

const at = (name: string) => path.join(files.root, name);
const link = (name: string, target: string) => symlink(target, at(name));

test('a listing follows what stays inside, and names all that it passes over', async () => {
  const passed: [string, string][] = [];
  const entries = await tree.list(at('a'), (place, reason) => passed.push([path.basename(place), reason]));
  expect(entries.map(({ name, isFolder }) => [name, isFolder])).toEqual([
    ['absolute', false],
    ['file.txt', false],
    ['folder', true],
    ['inside', false],
  ]);
  const outside = 'leads out of the folder, through a link or its path: it is not read';
  expect(passed).toEqual([
    ['above', outside],
    ['etc', outside],
    ['fifo', 'is neither a file nor a folder, and is not opened'],
    ['loop', 'is a link to a folder that it lies in'],
    ['nowhere', 'is a link that leads nowhere'],
    ['null', outside],
    ['out', outside],
    ['self', 'is a link that leads to itself'],
    ['twice', outside],
  ]);
});

test('a link within the tree is read as what it leads to', async () => {
  for (const name of ['a/inside', 'a/absolute', 'a/folder/other.txt', 'a/../b/other.txt'])
    expect([name, (await tree.read(at(name), 100)).toString()]).toEqual([name, 'other']);
});

test.each(['a/out', 'a/twice', 'a/etc', 'out/secret.txt', '../secret.txt', 'a/above/secret.txt', 'a/null'])(
  '%s is not opened',
  async (name) => {
    await expect(tree.read(at(name), 1_000_000)).rejects.toMatchObject({ name: 'UnreadableFile' });
    await expect(tree.digest(at(name))).rejects.toMatchObject({ name: 'UnreadableFile' });
  },
);

test.each([
  ['a/fifo', 'notRegular'],
  ['a', 'notRegular'],
  ['a/none', 'missing'],
  ['a/nowhere', 'missing'],
  ['a/file.txt/below', 'unreadable'],
])('%s is %s', async (name, obstacle) => {
  await expect(tree.open(at(name))).rejects.toMatchObject({ obstacle });
});

test('what is larger than it may be is not read, and a hole of many terabytes is not hashed', async () => {
  await writeFile(at('hole'), '');
  await truncate(at('hole'), 2 ** 40 + 1);
  await expect(tree.read(at('a/file.txt'), 5)).rejects.toMatchObject({ obstacle: 'tooLarge' });
  await expect(tree.digest(at('hole'))).rejects.toMatchObject({ obstacle: 'tooLarge' });
  expect((await tree.read(at('a/file.txt'), 6)).toString()).toBe('inside');
});

test('a file that grows while it is read is no file to take a digest of', async () => {
  await writeFile(at('growing'), Buffer.alloc(200_000));
  const { handle } = await tree.open(at('growing'));
  await handle.close();
  const digest = tree.digest(at('growing'));
  const grown = (async () => {
    for (let n = 0; n < 50; n++) await appendFile(at('growing'), 'more');
  })();
  const [outcome] = await Promise.allSettled([digest, grown]);
  // Which of the two came first is not ours to say: it is the whole of some moment, or none.
  if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'UnreadableFile' });
  else expect((outcome.value.sizeBytes - 200_000) % 4).toBe(0);
});

test('folders that link to each other end', async () => {
  for (let n = 0; n < 16; n++) {
    await mkdir(at(`maze/${n}`), { recursive: true });
    for (const name of ['l', 'r']) await link(`maze/${n}/${name}`, `../${n + 1}`);
  }
  await mkdir(at('maze/16'));
  await link('maze/16/back', '../0');
  const ways = await ForeignTree.at(at('maze'));
  let folders = 0;
  const visit = async (folder: string): Promise<void> => {
    for (const entry of await ways.list(folder, () => {})) {
      folders++;
      if (entry.isFolder) await visit(entry.path);
    }
  };
  await visit(at('maze'));
  expect(folders).toBeLessThanOrEqual(17 + 1_000);
});

test('a file that grows while it is streamed is not taken for a whole one', async () => {
  const file = at('a/grows.bin');
  await writeFile(file, 'first');
  const taken = tree.stream(file, async (content) => {
    await appendFile(file, ' and more');
    let text = '';
    for await (const chunk of content) text += Buffer.from(chunk).toString();
    return text;
  });
  await expect(taken).rejects.toMatchObject({ name: 'UnreadableFile', message: 'changed its size while it was read' });
  await expect(tree.stream(file, async () => 'read', 3)).rejects.toMatchObject({ obstacle: 'tooLarge' });
});

test('a file among the artifacts of a run that grows while it is copied is not taken for a whole one', async () => {
  const artifacts = treeFiles(tree, at('a'), 'run');
  await writeFile(at('a/copied.bin'), 'first');
  const taken = artifacts.stream('copied.bin', async (content) => {
    await appendFile(at('a/copied.bin'), ' and more');
    return digestOf(content);
  });
  await expect(taken).rejects.toMatchObject({ message: 'changed its size while it was read' });
});
