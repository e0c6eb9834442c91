import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraphqlClient, type GraphqlClient } from '#integrations/client/graphql-client.js';
import { importWandb } from '#integrations/wandb/import-wandb.js';
import { createTestGraph } from '../../support/test-graph.js';
import { wandbFolder } from './wandb-folder.js';
import { encode, record, writeLog } from './write-log.js';

const COMMIT = '1ea6c70c70de4aa0916691400e2153b82b151e7c';
const RUN = `query ($experiment: String!, $externalId: String!) { runByExternalId(experiment: $experiment, externalId: $externalId) {
  name status startedAt endedAt user tags parameters code { commit repository path dirty }
  metrics { key value step } metricsAfterEnd { key value step } parametersAfterEnd
  artifacts { path digest } environment { runtime { name version } os hardware image packages { name version } }
  inputs { role datasetVersion { externalDigest { algorithm value } } }
  datasetOutputs { ref externalDigest { algorithm value } } loggedModels { loggedModel { name status } }
  continuation { status }
} }`;

const FIRST = 'run-20240131_120000-abc';
const FILES = {
  'files/requirements.txt': 'numpy==1.26.4\nwandb==0.31.0\n',
  'files/media/plot.txt': 'a plot',
  'files/diff.patch': '--- a/train.py',
  'files/wandb-metadata.json': JSON.stringify({
    host: 'ann-laptop',
    username: 'ann',
    email: 'ann@example.org',
    gpu: 'NVIDIA A100',
    gpu_count: 2,
  }),
};
const LOG = [
  record.run('abc', {
    config: { lr: 0.1, text: '0.0', opt: { name: 'adam', betas: [0.9, 0.999] }, 'opt.name': 'twice' },
    8: 'brave-fox-1',
    9: 'some notes',
    10: ['good', 'best so far'],
    13: 'ann-laptop',
    21: { 1: 'https://ann:secret@git.example.org/acme/churn.git', 2: COMMIT },
  }),
  record.environment({
    1: 'Linux-6.1.0-x86_64-with-glibc2.36',
    2: 'CPython 3.11.7',
    7: 'src/train.py',
    13: 'ann',
    14: '/home/ann/python',
  }),
  record.use('QXJ0aWZhY3Q=', 'acme/churn/iris:v3', 'dataset'),
  record.row(0, { loss: 1, val: { auc: 0.5 }, note: 'text' }),
  encode({
    2: {
      1: [
        { 1: 'loss', 16: 'NaN' },
        { 2: ['val', 'auc'], 16: 'Infinity' },
        { 1: '_timestamp', 16: '1706702401' },
      ],
      2: { 1: 1 },
    },
  }),
  record.artifact('features', 'dataset', 'd1d1'),
  record.artifact('clf', 'model', 'e2e2', ['champion']),
  record.artifact('checkpoint', 'model', 'f3f3'),
  record.summary({ loss: 0.1, best: 0.75, verdict: 'good', _runtime: 3 }),
  record.exit(0),
];

async function runOf(id: string, namespace: string): Promise<Record<string, unknown> | null> {
  const { runByExternalId } = await client.query<{ runByExternalId: Record<string, unknown> | null }>(RUN, {
    experiment: `${namespace}/churn`,
    externalId: `wandb:${id}`,
  });
  return runByExternalId;
}

function filesOf(folder: string, log: readonly Uint8Array[], files: Readonly<Record<string, string>> = {}) {
  const others = Object.entries(files).map(([name, content]) => [`${folder}/${name}`, content]);
  return { [`${folder}/run-abc.wandb`]: writeLog(log), ...Object.fromEntries(others) };
}

let graph: Awaited<ReturnType<typeof createTestGraph>>;
let client: GraphqlClient;
beforeAll(async () => {
  graph = await createTestGraph();
  client = createGraphqlClient({ url: graph.url });
});
afterAll(() => graph[Symbol.asyncDispose]());

