import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraphqlClient } from '../../src/integrations/client/graphql-client.js';
import { manifestJsonSchema } from '../../src/integrations/registration/manifest.js';
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
  await put('list.json', '[0.5]');
  await put('large.yaml', 'a: 1\nb: .nan\nc: 9007199254740993\n');
  await put('laughs.yaml', LAUGHS);
  await put('old/package-lock.json', '{ "lockfileVersion": 1, "dependencies": { "a": { "version": "1.0.0" } } }');
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

/** A document that would be ten to the ninth words long. */
const LAUGHS = [
  'model: acme/bad',
  'x0: &x0 [lol]',
  ...Array.from({ length: 9 }, (_, n) => `x${n + 1}: &x${n + 1} [${`*x${n}, `.repeat(10)}]`),
].join('\n');

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

test('a dataset has its statistics and its parts', async () => {
  await put('statistics.json', '{ "area": { "mean": 92.5 } }');
  const { ref } = await registerText(`
model: acme/told
datasets:
  - dataset: acme/told
    files: ['data/*.csv']
    statistics: { file: statistics.json }
    splits: [{ name: train, rows: 9, files: ['data/a.*'] }, { name: test }]
`);
  expect(await versionOf(ref, 'datasets { datasetVersion { statistics splits { name rows files } } }')).toEqual({
    datasets: [
      {
        datasetVersion: {
          statistics: { area: { mean: 92.5 } },
          splits: [
            { name: 'train', rows: 9, files: ['data/a.*'] },
            { name: 'test', rows: null, files: [] },
          ],
        },
      },
    ],
  });
});

test('a manifest may tell every role, and of a dataset and an environment all that the API takes', async () => {
  const { data } = await graph.ask<Taken>(`{
    roles: __type(name: "DatasetRole") { enumValues { name } }
    dataset: __type(name: "RegisterDatasetVersionInput") { inputFields { name } }
    environment: __type(name: "RegisterEnvironmentVersionInput") { inputFields { name } }
  }`);
  const names = (fields: readonly { readonly name: string }[]) => fields.map(({ name }) => name).sort();
  for (const { name } of data.roles.enumValues) {
    await registerText(`{ model: acme/roles, datasets: [{ role: ${name}, dataset: acme/role }] }`, true);
  }
  const schema = JSON.stringify(manifestJsonSchema());
  expect(
    [...names(data.dataset.inputFields), ...names(data.environment.inputFields)].filter(
      (name) => !schema.includes(`"${name}":`),
    ),
  ).toEqual([]);
});

interface Taken {
  readonly roles: { readonly enumValues: readonly { readonly name: string }[] };
  readonly dataset: { readonly inputFields: readonly { readonly name: string }[] };
  readonly environment: { readonly inputFields: readonly { readonly name: string }[] };
}

test('a metric that is no number is kept as what it is, wherever it is told', async () => {
  await put('metrics.yaml', 'loss: .nan\nauc: 0.5\n');
  const metrics = 'run { metrics { key value } }';
  const kept = {
    run: {
      metrics: [
        { key: 'auc', value: 0.5 },
        { key: 'loss', value: 'NaN' },
      ],
    },
  };
  for (const [name, told] of [
    ['inline', '{ loss: .nan, auc: 0.5 }'],
    ['file', '{ file: metrics.yaml }'],
  ]) {
    const { ref } = await registerText(
      `{ model: acme/diverged-${name}, run: { experiment: acme/e, name: n, metrics: ${told} } }`,
    );
    expect(await versionOf(ref, metrics)).toEqual(kept);
  }
});

test('a glob over everything takes in neither what Git keeps for itself nor packages, unless it names them', async () => {
  await put('all/.git/config', 'url = https://secret@example.org');
  await put('all/node_modules/a/index.js', 'a');
  await put('all/model.bin', 'm');
  const { ref } = await registerText("{ model: acme/all, artifacts: ['all/**'] }");
  expect(await versionOf(ref, 'artifacts { path }')).toEqual({ artifacts: [{ path: 'all/model.bin' }] });
  const named = await registerText("{ model: acme/all-packages, artifacts: ['all/node_modules/**'] }");
  expect(await versionOf(named.ref, 'artifacts { path }')).toEqual({
    artifacts: [{ path: 'all/node_modules/a/index.js' }],
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
    [
      'metrics in a list',
      'model: acme/bad\nrun:\n  experiment: acme/e\n  name: n\n  metrics:\n    - 0.5\n',
      /manifest\.yaml:5: run\.metrics: expected names with numbers/,
    ],
    [
      'metrics in a list in a file',
      'model: acme/bad\nrun: { experiment: acme/e, name: n, metrics: { file: list.json } }\n',
      /names with numbers.*they are a list/,
    ],
    [
      'a parameter that is no number',
      'model: acme/bad\nrun:\n  experiment: acme/e\n  name: n\n  parameters:\n    clip: .inf\n',
      /manifest\.yaml:6: run\.parameters\.clip: \.inf .*write it as a string, "Infinity"/,
    ],
    [
      'a whole number that would be rounded',
      'model: acme/bad\nconfig:\n  seed: 9007199254740993\n',
      /manifest\.yaml:3: config\.seed: 9007199254740993 .*write it as a string/,
    ],
    [
      'such numbers in a file',
      'model: acme/bad\nrun: { experiment: acme/e, name: n, parameters: { file: large.yaml } }\n',
      /large\.yaml:2: \.nan[\s\S]*large\.yaml:3: 9007199254740993/,
    ],
    ['an alias of nothing', 'model: acme/bad\nconfig: *defaults\n', /manifest\.yaml:2: \*defaults stands for nothing/],
    ['an alias of what it is a part of', 'model: acme/bad\nconfig: &a\n  b: *a\n', /manifest\.yaml:3: \*a .* part of/],
    ['aliases that grow without end', LAUGHS, /aliases stand for more than is read/],
    ['such aliases in a file', 'model: acme/bad\nconfig: { file: laughs.yaml }\n', /laughs\.yaml: its aliases/],
    ['nesting without end', `model: acme/bad\nconfig: ${'['.repeat(100_000)}\n`, /The manifest cannot be taken/],
    [
      'a key whose value begins a line further down',
      'model: acme/bad\nmodle:\n\n  name: x\n',
      /manifest\.yaml:2: modle: there is no such key/,
    ],
    ['a key that is missing', 'model: acme/bad\nrun:\n  name: n\n', /manifest\.yaml:2: run\.experiment: /],
    [
      'a package-lock.json of npm 6',
      'model: acme/bad\nenvironment: { environment: acme/e, lock: old/package-lock.json }\n',
      /npm install --package-lock-only/,
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
