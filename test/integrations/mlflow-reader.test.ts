import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findModelFiles } from '#integrations/mlflow/files/find-model-files.js';
import { openFolderSource } from '#integrations/mlflow/folder/folder-source.js';
import { createStore, experimentMeta, runMeta, versionMeta } from './mlflow-fixture.js';
import { RUN, readAll, readOneRun } from './read-whole-store.js';

const NOBODY = { onProblem: () => {}, onRemark: () => {} };

describe('opening a store', () => {
  test('takes the folder mlruns or the one it lies in', async () => {
    await using files = await createStore({ '0/meta.yaml': experimentMeta('0', 'first') });
    expect((await openFolderSource(files.root, NOBODY)).root).toBe(files.root);
    expect((await openFolderSource(files.parent, NOBODY)).root).toBe(files.root);
  });

  test('a folder that is no store is NOT_FOUND', async () => {
    await using files = await createStore({ 'notes/readme.txt': 'nothing here' });
    await expect(openFolderSource(files.parent, NOBODY)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(openFolderSource(path.join(files.parent, 'nowhere'), NOBODY)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('experiments come active first, then those of .trash, which are deleted whatever they say', async () => {
    await using files = await createStore({
      '1/meta.yaml': experimentMeta('1', 'kept'),
      '2/meta.yaml': experimentMeta('2', 'marked', { lifecycle_stage: 'deleted' }),
      '.trash/0/meta.yaml': experimentMeta('0', 'thrown away'),
    });
    const { experiments, problems } = await readAll(files.root);
    expect(experiments.map(({ name, deleted }) => [name, deleted])).toEqual([
      ['kept', false],
      ['marked', true],
      ['thrown away', true],
    ]);
    expect(problems).toEqual([]);
  });

  test('an id of eighteen digits and a name that looks like a float stay text', async () => {
    await using files = await createStore({
      '178990134822744935/meta.yaml': experimentMeta('178990134822744935', '12e5').replaceAll("'", ''),
    });
    const { experiments } = await readAll(files.root);
    expect(experiments[0]).toMatchObject({ id: '178990134822744935', name: '12e5' });
  });

  test('tags, data sets, traces and logged models of an experiment are not taken for runs', async () => {
    await using files = await createStore({
      '0/meta.yaml': experimentMeta('0', 'first'),
      '0/tags/owner': 'me',
      '0/datasets/d1/meta.yaml': 'x: 1',
      '0/traces/tr-1/meta.yaml': 'x: 1',
      '0/models/m-1f/artifacts/MLmodel': 'flavors: {}',
    });
    const { runs, experiments, loggedModels, problems } = await readAll(files.root);
    expect(runs).toEqual([]);
    expect(experiments[0]?.beside).toEqual(['traces']);
    expect(experiments[0]?.tags).toEqual(new Map([['owner', 'me']]));
    expect(loggedModels).toEqual([]);
    expect(problems.map(({ kind, path: place }) => `${kind} ${place}`)).toEqual([
      'loggedModel 0/models/m-1f/meta.yaml',
    ]);
  });
});

describe('a run', () => {
  test('is read with name, times, parameters, tags and the place of its artifacts', async () => {
    await using files = await createStore({
      '0/meta.yaml': experimentMeta('0', 'first'),
      [`0/${RUN}/meta.yaml`]: runMeta(RUN),
      [`0/${RUN}/params/lr`]: '0.008',
      [`0/${RUN}/params/optim/name`]: ' adam\n',
      [`0/${RUN}/params/empty`]: '',
      [`0/${RUN}/tags/Training Info`]: 'Basic model',
      [`0/${RUN}/tags/.DS_Store`]: Buffer.from([0, 1, 255]),
    });
    const { runs, problems } = await readAll(files.root);
    expect(runs).toEqual([
      {
        id: RUN,
        name: 'brave-fox-1',
        status: 'FINISHED',
        startTime: 1714741043098,
        endTime: 1714741099000,
        deleted: false,
        parameters: new Map([
          ['empty', ''],
          ['lr', '0.008'],
          ['optim/name', ' adam\n'],
        ]),
        tags: new Map([['Training Info', 'Basic model']]),
        artifactUri: `file:///Users/someone/mlruns/0/${RUN}/artifacts`,
        sourceVersion: null,
        experimentId: '0',
        userId: null,
        datasets: [],
        modelInputs: [],
        modelOutputs: [],
        lastPoints: null,
        place: `0/${RUN}`,
      },
    ]);
    expect(problems).toEqual([]);
  });

  test.each([
    ['1', 'RUNNING'],
    ['2', 'SCHEDULED'],
    ['4', 'FAILED'],
    ['5', 'KILLED'],
    ['KILLED', 'KILLED'],
    ["'3'", 'FINISHED'],
  ])('with status %s is %s', async (status, expected) => {
    const { run } = await readOneRun(runMeta(RUN, { status }));
    expect(run?.status).toBe(expected);
  });

  test('that never ended, was deleted and has no name', async () => {
    const { run } = await readOneRun(
      runMeta(RUN, { end_time: 'null', lifecycle_stage: 'deleted', run_name: "''", deleted_time: '1714921223150' }),
    );
    expect(run).toMatchObject({ endTime: null, deleted: true, name: null });
  });

  test('with an id that YAML would take for a float keeps it', async () => {
    const id = '00000000000000000000000000000e10';
    await using files = await createStore({
      '0/meta.yaml': experimentMeta('0', 'first'),
      [`0/${id}/meta.yaml`]: runMeta(id),
    });
    expect((await readAll(files.root)).runs.map((run) => run.id)).toEqual([id]);
  });

  test.each([
    ['an unknown status', runMeta(RUN, { status: '9' }), /^status: expected 1 to 5/],
    ['a time that is none', runMeta(RUN, { start_time: 'yesterday' }), /^start_time: expected milliseconds/],
    ['another run in its meta.yaml', runMeta('b'.repeat(32)), /is about run bbb/],
    ['no YAML', 'status: [3', /^is not YAML/],
    ['no text', Buffer.from([0x73, 0xff, 0xfe]), /^is not UTF-8/],
    ['nothing in it', '', /expected/i],
  ])('with %s is a problem, and the runs around it are read', async (_, meta, reason) => {
    const { run, runs, problems } = await readOneRun(meta);
    expect(run).toBeUndefined();
    expect(runs).toHaveLength(1);
    expect(problems).toEqual([{ kind: 'run', path: `0/${RUN}/meta.yaml`, reason: expect.stringMatching(reason) }]);
  });

  test('without meta.yaml is a problem', async () => {
    await using files = await createStore({ '0/meta.yaml': experimentMeta('0', 'first'), [`0/${RUN}/params/lr`]: '1' });
    const { problems } = await readAll(files.root);
    expect(problems).toEqual([{ kind: 'run', path: `0/${RUN}/meta.yaml`, reason: 'is missing' }]);
  });

  test('with a parameter that is no text keeps the others', async () => {
    const { run, problems } = await readOneRun(runMeta(RUN), { 'params/good': '1', 'params/bad': Buffer.from([0xff]) });
    expect([...(run?.parameters ?? [])]).toEqual([['good', '1']]);
    expect(problems).toEqual([{ kind: 'parameter', path: `0/${RUN}/params/bad`, reason: 'is not UTF-8 text' }]);
  });
});

describe('the model registry', () => {
  test('models with tags, aliases and versions in the order of their numbers', async () => {
    await using files = await createStore({
      'models/detector/meta.yaml':
        "name: detector\ncreation_timestamp: 1714899871688\ndescription: ''\naliases:\n  stale: '1'\n",
      'models/detector/aliases/champion': '10',
      'models/detector/tags/team': 'fraud',
      'models/detector/version-10/meta.yaml': versionMeta(10, { current_stage: 'Production', description: 'the best' }),
      'models/detector/version-2/meta.yaml': versionMeta(2, {
        run_id: RUN,
        source: 's3://b/model',
        current_stage: 'Deleted_Internal',
      }),
      'models/detector/version-2/tags/semver': '1.2.3',
      'models/detector/version-3/meta.yaml': 'version: three\n',
    });
    const { models, problems } = await readAll(files.root);
    expect(models).toMatchObject([
      {
        name: 'detector',
        description: null,
        aliases: new Map([['champion', '10']]),
        tags: new Map([['team', 'fraud']]),
        versions: [
          {
            number: 2,
            runId: RUN,
            source: 's3://b/model',
            deleted: true,
            stage: null,
            tags: new Map([['semver', '1.2.3']]),
          },
          { number: 10, runId: null, source: null, deleted: false, stage: 'Production', description: 'the best' },
        ],
      },
    ]);
    expect(problems).toEqual([
      {
        kind: 'modelVersion',
        path: 'models/detector/version-3/meta.yaml',
        reason: 'version: expected a whole number from 1',
      },
    ]);
  });

  test.each([
    ['file:///Users/x/mlruns/0/RUN/artifacts/model', '0/RUN/artifacts/model'],
    ['s3://bucket/0/RUN/artifacts/my%20model', '0/RUN/artifacts/my model'],
    ['runs:/RUN/model', '0/RUN/artifacts/model'],
    ['models:/m-0ab1', '0/models/m-0ab1/artifacts'],
    ['file:///Users/x/mlruns/0/models/m-0ab1/artifacts', '0/models/m-0ab1/artifacts'],
    ['file:///Users/x/mlruns/0/RUN/artifacts/../../../../etc', null],
    ['file:///Users/x/mlruns/0/RUN/artifacts/gone', null],
    ['file:C:\\Users\\x\\mlruns\\0\\RUN\\artifacts\\model', '0/RUN/artifacts/model'],
    ['C:\\Users\\x\\mlruns\\0\\RUN\\artifacts\\model', '0/RUN/artifacts/model'],
    ['\\\\server\\share\\0\\RUN\\artifacts\\model', '0/RUN/artifacts/model'],
    ['mlflow-artifacts:/0/RUN/artifacts', '0/RUN/artifacts'],
    ['/etc', null],
  ])('the files of a version from %s are looked for in the store', async (source, expected) => {
    await using files = await createStore({
      '0/meta.yaml': experimentMeta('0', 'first'),
      [`0/${RUN}/artifacts/model/MLmodel`]: '',
      [`0/${RUN}/artifacts/my model/MLmodel`]: '',
      '0/models/m-0ab1/artifacts/MLmodel': '',
      'models/detector/meta.yaml': 'name: detector\n',
      'models/detector/version-1/meta.yaml': versionMeta(1, { source: source.replace('RUN', RUN) }),
    });
    const { models, source: store } = await readAll(files.root);
    const found = await findModelFiles(models[0]!.versions[0]!, store, async () => null);
    expect(found?.files.place).toBe(expected?.replace('RUN', RUN));
  });
});
