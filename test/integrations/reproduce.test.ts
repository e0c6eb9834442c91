import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient, type GraphqlClient } from '#integrations/client/graphql-client.js';
import { safePath } from '#integrations/reproduction/safe-path.js';
import { writeReproduction } from '#integrations/reproduction/write-reproduction.js';
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
/** The same with variables of its own; the answer is all that it said. */
const rebuildWith = (folder: string, env: NodeJS.ProcessEnv) =>
  promisify(execFile)('sh', [path.join(folder, 'rebuild.sh')], { env: { ...process.env, ...env } }).then(
    ({ stderr }) => stderr,
    (error: { stderr: string }) => error.stderr,
  );
const withParts = (model: string, environment: Record<string, unknown>) => ({
  datasets: [],
  parts: { environment: { environment: `${model}-environment`, ...environment } },
});

test('data is fetched and checked, the command is run, and the result has its digest', async () => {
  const { folder, findings } = await reproduce(await registered('acme/whole'));
  expect(findings.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'unknown']);
  expect(await rebuild(folder)).toBe('rebuilt');
  expect((await readdir(folder)).sort()).toEqual(
    [
      'DATA_DIGESTS',
      'DIGESTS',
      'LOCK_DIGEST',
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

test('a package whose name pip would read as an option is in no requirements file, and named', async () => {
  const packages = [
    { manager: 'pip', name: 'numpy', version: '1.26.4' },
    { manager: 'pip', name: 'loose' },
    { manager: 'pip', name: '--index-url https://evil.example.org', version: '1' },
    { manager: 'pip', name: 'numpy @ https://evil.example.org/a.whl' },
    { manager: 'pip', name: 'pandas', version: '1\n--pre' },
    { manager: 'npm', name: '@scope/name', version: '1.0.0' },
  ];
  const { folder, plan } = await reproduce(await registered('acme/packages', withParts('acme/packages', { packages })));
  expect(await readFile(path.join(folder, 'requirements.txt'), 'utf8')).toBe('loose\nnumpy==1.26.4\n');
  expect(plan.leftOut.filter((one) => one.startsWith('the package'))).toHaveLength(3);
  expect((await readFile(path.join(folder, 'packages.txt'), 'utf8')).split('\n')).toContain('pandas==1\\u000a--pre');
});

test('what could control a terminal is in no file that is written, but as its escape', async () => {
  const evil = 'a\u001b]0;owned\u0007\u009b2J\u202eb';
  const ref = await registered('acme/control', {
    code: { repository: `https://git.example.org/${evil}`, commit },
    tags: { command: `sh train.sh # ${evil}` },
    config: { [evil]: evil },
    artifacts: [
      { path: 'out.bin', uri: `s3://acme/${evil}`, digest: digestOf('rows') },
      { path: evil, uri: 's3://acme/out.bin', digest: digestOf('rows') },
      { path: 'encoded', uri: 'file:///a%1b]0;b', digest: digestOf('rows') },
    ],
    ...withParts('acme/control', {
      image: `image${evil}`,
      os: evil,
      packages: [{ manager: 'pip', name: evil, version: evil }],
      variables: ['FINE'],
    }),
  });
  const { folder, plan } = await reproduce(ref);
  expect(plan).toMatchObject({ command: null, artifacts: [] });
  expect(plan.subject).toMatchObject({ code: { repository: null }, environment: { image: null } });
  for (const name of await readdir(folder)) {
    const text = await readFile(path.join(folder, name), 'utf8');
    expect([name, text.replaceAll('\n', '').match(/[\p{Cc}\u202e]/gu)]).toEqual([name, null]);
  }
  expect(JSON.parse(await readFile(path.join(folder, 'config.json'), 'utf8'))).toEqual({ [evil]: evil });
});

test('a commit that is on no branch, such as the head of a pull request, is fetched by its name', async () => {
  await using origin = await createGitFolder();
  await writeFile(path.join(origin.path, 'train.sh'), 'false\n');
  await origin.commit('main');
  await origin.git('checkout', '--quiet', '--detach');
  await writeFile(path.join(origin.path, 'train.sh'), 'cat data/in.csv > out.bin\n');
  const head = await origin.commit('of a pull request');
  await origin.git('update-ref', 'refs/pull/1/head', head);
  await origin.git('checkout', '--quiet', 'main');
  // By URL, since a clone of a path takes every object with it.
  const code = { repository: pathToFileURL(origin.path).href, commit: head };
  const { folder } = await reproduce(await registered('acme/pull', { code }));
  expect(await rebuild(folder)).toBe('rebuilt');
});

test('with an image and docker the command runs there, with the folder, its parameters and the named variables', async () => {
  // What there is of docker here: it says what it was told, and does in the mounted folder what an image would.
  const bin = await mkdtemp(path.join(place, 'bin-'));
  await writeFile(
    path.join(bin, 'docker'),
    `#!/bin/sh
printf '%s\\n' "$@" > "$0.told"
for word; do :; done
cd "\${4%:/pedigraph}/source"
exec sh -c "$word"
`,
    { mode: 0o755 },
  );
  const environment = { image: 'registry.example.org/train:1', variables: ['DATA_KEY'] };
  const { parts } = withParts('acme/image', environment);
  const ref = await registered('acme/image', { tags: { command: 'printf rows > out.bin' }, datasets: [], parts });
  const { folder } = await reproduce(ref);
  expect(await rebuildWith(folder, { PATH: `${bin}:${process.env['PATH']}` })).toContain('was rebuilt');
  expect((await readFile(path.join(bin, 'docker.told'), 'utf8')).trim().split('\n')).toEqual([
    ...['run', '--rm', '-v', `${folder}:/pedigraph`, '-w', '/pedigraph/source/'],
    ...['-e', 'PEDIGRAPH_PARAMETERS=/pedigraph/parameters.json', '-e', 'PEDIGRAPH_CONFIG=/pedigraph/config.json'],
    ...['-e', 'DATA_KEY', '--entrypoint', 'sh', '--', environment.image, '-c', 'printf rows > out.bin'],
  ]);
});

test('packages are installed from the lock file that was sealed, where that is asked for, and from no other', async () => {
  await using origin = await createGitFolder();
  const lock = JSON.stringify({
    name: 'a',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: { '': { name: 'a', version: '1.0.0' } },
  });
  const manifest = { name: 'a', version: '1.0.0', scripts: { install: 'printf rows > installed' } };
  await writeFile(path.join(origin.path, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(origin.path, 'package-lock.json'), lock);
  const over = (model: string, text: string) => ({
    code: { repository: origin.path, commit: locked },
    tags: { command: 'cat installed > out.bin' },
    ...withParts(model, { lock: { path: 'package-lock.json', digest: digestOf(text) } }),
  });
  const locked = await origin.commit('locked');
  const { folder } = await reproduce(await registered('acme/lock', over('acme/lock', lock)));
  expect(await rebuildWith(folder, {})).toContain('With PEDIGRAPH_INSTALL=1 it installs from package-lock.json');
  expect(await rebuildWith(folder, { PEDIGRAPH_INSTALL: '1' })).toContain('was rebuilt');
  const other = await reproduce(await registered('acme/other-lock', over('acme/other-lock', `${lock} `)));
  expect(await rebuildWith(other.folder, { PEDIGRAPH_INSTALL: '1' })).toContain('package-lock.json: FAILED');
});

test('a lock file that the repository does not hold is taken from the artifacts', async () => {
  const lock = '# nothing\n';
  await writeFile(path.join(place, 'requirements.lock'), lock);
  const uri = pathToFileURL(path.join(place, 'requirements.lock')).href;
  const ref = await registered('acme/kept-lock', {
    tags: { command: 'cp requirements.lock out.bin' },
    artifacts: [
      { path: 'out.bin', uri: 's3://acme/out.bin', digest: digestOf(lock) },
      { path: 'requirements.lock', uri, digest: digestOf(lock) },
    ],
    ...withParts('acme/kept-lock', { lock: { path: 'requirements.lock', digest: digestOf(lock) } }),
  });
  expect(await rebuild((await reproduce(ref)).folder)).toBe('rebuilt');
});

test('without a command the script says so, and does not pretend', async () => {
  const { folder } = await reproduce(await registered('acme/silent', { tags: {} }));
  expect(await rebuild(folder)).toContain('Run what makes the artifacts');
});

test('a folder that holds something is left alone, a file is no folder, and a version that is not there is NOT_FOUND', async () => {
  const ref = await registered('acme/kept');
  await expect(reproduce(ref, { folder: place })).rejects.toMatchObject({ code: 'CONFLICT' });
  for (const folder of [path.join(place, 'in.csv'), path.join(place, 'in.csv/below')]) {
    await expect(reproduce(ref, { folder })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('a file is in its place: name another'),
    });
  }
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
  ['.git/config', null],
  ['a/.GIT/hooks/post-checkout', null],
  ['git~1/config', null],
  ['.git./config', null],
  ['.g\u200cit/config', null],
  ['.github/workflows/ci.yml', '.github/workflows/ci.yml'],
  ['a.git/b', 'a.git/b'],
])('the path %j is taken as %j', (told, taken) => {
  expect(safePath(told)).toBe(taken);
});
