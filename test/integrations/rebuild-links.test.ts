import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ApiError } from '#integrations/client/api-error.js';
import type { Subject } from '#integrations/reproduction/read-subject.js';
import { writeReproduction } from '#integrations/reproduction/write-reproduction.js';
import { createGitFolder, type GitFolder } from '../support/git-folder.js';
import { digestOf } from '../support/seed-peers.js';

let repository: GitFolder;
let place: string;
beforeEach(async () => {
  repository = await createGitFolder();
  place = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-rebuild-'));
  await mkdir(at('outside'));
  await writeFile(at('outside/kept'), 'kept');
  await writeFile(at('in.csv'), 'rows');
  await writeFile(inClone('train.sh'), 'printf rows > out.bin\n');
});
afterEach(async () => {
  await rm(place, { recursive: true, force: true });
  await repository[Symbol.asyncDispose]();
});

const at = (name: string) => path.join(place, name);
const inClone = (name: string) => path.join(repository.path, name);
const file = (name: string, from = 'in.csv', content = 'rows') => ({
  path: name,
  uri: pathToFileURL(at(from)).href,
  digest: digestOf(content),
  sizeBytes: content.length,
});
const artifact = (name: string, content = 'rows') => ({ ...file(name, 'in.csv', content), uri: 's3://acme/x' });

let turn = 0;

/** A version as a server would tell it, whatever that is worth. */
async function reproduced(over: Partial<Subject> & { readonly data?: Subject['artifacts'] } = {}) {
  await writeFile(inClone('turn'), String(++turn));
  const commit = await repository.commit('all');
  const { data = [], code, ...rest } = over;
  const subject: Subject = {
    ref: 'acme/a@1.0.0',
    digest: digestOf('{}'),
    manifest: {},
    config: null,
    tags: { command: 'sh train.sh' },
    artifacts: [artifact('out.bin')],
    datasets: [{ role: 'TRAINING', datasetVersion: { ref: 'acme/data@1.0.0', digest: digestOf('{}'), files: data } }],
    environment: null,
    run: null,
    reproducibility: { verdict: 'REPRODUCIBLE', missing: [] },
    ...rest,
    code: { repository: repository.path, commit, path: null, dirty: false, ...code },
  };
  const client = {
    query: async <Data>() => ({ modelVersion: subject }) as Data,
    mutate: () => Promise.reject(new ApiError('INTERNAL_SERVER_ERROR', 'nothing is written')),
  };
  const folder = at('folder');
  return { folder, ...(await writeReproduction({ client, ref: subject.ref, folder, force: true, maxBytes: 1_000 })) };
}
const rebuild = (folder: string) =>
  promisify(execFile)('sh', [path.join(folder, 'rebuild.sh')]).then(
    () => 'rebuilt',
    (error: { stderr: string }) => error.stderr,
  );
const untouched = async () => {
  expect(await readdir(at('outside'))).toEqual(['kept']);
  expect(await readFile(at('outside/kept'), 'utf8')).toBe('kept');
};

test.each([
  ['a folder of data that is a link', 'data', 'outside', 'data/in.csv'],
  ['a folder above the data that is a link', 'data', 'outside', 'data/deep/er/in.csv'],
  ['data that is a link to a file that is not there', 'in.csv', 'outside/new', 'in.csv'],
  ['data that is a link to a file that is there', 'in.csv', 'outside/kept', 'in.csv'],
])('%s is not written through', async (_, link, target, name) => {
  await symlink(at(target), inClone(link));
  const { folder } = await reproduced({ data: [file(name)] });
  expect(await rebuild(folder)).toContain('leads out of');
  await untouched();
});

test.each([
  ['an artifact', () => ({ artifacts: [artifact('linked/kept')] })],
  ['the folder of the code', () => ({ code: { path: 'linked' } as Subject['code'] })],
  ['a lock file', () => ({ environment: locked('linked/requirements.txt') })],
])('%s below a link that leaves is not touched', async (_, over) => {
  await symlink(at('outside'), inClone('linked'));
  const { folder } = await reproduced(over());
  expect(await rebuild(folder)).toContain('leads out of');
  await untouched();
});

