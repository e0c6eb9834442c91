import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { type ImportGitOptions, importGit } from '#integrations/git-history/import-git.js';
import { createTestGraph, type TestGraph } from '../../support/test-graph.js';
import { hasGit, makeRepository, WITHOUT_GIT } from './git-repository.js';

test.skipIf(hasGit)(WITHOUT_GIT, () => {});

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const imported = (repository: string, namespace: string, over: Partial<ImportGitOptions> = {}) =>
  importGit({
    ...{ repository, namespace, env: process.env, url: 'https://github.com/o/r' },
    client: createGraphqlClient({ url: graph.url }),
    ...over,
  });

const PIPELINE = `
artifacts: {net: {path: model.pkl, type: model, desc: A net}}
stages:
  prepare: {cmd: prep, deps: [data/raw.csv, prep.py], params: [split], outs: [data/ready]}
  train: {cmd: train, deps: [data/ready], params: [seed], outs: [model.pkl]}
  evaluate: {cmd: eval, deps: [model.pkl, data/ready], metrics: [metrics.json: {cache: false}, scores.json]}
`;

const lock = (seed: number, model: string, ready: string) => `schema: '2.0'
stages:
  prepare:
    cmd: prep
    deps: [{path: data/raw.csv, hash: md5, md5: raw1, size: 9}, {path: prep.py, hash: md5, md5: code}]
    params: {params.yaml: {split: 0.2}}
    outs: [{path: data/ready, hash: md5, md5: ${ready}.dir, size: 5, nfiles: 2}]
  train:
    cmd: train
    deps: [{path: data/ready, hash: md5, md5: ${ready}.dir, size: 5, nfiles: 2}]
    params: {params.yaml: {seed: ${seed}, deep: {a: [1]}}}
    outs: [{path: model.pkl, hash: md5, md5: ${model}, size: 7}]
  evaluate:
    cmd: eval
    deps: [{path: model.pkl, hash: md5, md5: ${model}, size: 7}, {path: data/ready, hash: md5, md5: ${ready}.dir}]
    outs: [{path: metrics.json, hash: md5, md5: m${seed}}, {path: scores.json, hash: md5, md5: s}]
`;

const raw = (from: string) => `outs: [{path: raw.csv, hash: md5, md5: raw1, size: 9}]\n${from}`;
const FROM_ELSEWHERE = `deps: [{path: sets/raw.csv, repo: {url: 'https://github.com/o/sets', rev_lock: ${'a'.repeat(40)}}}]\n`;

async function makeProject() {
  const repository = await makeRepository();
  await repository.commit({
    'data/raw.csv.dvc': raw(''),
    'prep.py': 'x = 1',
    'dvc.yaml': PIPELINE,
    'requirements.txt': 'numpy==1.26.4\n',
    '.dvc/config': '[core]\n  remote = s\n[\'remote "s"\']\n  url = s3://bucket/store\n',
    '.gitattributes': '*.bin filter=lfs\n',
    'weights/big.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${'b'.repeat(64)}\nsize 12\n`,
  });
  const first = await repository.commit({
    'dvc.lock': lock(1, 'model1', 'ready1'),
    'metrics.json': '{"auc": 0.5, "deep": {"f1": NaN, "ok": true}, "best": "a"}',
  });
  repository.tag('net@v0.0.1');
  repository.tag('net#prod#1');
  const second = await repository.commit({
    'data/raw.csv.dvc': raw(FROM_ELSEWHERE),
    'dvc.lock': lock(2, 'model2', 'ready2'),
    'metrics.json': '{"auc": 0.7}',
  });
  repository.tag('net@v0.0.2');
  repository.tag('net#prod#2');
  repository.git('tag', 'net@v9.0.0');
  repository.tag('release/1');
  return { repository, first, second };
}

const STATE = `query ($model: String!, $set: String!) {
  model(name: $model) {
    description
    aliasHistory(first: 10) { nodes { alias reason movedElsewhereAt modelVersion { version } } }
    then: alias(name: "prod", effectiveAt: "2024-01-01T00:05:30Z") { modelVersion { version } }
    versions { nodes {
      version createdElsewhereAt createdElsewhereBy tags config code { commit repository }
      artifacts { path uri digest sizeBytes } environment { packages { name version } }
      reproducibility { verdict missing }
      datasets { role datasetVersion { ref externalDigest { algorithm value } derivedFrom { ref derivedFrom { ref externalDigest { value } } } } }
      run { name parameters tags code { commit } user startedAt metrics { key value } }
      loggedModel { name run { name } }
    } }
  }
  lfs: dataset(name: $set) { latest { files { path digest sizeBytes } } }
}`;

