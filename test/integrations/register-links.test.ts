import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { register } from '#integrations/registration/register.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
let place: string;
beforeAll(async () => {
  graph = await createTestGraph();
  place = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-links-'));
  await mkdir(at('shared'), { recursive: true });
  await mkdir(at('data'));
  await mkdir(at('void'));
  await writeFile(path.join(place, 'secret.json'), '{ "key": "secret" }');
  await writeFile(at('shared/a.csv'), 'a');
  await writeFile(at('shared/params.json'), '{ "depth": 3 }');
  await writeFile(at('shared/requirements.txt'), 'numpy==1.26.4\n');
  await symlink('../shared/a.csv', at('data/linked.csv'));
  await symlink('../shared', at('data/folder'));
  await symlink('..', at('data/loop'));
  await symlink('../../secret.json', at('data/secret.csv'));
  await symlink('/etc', at('void/etc'));
  await symlink('shared/params.json', at('params.json'));
  await symlink('shared/requirements.txt', at('requirements.txt'));
  execFileSync('mkfifo', [at('wait.json'), at('data/wait.csv')]);
  await writeFile(at('huge.json'), '');
  await truncate(at('huge.json'), 2 ** 40);
});
afterAll(async () => {
  await rm(place, { recursive: true, force: true });
  await graph[Symbol.asyncDispose]();
});

const at = (name: string) => path.join(place, 'project', name);
const registered = async (manifest: object) => {
  await writeFile(at('pedigraph.json'), JSON.stringify(manifest));
  return register({
    file: at('pedigraph.json'),
    client: createGraphqlClient({ url: graph.url }),
    env: {},
    dryRun: false,
  });
};
const run = (parameters: unknown) => ({ experiment: 'acme/links', name: 'a', parameters });

test('a glob, a configuration and a lock file are read through links that stay inside', async () => {
  const { ref, notes } = await registered({
    model: 'acme/links',
    artifacts: ['data/**/*.csv'],
    environment: { environment: 'acme/links', lock: 'requirements.txt' },
    run: run({ file: 'params.json' }),
  });
  const { data } = await graph.ask(
    'query ($ref: String!) { modelVersion(ref: $ref) { artifacts { path } environment { packages { name } } run { parameters } } }',
    { ref },
  );
  expect(data).toEqual({
    modelVersion: {
      artifacts: [{ path: 'data/folder/a.csv' }, { path: 'data/linked.csv' }],
      environment: { packages: [{ name: 'numpy' }] },
      run: { parameters: { depth: 3 } },
    },
  });
  expect(notes).toEqual([
    'Left out is data/loop, for "data/**/*.csv": is a link to a folder that it lies in.',
    'Left out is data/secret.csv, for "data/**/*.csv": leads out of the folder, through a link or its path: it is not read.',
    'Left out is data/wait.csv, for "data/**/*.csv": is neither a file nor a folder, and is not opened.',
  ]);
});

test.each([
  ['a glob whose only match leaves', { artifacts: ['void/**'] }, /void\/etc.*leads out of the folder/],
  ['an artifact that leaves', { artifacts: ['data/secret.csv'] }, /"data\/secret\.csv" leads out of it/],
  ['an artifact below a folder that leaves', { artifacts: ['void/etc/passwd'] }, /"void\/etc\/passwd" leads out of it/],
  ['an artifact above', { artifacts: ['../secret.json'] }, /"\.\.\/secret\.json" leads out of it/],
  ['an artifact above that is not there', { artifacts: ['../none'] }, /"\.\.\/none" leads out of it/],
  ['a FIFO as an artifact', { artifacts: ['data/wait.csv'] }, /data\/wait\.csv .*neither a file nor a folder/],
  ['a FIFO as a configuration', { config: { file: 'wait.json' } }, /wait\.json .*neither a file nor a folder/],
  ['a FIFO as parameters', { run: run({ file: 'wait.json' }) }, /wait\.json .*neither a file nor a folder/],
  ['a folder as a lock file', { environment: { environment: 'acme/e', lock: 'data' } }, /data .*neither a file/],
  ['a link that leaves as a configuration', { config: { file: 'data/secret.csv' } }, /leads out of it/],
  ['a configuration of a terabyte', { config: { file: 'huge.json' } }, /huge\.json .*has 1099511627776 bytes/],
])('%s is refused with a sentence', async (_, over, message) => {
  await expect(registered({ model: 'acme/refused', ...over })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringMatching(message),
  });
});