describe('importing runs of W&B', () => {
  test('takes over all that a run says, and nothing of whose machine it was', async () => {
    await using folder = await wandbFolder(filesOf(FIRST, LOG, FILES));
    const options = { folder: folder.root, client, namespace: 'acme' };

    const report = await importWandb(options);

    expect(report.skips.map(({ path: at, reason }) => `${at}: ${reason}`)).toEqual([
      `wandb/${FIRST}/config/opt.name: is there twice, once by a key with dots and once by nested keys`,
    ]);
    const run = await runOf('abc', 'acme');
    expect(run).toMatchObject({
      name: 'brave-fox-1',
      status: 'FINISHED',
      startedAt: '2024-01-31T12:00:00.000Z',
      endedAt: '2024-01-31T12:00:01.000Z',
      user: null,
      parameters: { lr: 0.1, text: '0.0', 'opt.name': 'adam', 'opt.betas': [0.9, 0.999] },
      code: { commit: COMMIT, repository: 'https://git.example.org/acme/churn.git', path: 'src/train.py', dirty: true },
      metrics: [
        { key: 'best', value: 0.75, step: 1 },
        { key: 'loss', value: 'NaN', step: 1 },
        { key: 'summary/loss', value: 0.1, step: 1 },
        { key: 'val.auc', value: 'Infinity', step: 1 },
      ],
      artifacts: [{ path: 'diff.patch' }, { path: 'media/plot.txt', digest: expect.stringMatching(/^sha256:/) }],
      environment: {
        runtime: { name: 'python', version: '3.11.7' },
        os: 'linux/amd64',
        hardware: '2x NVIDIA A100',
        packages: [
          { name: 'numpy', version: '1.26.4' },
          { name: 'wandb', version: '0.31.0' },
        ],
      },
      inputs: [
        {
          role: 'TRAINING',
          datasetVersion: { externalDigest: { algorithm: 'wandb-artifact-id', value: 'QXJ0aWZhY3Q=' } },
        },
      ],
      datasetOutputs: [{ externalDigest: { algorithm: 'wandb-manifest-md5', value: 'd1d1' } }],
      loggedModels: [{ loggedModel: { name: 'clf', status: 'READY' } }, { loggedModel: { name: 'checkpoint' } }],
      tags: {
        'wandb.state': 'finished',
        'wandb.exit_code': '0',
        'wandb.notes': 'some notes',
        'wandb.tag.good': 'true',
        'wandb.tag.best so far': 'true',
        'wandb.summary.verdict': 'good',
      },
    });
    expect(JSON.stringify(run)).not.toMatch(/ann|secret/);
    const { modelVersion } = await client.query<{ modelVersion: unknown }>(
      '{ modelVersion(ref: "acme/churn/clf@champion") { version run { name } loggedModel { name } environment { os } } }',
    );
    expect(modelVersion).toMatchObject({
      version: '1.0.0',
      run: { name: 'brave-fox-1' },
      loggedModel: { name: 'clf' },
    });
    expect(report.counts).toMatchObject({
      experiments: { imported: 1 },
      runs: { imported: 1 },
      datasets: { imported: 2 },
      loggedModels: { imported: 2 },
      modelVersions: { imported: 1 },
      aliases: { imported: 1 },
    });
    expect(report.remarks.map(({ remark }) => remark)).toEqual(
      expect.arrayContaining([
        'not taken over: 1 texts in the history, as "note"',
        'is a logged model alone: nobody gave it an alias of its own (--versions all)',
      ]),
    );

    const again = await importWandb(options);

    expect(again.changes).toEqual([]);
    expect(Object.values(again.counts).map(({ imported }) => imported)).toEqual(new Array(8).fill(0));

    // It is resumed: another folder of the same run, which ends otherwise.
    const resumed = [record.run('abc', { config: { more: 1 } }), record.row(2, { loss: 0.2 }), record.exit(1)];
    await folder.write(filesOf('run-20240201_120000-abc', resumed));

    const followed = await importWandb(options);

    expect(followed.changes.map(({ remark }) => remark)).toEqual([
      'parameters after its end: more',
      'metrics after its end: loss',
      'ended once more in W&B as failed: noted beside what is sealed',
      'tags set: wandb.state, wandb.exit_code',
    ]);
    expect(await runOf('abc', 'acme')).toMatchObject({
      status: 'FINISHED',
      continuation: { status: 'FAILED' },
      parametersAfterEnd: { more: 1 },
      metricsAfterEnd: [{ key: 'loss', value: 0.2, step: 2 }],
    });
    expect((await importWandb(options)).changes).toEqual([]);
  });

  test('leaves a run open while it runs, goes on with it, and takes one that is silent for crashed', async () => {
    const begun = [record.run('abc'), record.row(0, { loss: 1 })];
    const torn = writeLog([...begun, record.row(1, { loss: 0.5 })]).subarray(0, -5);
    await using folder = await wandbFolder({ [`${FIRST}/run-abc.wandb`]: torn });
    const options = { folder: folder.root, client, namespace: 'open', crashedAfterMs: Number.MAX_SAFE_INTEGER };

    const report = await importWandb(options);

    expect(report.remarks.map(({ remark }) => remark)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^ends in the middle of a record, at byte \d+: what was written last is lost$/),
        'still runs, as far as its files say: it is open here until an import finds its end',
      ]),
    );
    expect(await runOf('abc', 'open')).toMatchObject({ status: 'RUNNING', metrics: [{ value: 1, step: 0 }] });

    await folder.write({ [`${FIRST}/run-abc.wandb`]: writeLog([...begun, record.row(1, { loss: 0.5 })]) });
    const crashed = await importWandb({ ...options, crashedAfterMs: 0 });

    expect(crashed.changes.map(({ remark }) => remark)).toContain('ended in W&B as crashed: sealed as KILLED');
    expect(await runOf('abc', 'open')).toMatchObject({
      status: 'KILLED',
      metrics: [{ value: 0.5, step: 1 }],
      tags: { 'wandb.state': 'crashed' },
    });
  });

  test('reads what W&B before 0.10 wrote, and names what is broken, foreign or a trap', async () => {
    const old = 'run-20190131_120000-old';
    const wrong = 'run-20240131_130000-wrong';
    const deep = `${'['.repeat(50_000)}`;
    await using folder = await wandbFolder({
      [`${old}/files/config.yaml`]: 'wandb_version: 1\nlr: {desc: null, value: 0.10}\nlang: {desc: null, value: no}\n',
      [`${old}/files/wandb-history.jsonl`]: '{"loss": "NaN", "_step": 3, "_timestamp": 1548936000}\nno json\n',
      [`${old}/files/wandb-summary.json`]: '{"acc": 0.9, "_runtime": 2}',
      [`${old}/files/wandb-metadata.json`]: '{"exitcode": 1, "startedAt": "2019-01-31T11:59:00", "git": "none"}',
      [`${wrong}/run-wrong.wandb`]: 'no log at all',
      'run-20240131_140000-odd/run-odd.wandb': writeLog([
        Uint8Array.from([0x0a, 0x7f]),
        record.run('odd', { config: { fine: 1 } }),
        encode({
          5: {
            1: [
              { 1: 'deep', 16: deep },
              { 1: 'bad', 16: '{' },
              { 1: 'good', 16: '2' },
            ],
          },
        }),
        encode({ 99: { 1: 'of a later version' } }),
        encode({
          2: {
            1: [
              { 1: 'later', 16: '1' },
              { 1: '_timestamp', 16: '1e15' },
            ],
            2: { 1: 1 },
          },
        }),
        record.exit(0),
      ]),
    });
    await symlink('/etc', path.join(folder.root, 'wandb', old, 'files', 'outside'));

    const report = await importWandb({ folder: folder.root, client, namespace: 'old', project: 'churn' });

    expect(await runOf('old', 'old')).toMatchObject({
      status: 'FAILED',
      parameters: { lr: 0.1, lang: 'no' },
      metrics: [
        { key: 'acc', value: 0.9, step: 3 },
        { key: 'loss', value: 'NaN', step: 3 },
      ],
      artifacts: [],
    });
    expect(await runOf('odd', 'old')).toMatchObject({
      status: 'FINISHED',
      parameters: { fine: 1, good: 2 },
      metrics: [],
    });
    expect([...report.skips.map(({ path: at, reason }) => `${at}: ${reason}`)]).toEqual([
      'wandb/run-20240131_130000-wrong: has no record of a run: it was killed before it wrote what it is',
      expect.stringMatching(/odd\/config\/bad: is no JSON/),
      expect.stringMatching(/odd\/config\/deep: is no JSON/),
      expect.stringMatching(/odd\/metrics\/later: a point was left out: it \(step 1\) lies beyond the year 9999/),
    ]);
    expect(report.remarks.map(({ path: at, remark }) => `${at}: ${remark}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/old\/files\/outside: leads out of the folder/),
        expect.stringMatching(/wandb-history.jsonl: line 2 is no JSON/),
        expect.stringMatching(/run-wrong.wandb: does not begin as a .wandb file does/),
        expect.stringMatching(/run-odd.wandb: has a record that is no message of protocol buffers/),
        expect.stringMatching(/odd: not taken over: 1 records of a kind that is not known here \(99\)/),
      ]),
    );
    await expect(
      importWandb({ folder: path.join(folder.root, 'wandb', wrong), client, namespace: 'a b' }),
    ).rejects.toThrow('Expected a namespace');
    await expect(importWandb({ folder: path.join(folder.root, 'none'), client })).rejects.toThrow('Expected a folder');
  });
});
