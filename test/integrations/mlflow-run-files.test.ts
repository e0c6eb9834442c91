import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Problem } from '#integrations/importing/problem.js';
import { listArtifacts } from '#integrations/mlflow/files/list-artifacts.js';
import { findModelFolders, readEnvironment } from '#integrations/mlflow/files/read-environment.js';
import { readMlmodel } from '#integrations/mlflow/files/read-mlmodel.js';
import { parseMetricLine } from '#integrations/mlflow/folder/read-metric-points.js';
import { createStore, runMeta } from './mlflow-fixture.js';
import { collect, filesAt, RUN, readOneRun } from './read-whole-store.js';

describe('metrics', () => {
  test('every point of every key, nested folders being part of the key', async () => {
    const { points, problems } = await readPoints({
      loss: '1714746642964 0.5 0\n1714746735457 nan 1\r\n1714746831638 inf 2\n1714746831639 -inf 3\n',
      'val/top 10/acc': '1714746642964 1e-05 -1',
    });
    expect(points.map(({ key, value, step, timestamp }) => [key, value, step, timestamp])).toEqual([
      ['loss', 0.5, 0, 1714746642964],
      ['loss', Number.NaN, 1, 1714746735457],
      ['loss', Number.POSITIVE_INFINITY, 2, 1714746831638],
      ['loss', Number.NEGATIVE_INFINITY, 3, 1714746831639],
      ['val/top 10/acc', 0.00001, -1, 1714746642964],
    ]);
    expect(problems).toEqual([]);
  });

  test('lines that are no points are one problem a file and cost no other point', async () => {
    const { points, problems } = await readPoints({ acc: '1 0.5 0\nhello\n3 abc 2\n\n4 0.6 3\n' });
    expect(points.map((point) => point.value)).toEqual([0.5, 0.6]);
    expect(problems).toEqual([
      {
        kind: 'metric',
        path: `0/${RUN}/metrics/acc`,
        reason: '2 of 5 lines are not "timestamp value step"; the first is line 2',
      },
    ]);
  });

  test.each([
    ['1714 0.5', 0.5, 0],
    ['1714 0.5 7 a776a798c37a40e98a7a761b9effc2b4', 0.5, 7],
    ['1714 +Infinity 7', Number.POSITIVE_INFINITY, 7],
    ['1714 12 7 train 9a0b', 12, 7],
  ])('the line "%s" of an older or newer MLflow is a point', (line, value, step) => {
    expect(parseMetricLine('k', line)).toEqual({ key: 'k', value, step, timestamp: 1714 });
  });

  test.each(['', '1714', 'x 1 1', '1714 0x10 1', '1714 1 1.5', '99999999999999999 1 1', '1714 1 9007199254740993'])(
    'the line "%s" is none',
    (line) => {
      expect(parseMetricLine('k', line)).toBeNull();
    },
  );
});

describe('artifacts', () => {
  test('are found in the store, whatever the URI says, with size and digest', async () => {
    await using files = await createStore({
      'a/model/MLmodel': 'flavors: {}\n',
      'a/model/data/weights.bin': Buffer.alloc(100_000, 7),
      'a/plot.png': '',
    });
    const problems: unknown[] = [];
    const items = await collect(listArtifacts(await filesAt(files.root, 'a'), (problem) => problems.push(problem)));
    expect(items).toEqual([
      { path: 'model/MLmodel', sizeBytes: 12, digest: sha256('flavors: {}\n'), mediaType: 'application/yaml' },
      {
        path: 'model/data/weights.bin',
        sizeBytes: 100_000,
        digest: sha256(Buffer.alloc(100_000, 7)),
        mediaType: undefined,
      },
      { path: 'plot.png', sizeBytes: 0, digest: sha256(''), mediaType: 'image/png' },
    ]);
    expect(problems).toEqual([]);
  });

  test('of a folder that is missing are none, and that is no problem', async () => {
    await using files = await createStore({ 'a/real.txt': 'x' });
    const problems: unknown[] = [];
    const none = listArtifacts(await filesAt(files.root, 'none'), (problem) => problems.push(problem));
    expect(await collect(none)).toEqual([]);
    expect(problems).toEqual([]);
  });
});

