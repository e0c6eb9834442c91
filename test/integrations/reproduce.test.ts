import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient, type GraphqlClient } from '../../src/integrations/client/graphql-client.js';
import { safePath } from '../../src/integrations/reproduction/safe-path.js';
import { writeReproduction } from '../../src/integrations/reproduction/write-reproduction.js';
import { createGitFolder, type GitFolder } from '../support/git-folder.js';
import { digestOf } from '../support/seed-peers.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
let client: GraphqlClient;
let repository: GitFolder;
let commit: string;
let place: string;
beforeAll(async () => {
  graph = await createTestGraph();
  client = createGraphqlClient({ url: graph.url });
  repository = await createGitFolder();
  await writeFile(path.join(repository.path, 'train.sh'), 'cat data/in.csv > out.bin\n');
  commit = await repository.commit('train');
  place = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-reproduce-'));
  await writeFile(path.join(place, 'in.csv'), 'rows');
});
afterAll(async () => {
  await rm(place, { recursive: true, force: true });
  await repository[Symbol.asyncDispose]();
  await graph[Symbol.asyncDispose]();
});

async function registered(model: string, over: Record<string, unknown> = {}): Promise<string> {
  const input = {
    model,
    code: { repository: repository.path, commit },
    tags: { command: 'sh train.sh' },
    artifacts: [{ path: 'out.bin', uri: 's3://acme/out.bin', digest: digestOf('rows') }],
    datasets: [{ ref: `${model}-data` }],
    parts: {
      datasets: [
        {
          dataset: `${model}-data`,
          files: [
            { path: 'data/in.csv', uri: pathToFileURL(path.join(place, 'in.csv')).href, digest: digestOf('rows') },
          ],
        },
      ],
    },
    ...over,
  };
  const { data, errors } = await graph.ask<{ registerModelVersion: { modelVersion: { ref: string } } }>(
    'mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { modelVersion { ref } } }',
    { input },
  );
  expect(errors).toBeUndefined();
  return data.registerModelVersion.modelVersion.ref;
}
let folders = 0;
const reproduce = async (ref: string, over: { folder?: string; clone?: string } = {}) => {
  const folder = over.folder ?? path.join(place, `folder-${++folders}`);
  return { folder, ...(await writeReproduction({ client, ref, folder, force: false, clone: over.clone })) };
};
const rebuild = (folder: string) =>
  promisify(execFile)('sh', [path.join(folder, 'rebuild.sh')]).then(
    () => 'rebuilt',
    (error: { stderr: string }) => error.stderr,
  );

test('data is fetched and checked, the command is run, and the result has its digest', async () => {
  const { folder, findings } = await reproduce(await registered('acme/whole'));
  expect(findings.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'unknown']);
  expect(await rebuild(folder)).toBe('rebuilt');
  expect((await readdir(folder)).sort()).toEqual(
    [
      'DATA_DIGESTS',
      'DIGESTS',
      'README.md',
      'config.json',
      'manifest.json',
      'packages.txt',
      'parameters.json',
      'rebuild.sh',
      'requirements.txt',
      'source',
    ].sort(),
  );
});

test('another result than the one that was sealed is a failure', async () => {
  const artifacts = [{ path: 'out.bin', uri: 's3://acme/out.bin', digest: digestOf('other rows') }];
  const { folder } = await reproduce(await registered('acme/other', { artifacts }));
  expect(await rebuild(folder)).toContain('out.bin: FAILED');
});

test('data that is not what it was, and a commit that is not there, are told', async () => {
  await writeFile(path.join(place, 'in.csv'), 'changed');
  const { findings } = await reproduce(await registered('acme/changed'), { clone: place });
  await writeFile(path.join(place, 'in.csv'), 'rows');
  expect(findings.filter(({ outcome }) => outcome === 'failed').map(({ what }) => what)).toEqual([
    `commit ${commit} is not in ${place}`,
    expect.stringContaining('data/in.csv'),
  ]);
});

test('what comes from the server never becomes a command, nor a path out of the folder', async () => {
  const canary = path.join(place, 'canary');
  const evil = `'; touch ${canary}; echo '$(touch ${canary})\`touch ${canary}\`}`;
  const ref = await registered('acme/evil', {
    code: { repository: repository.path, commit, path: '../../..' },
    artifacts: [
      { path: `../${evil}`, uri: evil, digest: digestOf('a') },
      { path: '/etc/passwd', uri: 's3://a', digest: digestOf('b') },
      { path: `x${evil}`, uri: evil, digest: digestOf('c') },
    ],
    parts: {
      datasets: [{ dataset: 'acme/evil-data', files: [{ path: `y${evil}`, uri: evil, digest: digestOf('d') }] }],
    },
  });
  const { folder, plan } = await reproduce(ref);
  expect(plan.leftOut).toHaveLength(3);
  expect(await rebuild(folder)).toContain('Bring');
  await expect(readFile(canary)).rejects.toThrow('ENOENT');
});

test('without a command the script says so, and does not pretend', async () => {
  const { folder } = await reproduce(await registered('acme/silent', { tags: {} }));
  expect(await rebuild(folder)).toContain('Run what makes the artifacts');
});

test('a folder that holds something is left alone, and a version that is not there is NOT_FOUND', async () => {
  const ref = await registered('acme/kept');
  await expect(reproduce(ref, { folder: place })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(reproduce('acme/nobody@1.0.0')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test.each([
  ['a/b.txt', 'a/b.txt'],
  ['a/../b', 'b'],
  ['./a', 'a'],
  ['../a', null],
  ['a/../../b', null],
  ['/a', null],
  ['..', null],
  ['', null],
  ['a\nb', null],
  ['a\\b', null],
  ['.', null],
])('the path %j is taken as %j', (told, taken) => {
  expect(safePath(told)).toBe(taken);
});
