import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { experiments } from '#subgraphs/experiments/index.js';
import { digestOf, type Pins, seedPeers } from '../support/seed-peers.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const START = `mutation ($input: StartRunInput!) {
  startRun(input: $input) { created run { id ref status code { repository } inputs { role } parameters } }
}`;
const LOG = `mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }`;
const PARAMETERS = `mutation ($run: ID!, $parameters: JSONObject!) {
  logParameters(input: { run: $run, parameters: $parameters }) { accepted }
}`;
const FINISH = `mutation ($run: ID!, $status: RunEndStatus! = FINISHED, $endedAt: DateTime, $artifacts: [ArtifactInput!]! = []) {
  finishRun(input: { run: $run, status: $status, endedAt: $endedAt, artifacts: $artifacts }) { run { id status digest manifest } }
}`;
const READ = `query ($run: ID!) {
  run(id: $run) { status digest manifest parameters metrics { key value step } auc: metricHistory(key: "auc") { nodes { step value } } }
}`;
const time = new Date(1_760_000_000_000).toISOString();

const peers = createTestPeers();
let pins: Pins;
let subgraph: TestSubgraph;
beforeAll(async () => {
  pins = await seedPeers(peers);
  subgraph = await openTestSubgraph(experiments, peers.transportOf);
});
afterAll(async () => {
  await subgraph[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

describe('the start of a run', () => {
  test('with an externalId that is known in the experiment is that run; elsewhere it is another', async () => {
    const input = { experiment: 'acme/external', name: 'one', externalId: 'mlflow:1', parameters: { a: 1 } };
    const first = await start(input);
    const again = await start(input);
    expect(again).toEqual({ created: false, run: first.run });
    expect((await start({ ...input, experiment: 'acme/elsewhere' })).created).toBe(true);
    expect((await start({ experiment: 'acme/external', name: 'one' })).created).toBe(true);
  });

  test('by many at once with one externalId is one run, started by one of them', async () => {
    const input = { experiment: 'acme/raced', name: 'raced', externalId: 'mlflow:2' };
    const started = await Promise.all(Array.from({ length: 16 }, () => start(input)));
    expect(started.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(started.map(({ run }) => run.id)).size).toBe(1);
  });

  test.each([
    ['https://user:s3cret@git.example.org/a.git', 'https://git.example.org/a.git'],
    ['https://s3cret@git.example.org/a.git', 'https://git.example.org/a.git'],
    ['https://user:p@ss@git.example.org/a@b.git', 'https://git.example.org/a@b.git'],
    ['git@git.example.org:acme/a.git', 'git@git.example.org:acme/a.git'],
  ])('keeps of the repository %s no credentials', async (repository, stored) => {
    const { run } = await start({ experiment: 'acme/code', name: 'a', code: { repository, commit: 'c0ffee0' } });
    expect(run.code?.repository).toBe(stored);
    const events = await subgraph.subgraph.database.manager.query('SELECT payload::text FROM ledger_event');
    expect(JSON.stringify(events)).not.toMatch(/s3cret|p@ss/);
  });

  test.each([
    [
      'one dataset version under two spellings',
      (): object => ({ inputs: [{ ref: pins.clean }, { ref: 'acme/clean@latest' }] }),
      'BAD_USER_INPUT',
    ],
    [
      'a dataset that does not exist',
      (): object => ({ inputs: [{ ref: 'acme/nowhere@1.0.0' }] }),
      'REFERENCE_NOT_FOUND',
    ],
    [
      'an environment that does not exist',
      (): object => ({ environment: 'acme/nowhere@1.0.0' }),
      'REFERENCE_NOT_FOUND',
    ],
    ['parameters that are no object', (): object => ({ parameters: { ['k'.repeat(251)]: 1 } }), 'BAD_USER_INPUT'],
    ['a parameter that is too long', (): object => ({ parameters: { a: 'x'.repeat(10_001) } }), 'BAD_USER_INPUT'],
  ])('with %s is refused, and nothing is written', async (_, change, code) => {
    const before = await snapshotRows(subgraph.subgraph);
    const { errors } = await subgraph.ask(START, { input: { experiment: 'acme/refused', name: 'a', ...change() } });
    expect(errors).toMatchObject([{ extensions: { code } }]);
    expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
  });

  test('takes a parameter of 10,000 characters, whatever they are, and gives it back as it was', async () => {
    const parameters = { quotes: '"'.repeat(10_000), lines: '\n'.repeat(10_000), text: '0.0' };
    expect((await start({ experiment: 'acme/long', name: 'a', parameters })).run.parameters).toEqual(parameters);
  });

  test('takes one dataset version in two roles', async () => {
    const inputs = [
      { role: 'TRAINING', ref: pins.clean },
      { role: 'TEST', ref: pins.clean },
    ];
    expect((await start({ experiment: 'acme/roles', name: 'a', inputs })).run.inputs).toHaveLength(2);
  });

  test('is UNAVAILABLE where an owner does not answer, and nothing is written', async () => {
    await using alone = await openTestSubgraph(experiments, (name) => async (request) => {
      if (name === 'datasets') throw new PedigraphError('UNAVAILABLE', 'The datasets subgraph is down.');
      return peers.transportOf(name)(request);
    });
    const before = await snapshotRows(alone.subgraph);
    const input = { experiment: 'acme/a', name: 'a', inputs: [{ ref: pins.clean }], environment: pins.environment };
    expect((await alone.ask(START, { input })).errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
    expect(await snapshotRows(alone.subgraph)).toEqual(before);
    expect(await alone.ask(START, { input: { ...input, inputs: [] } })).toMatchObject({
      data: { startRun: { created: true } },
    });
  });
});

describe('metrics', () => {
  test('that are no finite numbers come back as they were logged, before and after the run is sealed', async () => {
    const { run } = await start({ experiment: 'acme/metrics', name: 'diverged' });
    const values = ['NaN', 'Infinity', '-Infinity', 0.1, 1e-300, -1.7976931348623157e308];
    await write(LOG, { run: run.id, metrics: values.map((value, index) => point(`m${index}`, index, value)) });
    const expected = values.map((value, index) => ({ key: `m${index}`, value, step: index }));
    expect((await read(run.id)).metrics).toEqual(expected);
    await write(FINISH, { run: run.id });
    const { metrics, manifest } = await read(run.id);
    expect(metrics).toEqual(expected);
    expect(manifest?.metrics).toEqual(expected);
  });

  test('are stored once however often they are sent, and the last is the one with the highest step', async () => {
    const { run } = await start({ experiment: 'acme/metrics', name: 'again' });
    const metrics = [point('auc', 3, 0.7), point('auc', 1, 0.9), point('auc', 2, 0.8)];
    for (const _ of [1, 2]) await write(LOG, { run: run.id, metrics });
    expect(await read(run.id)).toMatchObject({
      metrics: [{ key: 'auc', step: 3, value: 0.7 }],
      auc: [
        { step: 1, value: 0.9 },
        { step: 2, value: 0.8 },
        { step: 3, value: 0.7 },
      ],
    });
  });

  test('are stored once when they are sent at the same time, or twice in one call, and what is new among them is stored', async () => {
    const { run } = await start({ experiment: 'acme/metrics', name: 'at once' });
    const batches = [1, 2, 3, 4, 5, 6].map((own) => [
      point('auc', 0, 0),
      point('auc', own, own),
      point('auc', own, own),
    ]);
    const answers = await Promise.all(batches.map((metrics) => write(LOG, { run: run.id, metrics })));
    expect(answers).toEqual(batches.map(() => ({ logMetrics: { accepted: 2 } })));
    expect((await read(run.id)).auc).toEqual([0, 1, 2, 3, 4, 5, 6].map((step) => ({ step, value: step })));
  });

  test('and parameters are named by their experiment, those of open runs and of sealed ones', async () => {
    const { run: sealed } = await start({ experiment: 'acme/keys', name: 'one', parameters: { depth: 6 } });
    await write(LOG, { run: sealed.id, metrics: [point('loss', 1, 0.5), point('auc', 1, 0.5), point('auc', 2, 0.6)] });
    await write(FINISH, { run: sealed.id });
    const { run: open } = await start({ experiment: 'acme/keys', name: 'two', parameters: { rate: 0.1, depth: 6 } });
    await write(LOG, { run: open.id, metrics: [point('recall', 1, 0.5)] });
    const { experiment, none } = await write<Record<string, object>>(
      `{ experiment(name: "acme/keys") { metricKeys parameterKeys }
         none: experiment(name: "acme/metrics") { parameterKeys } }`,
      {},
    );
    expect(experiment).toEqual({ metricKeys: ['auc', 'loss', 'recall'], parameterKeys: ['depth', 'rate'] });
    expect(none).toEqual({ parameterKeys: [] });
  });

  test('keep their key and their moment, however odd', async () => {
    const { run } = await start({ experiment: 'acme/metrics', name: 'odd' });
    const moments = [
      '0000-01-01T00:00:00+05:00',
      '0000-06-01T12:00:00Z',
      '0001-01-01T00:00:00Z',
      '1969-12-31T23:59:59.999Z',
    ];
    const key = 'a "key", {with} \\ all';
    const metrics = moments.map((timestamp, step) => ({ key, value: 1, step, timestamp }));
    await write(LOG, { run: run.id, metrics });
    const query =
      'query ($run: ID!, $key: String!) { run(id: $run) { metricHistory(key: $key) { nodes { timestamp } } } }';
    const { data } = await subgraph.ask<{ run: { metricHistory: { nodes: unknown } } }>(query, { run: run.id, key });
    expect(data.run.metricHistory.nodes).toEqual(
      moments.map((moment) => ({ timestamp: new Date(moment).toISOString() })),
    );
  });

  test('and parameters are told alike while a run is open and when it is sealed, times too', async () => {
    const parameters = { Zeta: 1, alpha: { 10: [true, null], 9: 'é' }, beta: 1e21 };
    const { run } = await start({ experiment: 'acme/metrics', name: 'alike', parameters });
    await write(LOG, { run: run.id, metrics: [point('b', 2, 0.5), point('B', 1, 0.25), point('a', 1, 1)] });
    const told = () =>
      write<object>('query ($run: ID!) { run(id: $run) { parameters metrics { key value step timestamp } } }', {
        run: run.id,
      });
    const open = await told();
    expect(open).toEqual({
      run: { parameters, metrics: [point('B', 1, 0.25), point('a', 1, 1), point('b', 2, 0.5)] },
    });
    await write(FINISH, { run: run.id });
    expect(await told()).toEqual(open);
  });

  test('with a key that is none are BAD_USER_INPUT, all of the call', async () => {
    const { run } = await start({ experiment: 'acme/metrics', name: 'bad' });
    const metrics = [point('auc', 1, 0.5), point('', 1, 0.5)];
    const { errors } = await subgraph.ask(LOG, { run: run.id, metrics });
    expect(errors).toMatchObject([
      { message: expect.stringContaining('[1].key'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect((await read(run.id)).metrics).toEqual([]);
  });
});

test('a parameter never changes: another value is a CONFLICT that names it, and nothing of the call is written', async () => {
  const { run } = await start({ experiment: 'acme/parameters', name: 'a', parameters: { depth: 6, rate: 0.1 } });
  await write(PARAMETERS, { run: run.id, parameters: { depth: 6, seed: { a: [1, 2] } } });
  await write(
    'mutation ($run: ID!) { logParameters(input: { run: $run, parameters: { literal: { a: 1 } } }) { accepted } }',
    {
      run: run.id,
    },
  );
  const { errors } = await subgraph.ask(PARAMETERS, { run: run.id, parameters: { rate: 0.2, depth: 7, fresh: 1 } });
  expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT', keys: expect.arrayContaining(['rate', 'depth']) } }]);
  expect((await read(run.id)).parameters).toEqual({ depth: 6, rate: 0.1, seed: { a: [1, 2] }, literal: { a: 1 } });
});

describe('the end of a run', () => {
  test('meets many who still log: what was accepted is sealed, what came after is IMMUTABLE', async () => {
    const { run } = await start({ experiment: 'acme/end', name: 'raced' });
    const log = async (step: number) => {
      const { errors } = await subgraph.ask(LOG, { run: run.id, metrics: [point('auc', step, step / 100)] });
      return errors?.[0]?.extensions.code ?? 'accepted';
    };
    let step = 0;
    const accepted: number[] = [];
    const logUntilRefused = async (): Promise<string> => {
      for (;;) {
        const mine = step++;
        const outcome = await log(mine);
        if (outcome !== 'accepted') return outcome;
        accepted.push(mine);
      }
    };
    const loggers = Array.from({ length: 16 }, logUntilRefused);
    await vi.waitUntil(() => accepted.length > 16, { timeout: 120_000 });
    const { finishRun } = await write<{ finishRun: { run: Run } }>(FINISH, { run: run.id });
    expect(new Set(await Promise.all(loggers))).toEqual(new Set(['IMMUTABLE']));

    const last = Math.max(...accepted);
    const stored = await read(run.id);
    expect(stored.auc.map((one) => one.step)).toEqual(accepted.toSorted((a, b) => a - b).slice(0, 1_000));
    expect(stored.metrics).toEqual([{ key: 'auc', step: last, value: last / 100 }]);
    expect(finishRun.run.manifest?.metrics).toEqual(stored.metrics);
  });

  test('again the same way is the same, another way is IMMUTABLE; parameters and metrics are too', async () => {
    const { run } = await start({ experiment: 'acme/end', name: 'twice' });
    const first = await write<{ finishRun: { run: Run } }>(FINISH, { run: run.id });
    const before = await snapshotRows(subgraph.subgraph);
    expect(await write(FINISH, { run: run.id })).toEqual(first);
    for (const [query, variables] of [
      [FINISH, { artifacts: [{ path: 'a', uri: 'late' }] }],
      [FINISH, { endedAt: time }],
      [FINISH, { status: 'FAILED' }],
      [LOG, { metrics: [point('auc', 1, 1)] }],
      [PARAMETERS, { parameters: { a: 1 } }],
    ] as const) {
      const { errors } = await subgraph.ask(query, { run: run.id, ...variables });
      expect(errors).toMatchObject([{ extensions: { code: 'IMMUTABLE' } }]);
    }
    expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
  });

  test.each([
    [
      'a path that stands twice',
      [
        { path: 'a', uri: 's3://1' },
        { path: 'a', uri: 's3://2' },
      ],
    ],
    ['a digest that is none', [{ path: 'a', uri: 's3://1', digest: 'md5:1' }]],
  ])('with %s is BAD_USER_INPUT, and the run stays open', async (_, artifacts) => {
    const { run } = await start({ experiment: 'acme/end', name: 'refused' });
    const { errors } = await subgraph.ask(FINISH, { run: run.id, artifacts });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect((await read(run.id)).status).toBe('RUNNING');
  });

  test('of what does not exist is NOT_FOUND', async () => {
    for (const run of ['no-uuid', '01890a5d-ac96-774b-bcce-b302099a8057']) {
      const { errors } = await subgraph.ask(FINISH, { run });
      expect(errors).toMatchObject([{ message: expect.stringContaining(run), extensions: { code: 'NOT_FOUND' } }]);
    }
  });

  test('seals a file by its digest, and by its place only where it has none', async () => {
    const { run } = await start({ experiment: 'acme/end', name: 'files' });
    const pinned = { path: 'b', uri: 's3://b', digest: digestOf('b') };
    await write(FINISH, { run: run.id, artifacts: [pinned, { path: 'a', uri: 's3://a' }] });
    expect((await read(run.id)).manifest?.artifacts).toEqual([
      { path: 'a', uri: 's3://a', digest: null, sizeBytes: null, mediaType: null },
      { path: 'b', digest: pinned.digest, sizeBytes: null, mediaType: null },
    ]);
  });
});

interface Point {
  readonly key: string;
  readonly value: number | string;
  readonly step: number;
}

interface Run {
  readonly id: string;
  readonly status: string;
  readonly code: { readonly repository: string } | null;
  readonly inputs: readonly object[];
  readonly parameters: object;
  readonly metrics: readonly Point[];
  readonly auc: readonly Point[];
  readonly manifest: { readonly metrics: readonly Point[]; readonly artifacts: readonly object[] } | null;
}

const point = (key: string, step: number, value: number | string) => ({ key, step, value, timestamp: time });

async function start(input: object): Promise<{ created: boolean; run: Run }> {
  return (await write<{ startRun: { created: boolean; run: Run } }>(START, { input })).startRun;
}

async function read(run: string): Promise<Run> {
  const { run: stored } = await write<{ run: Run & { auc: { nodes: readonly Point[] } } }>(READ, { run });
  return { ...stored, auc: stored.auc.nodes };
}

async function write<T>(query: string, variables: Record<string, unknown>): Promise<T> {
  const { data, errors } = await subgraph.ask<T>(query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
