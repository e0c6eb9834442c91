import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync } from 'node:fs';
import { rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createArtifactStore } from '#integrations/mlflow/artifacts/artifact-store.js';
import { createFolderObjects } from '#integrations/mlflow/artifacts/folder-objects.js';

const never = new AbortController().signal;
const sha256 = (bytes: Buffer) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

function openFolder(maxBytes = 1_000_000) {
  const folder = mkdtempSync(path.join(tmpdir(), 'artifacts-'));
  const store = createArtifactStore(createFolderObjects(folder), maxBytes);
  const put = (name: string, bytes: Buffer | string) => store.put(name, Readable.from([Buffer.from(bytes)]), never);
  const read = async (name: string) => buffer((await store.open(name)).content);
  const dispose = () => rm(folder, { recursive: true, force: true });
  return { folder, store, put, read, [Symbol.asyncDispose]: dispose };
}

describe('a folder of artifacts', () => {
  test('gives back the bytes of each path, with their digest and size', async () => {
    await using open = openFolder();
    const bytes = randomBytes(100_000);
    expect(await open.put('1/run/artifacts/a b/ü#?%2F.bin', bytes)).toEqual({
      digest: sha256(bytes),
      sizeBytes: 100_000,
    });
    expect(await open.read('1/run/artifacts/a b/ü#?%2F.bin')).toEqual(bytes);
    expect(await open.store.filesBelow('1/run/artifacts')).toEqual([
      { path: 'a b/ü#?%2F.bin', digest: sha256(bytes), sizeBytes: 100_000 },
    ]);
  });

  test('lists what was put there last, by folder, and nothing that was removed', async () => {
    await using open = openFolder();
    for (const name of ['r/a', 'r/b/c', 'r/b/d', 'r/b', 'r/gone/x', 'r/gone/y']) await open.put(name, name);
    await open.put('r/a', 'the second');
    await open.store.remove('r/gone');
    await open.store.remove('r/nothing');
    expect(await open.store.list('r')).toEqual([
      { name: 'a', sizeBytes: 10 },
      { name: 'b', sizeBytes: null },
    ]);
    expect(await open.store.list('r/b')).toEqual([
      { name: 'c', sizeBytes: 5 },
      { name: 'd', sizeBytes: 5 },
    ]);
    expect(await open.store.list('r/gone')).toEqual([]);
    await expect(open.store.open('r/gone/x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await open.read('r/a')).toString()).toBe('the second');
  });

  test('stores the same bytes once, and those of overwritten files still', async () => {
    await using open = openFolder();
    for (const name of ['a', 'b', 'c']) await open.put(name, 'same');
    await open.put('a', 'other');
    const contents = readdirSync(path.join(open.folder, 'sha256'), { recursive: true, withFileTypes: true });
    expect(contents.filter((entry) => entry.isFile())).toHaveLength(2);
    expect(readdirSync(path.join(open.folder, 'uploads'))).toEqual([]);
  });

  test('stores nothing of what is too large, breaks off or is given up', async () => {
    await using open = openFolder(10);
    await expect(open.put('large', 'eleven bytes')).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('abc');
        throw new Error('the client has left');
      })(),
    );
    await expect(open.store.put('broken', broken, never)).rejects.toThrow('the client has left');
    await expect(open.store.put('late', Readable.from(['x']), AbortSignal.abort())).rejects.toThrow();
    expect(await open.store.list('large')).toEqual([]);
    expect(readdirSync(path.join(open.folder, 'uploads'))).toEqual([]);
  });

  test.each([
    '',
    '/',
    '/etc/passwd',
    '..',
    'a/../b',
    'a//b',
    './a',
    'a/',
    'a\\b',
    'a\u0000b',
    'a\nb',
    `a/${'x'.repeat(201)}`,
  ])('takes no path %j', async (name) => {
    await using open = openFolder();
    await expect(open.put(name, 'x')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(open.store.open(name)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(open.store.remove(name)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('keeps a path that reads as one of its own marks or folders apart from them', async () => {
    await using open = openFolder();
    await open.put('a', 'file');
    await open.put('a~/00000000000000001_removed', 'inside');
    expect((await open.read('a')).toString()).toBe('file');
    expect((await open.read('a~/00000000000000001_removed')).toString()).toBe('inside');
  });

  test('any part of a path that is taken comes back as it was', async () => {
    await using open = openFolder();
    const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.uuid(), part, part, async (run, folder, file) => {
        const name = `${run}/${folder}/${file}`;
        const taken = await open.put(name, name).catch(() => null);
        if (taken === null) return;
        expect((await open.read(name)).toString()).toBe(name);
        expect((await open.store.filesBelow(run)).map((one) => one.path)).toEqual([`${folder}/${file}`]);
      }),
      { numRuns: 150 },
    );
  });

  test('a link that somebody laid in the place of a new content is not written through', async () => {
    await using open = openFolder();
    const bytes = Buffer.from('content');
    const hex = sha256(bytes).slice('sha256:'.length);
    await open.put('first', 'makes the folders');
    const outside = path.join(open.folder, 'outside');
    const { mkdir } = await import('node:fs/promises');
    await mkdir(path.join(open.folder, 'sha256', hex.slice(0, 2)), { recursive: true });
    await symlink(outside, path.join(open.folder, 'sha256', hex.slice(0, 2), hex));
    await open.put('second', bytes);
    expect(readdirSync(open.folder)).not.toContain('outside');
  });
});

describe('a bucket that takes parts', () => {
  const MIB = 1024 ** 2;
  const begun = async (maxBytes: number, parts: number) => {
    const partUploads = {
      begin: async (count: number) => ({ upload: 'u', urls: Array.from({ length: count }, () => 'https://bucket') }),
      end: () => Promise.reject(new Error('never ended')),
      abort: async () => {},
    };
    const objects = { ...createFolderObjects(tmpdir()), partUploads };
    const { urls = [] } = (await createArtifactStore(objects, maxBytes).uploads?.begin('a', parts)) ?? {};
    return urls.length;
  };

  test('signs no more URLs than the largest file has parts of the least size', async () => {
    expect(await begun(5 * MIB, 1)).toBe(1);
    expect(await begun(5 * MIB + 1, 2)).toBe(2);
    expect(await begun(5 * 1024 * MIB, 1_024)).toBe(1_024);
    for (const [maxBytes, parts] of [
      [1, 2],
      [5 * MIB, 2],
      [5 * 1024 * MIB, 1_025],
    ] as const)
      await expect(begun(maxBytes, parts)).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });
});