interface State {
  readonly model: {
    readonly aliasHistory: { readonly nodes: readonly unknown[] };
    readonly then: unknown;
    readonly versions: { readonly nodes: readonly Version[] };
  } | null;
  readonly lfs: { readonly latest: { readonly files: readonly unknown[] } };
}

interface Version {
  readonly version: string;
  readonly code: { readonly commit: string };
  readonly datasets: readonly unknown[];
  readonly reproducibility: { readonly verdict: string; readonly missing: readonly string[] };
}

interface Runs {
  readonly runs: { readonly nodes: readonly { readonly name: string; readonly code: { readonly commit: string } }[] };
}

const EVALUATIONS = `query ($namespace: String!) { runs(filter: { namespace: $namespace }, first: 20) { nodes {
  name metrics { key value } tags readLoggedModels { name } inputs { role } code { commit }
} } }`;

describe.skipIf(!hasGit)('importing a repository', () => {
  test('stages are runs, outputs data and models, and tags of GTO versions with their numbers and stages', async () => {
    const { repository, first, second } = await makeProject();
    await using _ = repository;
    const report = await imported(repository.folder, 'whole');
    expect(report.skips).toEqual([]);
    expect(report.commits).toBe(3);
    const { data, errors } = await graph.ask<State>(STATE, { model: 'whole/net', set: 'whole/weights/big.bin' });
    expect(errors).toBeUndefined();
    const [newer, older] = data.model!.versions.nodes as [Version, Version];
    expect([newer.version, older.version]).toEqual(['0.0.2', '0.0.1']);
    expect(newer).toMatchObject({
      createdElsewhereBy: 'Ann',
      code: { commit: second, repository: 'https://github.com/o/r' },
      tags: { 'gto.tag': 'net@v0.0.2', 'dvc.digest': 'md5:model2' },
      config: { dvc: { digest: { algorithm: 'md5', value: 'model2' }, sizeBytes: 7 } },
      artifacts: [{ path: 'model.pkl', uri: 's3://bucket/store/files/md5/mo/del2', digest: null, sizeBytes: 7 }],
      environment: { packages: [{ name: 'numpy', version: '1.26.4' }] },
      loggedModel: { name: 'model.pkl', run: { name: 'train' } },
      run: {
        ...{ name: 'train', parameters: { seed: 2, 'deep.a': [1] }, code: { commit: second }, user: 'Ann' },
      },
    });
    expect(newer.datasets).toEqual([
      {
        role: 'TRAINING',
        datasetVersion: {
          ref: expect.stringContaining('whole/data/ready@'),
          externalDigest: { algorithm: 'md5', value: 'ready2.dir' },
          derivedFrom: [
            {
              ref: 'whole/data/raw.csv@1.0.0',
              derivedFrom: [{ ref: 'o/sets/sets/raw.csv@1.0.0', externalDigest: { value: 'raw1' } }],
            },
          ],
        },
      },
    ]);
    expect(newer.reproducibility.verdict).toBe('PARTIAL');
    expect(newer.reproducibility.missing.join()).toContain('known by its md5 alone');
    expect(older.code.commit).toBe(first);
    expect(data.model!.aliasHistory.nodes).toEqual([
      {
        alias: 'prod',
        reason: expect.stringMatching(/^GTO tag net#prod#2 of 2024-01-01T/),
        movedElsewhereAt: '2024-01-01T00:07:00.000Z',
        modelVersion: { version: '0.0.2' },
      },
      {
        alias: 'prod',
        reason: expect.stringMatching(/^GTO tag net#prod#1 of 2024-01-01T/),
        movedElsewhereAt: '2024-01-01T00:04:00.000Z',
        modelVersion: { version: '0.0.1' },
      },
    ]);
    expect(data.model!.then).toEqual({ modelVersion: { version: '0.0.1' } });
    expect(data.lfs.latest.files).toEqual([
      { path: 'weights/big.bin', digest: `sha256:${'b'.repeat(64)}`, sizeBytes: 12 },
    ]);
    expect(report.remarks.map(({ path }) => path)).toContain('refs/tags/net@v9.0.0');

    const runs = await graph.ask<Runs>(EVALUATIONS, { namespace: 'whole' });
    const evaluations = runs.data.runs.nodes.filter((run) => run.name === 'evaluate' && run.code.commit === first);
    expect(evaluations).toEqual([
      {
        ...{
          name: 'evaluate',
          code: { commit: first },
          readLoggedModels: [{ name: 'model.pkl' }],
          inputs: [{ role: 'EVALUATION' }],
        },
        metrics: expect.arrayContaining([
          { key: 'auc', value: 0.5 },
          { key: 'deep.f1', value: 'NaN' },
        ]),
        tags: expect.objectContaining({
          ...{ 'dvc.metric.best': 'a', 'dvc.metric.deep.ok': 'true', 'dvc.cmd': 'eval' },
          'dvc.metrics_unavailable.scores.json': 'is not in Git: not available',
        }),
      },
    ]);
  });

  test('a version that was given elsewhere names when, and is refused where it is taken', async () => {
    const register = async (input: object) => {
      const document =
        'mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { created } }';
      const { errors } = await graph.ask(document, {
        input: { model: 'given/m', versionGivenElsewhere: true, ...input },
      });
      return errors?.[0]?.extensions.code;
    };
    const at = { createdElsewhereAt: '2024-01-01T00:00:00Z' };
    expect(await register({ version: '0.0.1' })).toBe('BAD_USER_INPUT');
    expect(await register(at)).toBe('BAD_USER_INPUT');
    expect(await register({ version: '2.0.0', architecture: 'a', ...at })).toBeUndefined();
    expect(await register({ version: '0.0.1', architecture: 'b', ...at })).toBeUndefined();
    expect(await register({ version: '0.0.1', architecture: 'c', ...at })).toBe('CONFLICT');
  });

  test('a second import adds what is new; moved and deleted tags are told, and nothing is lost', async () => {
    const { repository, first } = await makeProject();
    await using _ = repository;
    const before = await imported(repository.folder, 'again');
    expect(before.counts.runs).toEqual({ inRepository: 6, imported: 6, alreadyThere: 0, skipped: 0 });
    await repository.commit({ 'dvc.lock': lock(3, 'model3', 'ready2'), 'metrics.json': '{"auc": 0.9}' });
    repository.tag('net@v0.1.0');
    repository.tag('net#prod!#3', 'net@v0.0.2^{}');
    repository.git('tag', '--delete', 'net@v0.0.1');
    repository.git('tag', '--delete', 'net@v0.0.2');
    repository.tag('net@v0.0.2', first);
    const report = await imported(repository.folder, 'again');
    expect(report.counts.runs).toMatchObject({ imported: 2, alreadyThere: 6 });
    expect(report.counts.datasets).toMatchObject({ imported: 0 });
    expect(report.counts.modelVersions).toMatchObject({ imported: 1 });
    expect(report.contradictions.map(({ remark }) => remark.slice(0, 11))).toEqual(['tag moved: ', 'tag deleted']);
    const { data } = await graph.ask<State>(STATE, { model: 'again/net', set: 'again/weights/big.bin' });
    expect(data.model!.versions.nodes.map(({ version }) => version)).toEqual(['0.1.0', '0.0.2', '0.0.1']);
    const idle = await imported(repository.folder, 'again');
    expect(Object.values(idle.counts).map(({ imported: count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  test('an artifact that lies elsewhere has its URL; data of another project the remote of that', async () => {
    await using repository = await makeRepository();
    await repository.commit({
      'artifacts.yaml':
        'far: {type: model, path: "s3://user:secret@bucket/nets/far.pt"}\nnear: {path: ./nets/near.txt}\n',
      'nets/near.txt': 'near',
      '.dvc/config': '[core]\n  remote = s\n[\'remote "s"\']\n  url = s3://top\n',
      'team/.dvc/config': '[core]\n  remote = s\n[\'remote "s"\']\n  url = s3://team/store/\n',
      'team/raw.csv.dvc': `${raw('frozen: true\n')}deps: [{db: {connection: sales, query: "SELECT 1"}}]\n`,
    });
    repository.tag('far@v1.0.0');
    repository.tag('near@v1.0.0');
    const report = await imported(repository.folder, 'elsewhere');
    expect([...report.skips, ...report.remarks]).toEqual([]);
    const files = (name: string) =>
      `model(name: "elsewhere/${name}") { versions { nodes { artifacts { path uri } } } }`;
    const query = `{ far: ${files('far')} near: ${files('near')}
      data: dataset(name: "elsewhere/team/raw.csv") { latest { description files { uri } } } }`;
    const { data } = await graph.ask<Readonly<Record<'far' | 'near' | 'data', unknown>>>(query);
    const artifacts = (path: string, uri: unknown) => ({ versions: { nodes: [{ artifacts: [{ path, uri }] }] } });
    expect(data).toEqual({
      far: artifacts('far.pt', 's3://user@bucket/nets/far.pt'),
      near: artifacts('nets/near.txt', expect.stringMatching(/#nets\/near\.txt$/)),
      data: {
        latest: {
          description: 'Imported from a database (sales) by the query SELECT 1',
          files: [{ uri: 's3://team/store/files/md5/ra/w1' }],
        },
      },
    });
  });

  test('metrics beside stages are those of the files that a folder holds; what is not in Git is in the report', async () => {
    await using repository = await makeRepository();
    await repository.commit({
      'dvc.yaml': 'params: [conf.yaml, gone.yaml]\nmetrics: [scores]',
      'conf.yaml': 'rate: 0.5',
      'scores/a.json': '{"auc": 0.25}',
      'scores/deep/b.yaml': 'f1: 0.75',
      'other/dvc.yaml': 'metrics: [lost.json]',
    });
    const report = await imported(repository.folder, 'beside');
    expect(report.skips).toEqual([]);
    const { data } = await graph.ask<{ runs: { nodes: readonly unknown[] } }>(
      '{ runs(filter: { namespace: "beside" }, first: 5) { nodes { parameters metrics { key value } } } }',
    );
    expect(data.runs.nodes).toEqual([
      {
        parameters: { 'conf.yaml:rate': 0.5 },
        metrics: [
          { key: 'auc', value: 0.25 },
          { key: 'f1', value: 0.75 },
        ],
      },
    ]);
    expect(report.remarks).toEqual([
      {
        path: expect.stringMatching(/:dvc\.yaml$/),
        remark: 'its parameters file gone.yaml is not in Git: not available',
      },
      { path: 'other/dvc.yaml', remark: 'its metrics file other/lost.json is not in Git: not available' },
    ]);
  });

  test('a dry run reads the same and asks no server; a file URL and a revision are taken', async () => {
    const { repository, first } = await makeProject();
    await using _ = repository;
    const dry = await imported(`file://${repository.folder}`, 'dry', { client: null, revisions: [first] });
    expect(dry).toMatchObject({
      dryRun: true,
      commits: 2,
      counts: { runs: { imported: 3 }, modelVersions: { imported: 1 } },
    });
    expect((await graph.ask<{ model: unknown }>('{ model(name: "dry/net") { name } }')).data.model).toBeNull();
    await expect(imported(repository.folder, 'dry', { client: null, revisions: ['--all'] })).rejects.toThrow(
      'no revision --all',
    );
    await expect(imported('ext::sh -c id', 'dry', { client: null })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(imported('http://example.org/r', 'dry', { client: null })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  test('a hostile repository costs what is hostile, and no more', async () => {
    await using repository = await makeRepository();
    const bomb = `x0: &x0 [1, 1]\n${Array.from({ length: 40 }, (_, n) => `x${n + 1}: &x${n + 1} [*x${n}, *x${n}]`).join('\n')}\n`;
    const circle = `schema: '2.0'\nstages:\n  a: {cmd: a, deps: [{path: y, md5: m}], outs: [{path: x.onnx, md5: m}, {path: z, md5: m}]}\n  b: {cmd: b, deps: [{path: x.onnx, md5: m}, {path: z, md5: m}], outs: [{path: y, md5: m}]}\n`;
    await repository.commit({
      'bomb/dvc.yaml': bomb,
      'deep/dvc.lock': `stages: ${'['.repeat(5_000)}`,
      'huge/params.dvc': Buffer.alloc(17 * 1024 * 1024, 'a'),
      'circle/dvc.lock': circle,
      'proto/dvc.yaml': 'stages: {__proto__: {cmd: x}, constructor: {cmd: y, params: [__proto__]}}',
      'proto/dvc.lock': `schema: '2.0'\nstages: {__proto__: {cmd: x, params: {params.yaml: {__proto__: 1}}, outs: [{path: ../../../etc/passwd, md5: e}]}}`,
      'a name\nwith "lines".dvc': 'outs: [{path: "\\u0007data", md5: q}]',
    });
    const target = repository.git('rev-parse', 'HEAD:circle/dvc.lock');
    repository.git('update-index', '--add', '--cacheinfo', `120000,${target},link/dvc.lock`);
    repository.git('commit', '--quiet', '--message', 'a link');
    const report = await imported(repository.folder, 'hostile');
    expect(report.skips.filter(({ code }) => code !== undefined)).toEqual([]);
    expect(
      report.skips
        .filter(({ kind }) => kind === 'file')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(['bomb/dvc.yaml', 'deep/dvc.lock', 'huge/params.dvc']);
    expect(report.counts.runs).toMatchObject({ imported: 3, skipped: 0 });
  });
});
