import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraphqlClient } from '../../src/integrations/client/graphql-client.js';
import { register } from '../../src/integrations/registration/register.js';
import { createGitFolder, type GitFolder } from '../support/git-folder.js';
import { digestOf } from '../support/seed-peers.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

let graph: TestGraph;
let folder: GitFolder;
beforeAll(async () => {
  graph = await createTestGraph();
  folder = await createGitFolder();
  await put('data/a.csv', 'a');
  await put('data/b.csv', 'b');
  await put('weights.bin', 'weights');
  await put(
    'requirements.txt',
    '# pinned\nnumpy==1.26.4\nscikit-learn[extra]==1.5.2 ; python_version > "3.8"\nloose>=1\n-r other.txt\n',
  );
  await put(
    'package-lock.json',
    JSON.stringify({
      packages: {
        '': {},
        'node_modules/a': { version: '1.0.0' },
        'node_modules/a/node_modules/@b/c': { version: '2.0.0' },
        'node_modules/linked': { link: true },
      },
    }),
  );
  await put('broken.yaml', 'a: [');
  await symlink('/etc/passwd', path.join(folder.path, 'link.json'));
  await folder.commit('all');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
  await graph[Symbol.asyncDispose]();
});

async function put(name: string, content: string): Promise<string> {
  const file = path.join(folder.path, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

const registerText = async (text: string, dryRun = false) =>
  register({
    file: await put('.git/../manifest.yaml', text),
    client: createGraphqlClient({ url: graph.url }),
    env: {},
    dryRun,
  });
const versionOf = async (ref: string, selection: string) =>
  (
    await graph.ask<{ modelVersion: object }>(`query ($ref: String!) { modelVersion(ref: $ref) { ${selection} } }`, {
      ref,
    })
  ).data.modelVersion;

test('files are found by glob and path, digested, and stand where the store says', async () => {
  const { ref } = await registerText(`
model: acme/files
store: s3://acme/files/
artifacts: [weights.bin]
datasets:
  - dataset: acme/csv
    files: ['data/*.csv']
`);
  expect(
    await versionOf(ref, 'artifacts { path uri digest sizeBytes } datasets { datasetVersion { files { path uri } } }'),
  ).toEqual({
    artifacts: [
      {
        path: 'weights.bin',
        uri: 's3://acme/files/weights.bin',
        digest: digestOf('weights'),
        sizeBytes: 7,
      },
    ],
    datasets: [
      {
        datasetVersion: {
          files: [
            { path: 'data/a.csv', uri: 's3://acme/files/data/a.csv' },
            { path: 'data/b.csv', uri: 's3://acme/files/data/b.csv' },
          ],
        },
      },
    ],
  });
});

test.each([
  [
    'requirements.txt',
    [
      { manager: 'pip', name: '-r other.txt', version: null },
      { manager: 'pip', name: 'loose', version: null },
      { manager: 'pip', name: 'numpy', version: '1.26.4' },
      { manager: 'pip', name: 'scikit-learn', version: '1.5.2' },
    ],
  ],
  [
    'package-lock.json',
    [
      { manager: 'npm', name: '@b/c', version: '2.0.0' },
      { manager: 'npm', name: 'a', version: '1.0.0' },
    ],
  ],
])('the packages of %s are those of the environment', async (lock, packages) => {
  const { ref } = await registerText(`
model: acme/locked-${lock}
environment: { environment: acme/locked-${lock}, lock: ${lock} }
`);
  expect(await versionOf(ref, 'environment { lock { path } packages { manager name version } }')).toEqual({
    environment: { lock: { path: lock }, packages },
  });
});

test('a dry run says which version it would get and why, and writes nothing', async () => {
  await registerText('model: acme/dry\nconfig: { threshold: 0.5 }\n');
  expect(await registerText('model: acme/dry\narchitecture: net\n', true)).toMatchObject({
    ref: 'acme/dry@2.0.0',
    created: true,
    bump: { level: 'MAJOR', reasons: ['the architecture went from unknown to net'] },
  });
  const { data } = await graph.ask('{ model(name: "acme/dry") { versions { totalCount } } }');
  expect(data).toEqual({ model: { versions: { totalCount: 1 } } });
});

test('a manifest in JSON is as good', async () => {
  expect(await registerText(JSON.stringify({ model: 'acme/json', tags: { a: 'b' } }))).toMatchObject({
    ref: 'acme/json@1.0.0',
  });
});

describe('what cannot be taken is told with its place, and nothing is written', () => {
  test.each([
    ['a key that is not known', 'model: acme/bad\nmodle: x\n', /manifest\.yaml:2: modle: there is no such key/],
    ['text that is no YAML', 'model: [acme\n', /manifest\.yaml:\d+: /],
    ['a value of another type', 'model: acme/bad\nversion: 1.0\n', /manifest\.yaml:2: version: .*expected string/],
    ['several problems at once', 'modle: x\nversion: 1\n', /modle[\s\S]*version|version[\s\S]*modle/],
    [
      'a key deep in a dataset',
      'model: acme/bad\ndatasets:\n  - dataset: acme/x\n    rwos: 3\n',
      /manifest\.yaml:4: datasets\.0\.rwos: there is no such key/,
    ],
    ['a file that is not here', 'model: acme/bad\nartifacts: [nowhere.bin]\n', /nowhere\.bin/],
    ['a glob that fits nothing', "model: acme/bad\nartifacts: ['*.nothing']\n", /\*\.nothing/],
    ['a path that leads out', 'model: acme/bad\nartifacts: [../../etc/passwd]\n', /leads out/],
    [
      'a digest that is another',
      `model: acme/bad\nartifacts: [{ path: weights.bin, digest: 'sha256:${'0'.repeat(64)}' }]\n`,
      /to have the digest/,
    ],
    ['the same file twice', "model: acme/bad\nartifacts: [weights.bin, '*.bin']\n", /weights\.bin/],
    [
      'a lock file that is not here',
      'model: acme/bad\nenvironment: { environment: acme/e, lock: poetry.lock }\n',
      /poetry\.lock/,
    ],
    [
      'a configuration from outside',
      'model: acme/bad\nconfig: { file: ../../../etc/hostname }\n',
      /leads out|cannot be read/,
    ],
    ['a configuration behind a link', 'model: acme/bad\nconfig: { file: link.json }\n', /leads out/],
    ['an artifact behind a link', 'model: acme/bad\nartifacts: [link.json]\n', /leads out/],
    [
      'a lock file behind a link',
      'model: acme/bad\nenvironment: { environment: acme/e, lock: link.json }\n',
      /leads out/,
    ],
    ['parameters that cannot be read', 'model: acme/bad\nconfig: { file: broken.yaml }\n', /broken\.yaml/],
    [
      'metrics that are no numbers',
      'model: acme/bad\nrun: { experiment: acme/e, name: n, metrics: { file: manifest.yaml } }\n',
      /model is "acme\/bad"/,
    ],
    ['a SemVer with a leading zero', "model: acme/bad\nversion: '1.02.0'\n", /SemVer/],
    ['a namespace that climbs', 'model: ../bad\n', /name/],
    ['a namespace with a space', "model: 'ac me/bad'\n", /name/],
    ['a configuration of ten megabytes', `model: acme/bad\nconfig: ${'x'.repeat(10_000_000)}\n`, /at most/],
    ['a parent that is not there', 'model: acme/bad\nparents: [acme/nobody@1.0.0]\n', /acme\/nobody@1\.0\.0/],
  ])('%s', async (_name, text, message) => {
    const failure = await registerText(text).catch((error: Error) => error);
    expect(failure).toBeInstanceOf(Error);
    expect((failure as Error & { code: string }).code).toMatch(/^(BAD_USER_INPUT|REFERENCE_NOT_FOUND)$/);
    expect((failure as Error).message).toMatch(message);
    expect((await graph.ask('{ model(name: "acme/bad") { name } }')).data).toEqual({ model: null });
  });
});