test('links that stay inside are followed', async () => {
  await mkdir(inClone('real'));
  await writeFile(inClone('real/.keep'), '');
  await writeFile(inClone('train.sh'), 'cat data/in.csv > out.bin\n');
  await symlink('real', inClone('data'));
  const { folder } = await reproduced({ data: [file('data/in.csv')] });
  expect(await rebuild(folder)).toBe('rebuilt');
});

test('the clone itself is no link', async () => {
  const { folder } = await reproduced();
  await symlink(at('outside'), path.join(folder, 'source'));
  expect(await rebuild(folder)).toContain('source is a link');
  await untouched();
});

test('paths that begin with - are paths', async () => {
  await writeFile(inClone('train.sh'), 'cat ./-data/-in.csv > ./-out.bin\n');
  const { folder, plan } = await reproduced({ data: [file('-data/-in.csv')], artifacts: [artifact('-out.bin')] });
  expect(plan.leftOut).toEqual([]);
  expect(await rebuild(folder)).toBe('rebuilt');
});

test('what a server names on this machine is not read whatever its size', async () => {
  await writeFile(at('hole'), '');
  await truncate(at('hole'), 2 ** 40);
  await writeFile(at('large'), 'x'.repeat(600));
  const unsized = (name: string, from: string) => ({ ...file(name, from, 'x'.repeat(600)), sizeBytes: null });
  const { findings } = await reproduced({
    data: [file('in.csv'), file('size', 'hole'), unsized('a', 'large'), unsized('b', 'large'), unsized('c', 'hole')],
  });
  expect(findings.slice(2).map(({ outcome, what }) => `${outcome}: ${what.replace(/ at \S+/, '')}`)).toEqual([
    'ok: in.csv has its digest',
    'failed: size has 1099511627776 bytes, and 4 were sealed',
    'ok: a has its digest',
    'unknown: b was not read: it has 600 bytes, and 396 are left to read (--check-bytes)',
    'unknown: c was not read: it has 1099511627776 bytes, and 396 are left to read (--check-bytes)',
    'unknown: out.bin is not here',
  ]);
});

test('a device, and a file of another size, are not copied', async () => {
  const device = { ...file('in.csv'), uri: 'file:///dev/zero' };
  expect(await rebuild((await reproduced({ data: [device] })).folder)).toContain('/dev/zero is no file.');
  const other = { ...file('in.csv'), sizeBytes: 5 };
  expect(await rebuild((await reproduced({ data: [other] })).folder)).toContain('has another size than 5 bytes.');
});

test('a link that lies in the folder to be written is replaced, not written through', async () => {
  await mkdir(at('folder'));
  for (const name of ['README.md', 'rebuild.sh', 'requirements.txt'])
    await symlink(at('outside/kept'), at(`folder/${name}`));
  await chmod(at('outside/kept'), 0o600);
  await reproduced();
  await untouched();
});

test('marks that turn the direction of reading are in no path and no command', async () => {
  const { folder, plan } = await reproduced({
    tags: { command: 'sh train.sh # \u202e' },
    artifacts: [artifact('out\u2066.bin')],
    data: [file('in\u200f.csv')],
  });
  expect(plan).toMatchObject({ command: null, artifacts: [], data: [] });
  expect(plan.leftOut).toHaveLength(3);
  expect(await readFile(path.join(folder, 'rebuild.sh'), 'utf8')).not.toMatch(/\p{Bidi_Control}/u);
});

test('the README shows what a server tells as text and code, and nothing of it is markup', async () => {
  const { folder } = await reproduced({
    tags: { command: 'echo ``a`` | <b>' },
    reproducibility: { verdict: 'PARTIAL', missing: ['![x](https://evil.example.org/x.png) <img src=x> `code`'] },
  });
  const text = await readFile(path.join(folder, 'README.md'), 'utf8');
  expect(text).toContain('- !\\[x\\](https://evil.example.org/x.png) \\<img src=x> \\`code\\`');
  expect(text).toContain('4. Command: ``` echo ``a`` | <b> ```,');
});

function locked(name: string): Subject['environment'] {
  const facts = { image: null, os: null, seed: null, variables: [], runtime: null, packages: [] };
  return { ref: 'acme/e@1.0.0', digest: digestOf('{}'), lock: { path: name, digest: digestOf('kept') }, ...facts };
}