describe('the environment of a model', () => {
  const CONDA =
    'channels: [conda-forge]\ndependencies:\n- python=3.10\n- pip<=24.0\n- conda-forge::openblas=0.3.27=h1\n- pip:\n  - mlflow==2.12.1\n  - Scikit_Learn==1.4.2\nname: mlflow-env\n';

  test('is the python, the pip packages and the conda packages of its files, sorted, one of each', async () => {
    const { environment, problems } = await readEnvironmentOf({
      'conda.yaml': CONDA,
      'requirements.txt':
        '# made by hand\n-r other.txt\nmlflow==2.12.1\nscikit-learn\nnumpy[extra]==1.26.4 ; python_version > "3.8"\ntorch==2.0.1+cu118\nscipy>=1.2,<2\npandas==1.*\nabsl==1.0 \\\n  --hash=sha256:ab\n',
      'python_env.yaml': 'python: 3.12.3\nbuild_dependencies: [pip==24.0]\n',
      MLmodel: 'flavors:\n  python_function:\n    python_version: 3.9.1\n',
    });
    expect(environment).toEqual({
      runtime: { name: 'python', version: '3.10' },
      packages: [
        { manager: 'conda', name: 'openblas', version: '0.3.27' },
        { manager: 'conda', name: 'pip', version: null },
        { manager: 'pip', name: 'absl', version: '1.0' },
        { manager: 'pip', name: 'mlflow', version: '2.12.1' },
        { manager: 'pip', name: 'numpy', version: '1.26.4' },
        { manager: 'pip', name: 'pandas', version: null },
        { manager: 'pip', name: 'Scikit_Learn', version: '1.4.2' },
        { manager: 'pip', name: 'scipy', version: null },
        { manager: 'pip', name: 'torch', version: '2.0.1+cu118' },
      ],
    });
    expect(problems).toEqual([]);
  });

  test('falls back on python_env.yaml, then on MLmodel, for the python', async () => {
    expect((await readEnvironmentOf({ 'python_env.yaml': 'python: 3.10\n' })).environment?.runtime?.version).toBe(
      '3.10',
    );
    const mlmodel = { MLmodel: 'flavors:\n  python_function:\n    python_version: 3.9.1\n' };
    expect((await readEnvironmentOf(mlmodel)).environment?.runtime?.version).toBe('3.9.1');
  });

  test('is what the readable files say where one is broken, and null where none says anything', async () => {
    const { environment, problems } = await readEnvironmentOf({
      'conda.yaml': 'dependencies: {',
      'requirements.txt': 'numpy==1.0\nhttps://example.org/x.whl\n',
    });
    expect(environment).toEqual({ runtime: null, packages: [{ manager: 'pip', name: 'numpy', version: '1.0' }] });
    expect(problems.map((problem) => problem.kind)).toEqual(['environmentFile', 'environmentFile']);
    expect((await readEnvironmentOf({ MLmodel: 'flavors: {}\n' })).environment).toBeNull();
  });

  test('is looked for in every model folder, at any depth, but not in the copies inside one', async () => {
    await using files = await createStore({
      'a/deep/er/model/MLmodel': 'flavors: {}',
      'a/deep/er/model/metadata/MLmodel': 'flavors: {}',
      'a/other/requirements.txt': '',
      'a/plots/x.png': '',
    });
    const folders = await findModelFolders(await filesAt(files.root, 'a'), 20);
    expect(folders.map(({ place }) => place)).toEqual(['a/other', 'a/deep/er/model']);
  });
});

test('a part of a signature with the key __proto__ at any depth stays the text it is', async () => {
  const inputs = '[{"name": "a", "type": {"__proto__": "x"}}]';
  await using files = await createStore({
    'm/MLmodel': `flavors: {}\nsignature:\n  inputs: '${inputs}'\n  outputs: '[{"name": "b"}]'\n`,
  });
  const problems: Problem[] = [];
  const described = await readMlmodel(await filesAt(files.root, 'm'), (problem) => problems.push(problem));
  expect(described?.signature).toMatchObject({ inputs, outputs: [{ name: 'b' }] });
  expect(problems).toEqual([]);
});

async function readPoints(metrics: Readonly<Record<string, string>>) {
  return readOneRun(
    runMeta(RUN),
    Object.fromEntries(Object.entries(metrics).map(([key, text]) => [`metrics/${key}`, text])),
  );
}

async function readEnvironmentOf(files: Readonly<Record<string, string>>) {
  await using store = await createStore(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`m/${name}`, text])),
  );
  const problems: Problem[] = [];
  const environment = await readEnvironment(await filesAt(store.root, 'm'), (problem) => problems.push(problem));
  return { environment, problems };
}

function sha256(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
