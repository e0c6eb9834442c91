import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { createRandom } from '../support/seeded-random.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const peers = createTestPeers();
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(experiments, peers.transportOf);
});
afterAll(async () => {
  await subgraph[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

const at = (second: number) => new Date(1_760_000_000_000 + second * 1_000).toISOString();
const point = (key: string, value: number | string, step: number, second = step) => ({
  key,
  value,
  step,
  timestamp: at(second),
});

const SEALED = `status endedAt digest manifest parameters metrics { key value step timestamp afterEnd }
  history: metricHistory(key: "m") { totalCount nodes { step value afterEnd } }`;
const ALL = `tags parametersAfterEnd allParameters: parameters(includeAfterEnd: true)
  metricsAfterEnd { key value step afterEnd } allMetrics: metrics(includeAfterEnd: true) { key value step timestamp afterEnd }
  allHistory: metricHistory(key: "m", includeAfterEnd: true) { totalCount nodes { step value afterEnd } }
  continuation { status endedAt artifacts { path } }`;
interface Metric {
  readonly key: string;
  readonly value: number | string;
  readonly step: number;
  readonly afterEnd: boolean;
}
interface Log {
  readonly totalCount: number;
  readonly nodes: readonly Omit<Metric, 'key'>[];
}
interface Run {
  readonly id: string;
  readonly ref: string;
  readonly digest: string;
  readonly metrics: readonly Metric[];
  readonly allMetrics: readonly Metric[];
  readonly metricsAfterEnd: readonly Metric[];
  readonly history: Log;
  readonly allHistory: Log;
  readonly continuation: { readonly status: string; readonly endedAt: string | null } | null;
}

async function send(field: string, input: object, selection = '__typename') {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  return subgraph.ask<Record<string, never>>(
    `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`,
    { input },
  );
}

async function write<T>(field: string, input: object, selection?: string): Promise<T> {
  const { data, errors } = await send(field, input, selection);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data[field] as T;
}

async function read(id: string, selection: string): Promise<Run> {
  const { data, errors } = await subgraph.ask<{ run: Run }>(`query ($id: ID!) { run(id: $id) { ${selection} } }`, {
    id,
  });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.run;
}

async function refusal(field: string, input: object): Promise<string> {
  const before = await snapshotRows(subgraph.subgraph);
  const { errors } = await send(field, input);
  expect(await snapshotRows(subgraph.subgraph)).toEqual(before);
  return errors![0]!.extensions.code;
}

const BATCH = 'metrics parameters tags afterEnd';
const logBatch = (input: object) => write('logBatch', input, BATCH);

async function start(input: object = {}): Promise<string> {
  const run = { experiment: 'acme/late', name: 'night', ...input };
  return (await write<{ run: Run }>('startRun', run, 'run { id }')).run.id;
}

/** A run that has ended, with points of `m` at steps 1 and 3. */
async function ended(): Promise<string> {
  const run = await start({ parameters: { lr: '0.10' } });
  await logBatch({ run, metrics: [point('m', 1, 1), point('m', 3, 3), point('other', 9, 1)] });
  await write('finishRun', { run, status: 'FINISHED', artifacts: [{ path: 'a', uri: 's3://acme/a' }] });
  return run;
}

describe('a batch', () => {
  test('is stored whole, and again it adds nothing', async () => {
    const run = await start();
    const batch = { run, metrics: [point('m', 1, 1), point('m', 'NaN', 2)], parameters: { p: 'v' }, tags: { t: 'w' } };
    const answer = { metrics: 2, parameters: 1, tags: 1, afterEnd: false };
    expect(await logBatch(batch)).toEqual(answer);
    const rows = await snapshotRows(subgraph.subgraph);
    expect(await logBatch(batch)).toEqual(answer);
    expect(await snapshotRows(subgraph.subgraph)).toEqual(rows);
    expect(await logBatch({ ...batch, metrics: [...batch.metrics, point('m', 3, 3)] })).toMatchObject({ metrics: 3 });
    expect(await read(run, `tags parameters ${SEALED}`)).toMatchObject({
      tags: { t: 'w' },
      parameters: { p: 'v' },
      history: { totalCount: 3 },
    });
  });

  test('in which a parameter has another value is refused whole', async () => {
    const run = await start({ parameters: { p: 'v' } });
    const batch = { run, metrics: [point('m', 1, 1)], parameters: { p: 'w', q: 'x' }, tags: { t: 'w' } };
    expect(await refusal('logBatch', batch)).toBe('CONFLICT');
  });

  test('of an open run is the same with afterEnd: it is sealed with the run', async () => {
    const run = await start();
    const batch = { run, metrics: [point('m', 1, 1)], parameters: { p: 'v' }, afterEnd: true };
    expect(await logBatch(batch)).toMatchObject({ afterEnd: false });
    await write('finishRun', { run, status: 'FINISHED' });
    expect(await read(run, SEALED)).toMatchObject({ manifest: { parameters: { p: 'v' } }, history: { totalCount: 1 } });
  });

  test('that 50 send at once to as many runs, and to one, arrives', async () => {
    const one = await start();
    const runs = await Promise.all(Array.from({ length: 25 }, () => start()));
    await Promise.all(
      [...runs, ...runs.map(() => one)].map((run, index) =>
        logBatch({ run, metrics: [point('m', index, index)], tags: { last: `${index}` } }),
      ),
    );
    expect((await read(one, SEALED)).history.totalCount).toBe(25);
  });

  test('of a run that is not there is refused', async () => {
    expect(await refusal('logBatch', { run: '0190a0a0-0000-7000-8000-00000000dead' })).toBe('NOT_FOUND');
    expect(await refusal('logBatch', { run: 'x', tags: { a: 'b' } })).toBe('NOT_FOUND');
  });
});

describe('after the end of a run', () => {
  test('nothing is taken but tags, unless the call says so', async () => {
    const run = await ended();
    expect(await refusal('logBatch', { run, metrics: [point('m', 4, 4)] })).toBe('IMMUTABLE');
    expect(await refusal('logBatch', { run, parameters: { a: 1 } })).toBe('IMMUTABLE');
    expect(await refusal('logMetrics', { run, metrics: [point('m', 4, 4)] })).toBe('IMMUTABLE');
    expect(await logBatch({ run, tags: { reviewed: 'yes' } })).toMatchObject({ tags: 1 });
  });

  test('points and parameters stand beside what is sealed, and nothing of that changes', async () => {
    const run = await ended();
    const sealed = await read(run, SEALED);
    const batch = {
      run,
      metrics: [point('m', 2, 2), point('m', 4, 4), point('late', 'Infinity', 0), point('other', 8, 0)],
      parameters: { lr: '0.10', late: '007', ['__proto__']: 'p' },
      afterEnd: true,
    };
    expect(await logBatch(batch)).toEqual({ metrics: 4, parameters: 3, tags: 0, afterEnd: true });
    expect(await read(run, SEALED)).toEqual(sealed);
    const all = await read(run, ALL);
    expect(all).toMatchObject({
      allMetrics: [
        { key: 'late', value: 'Infinity', step: 0, afterEnd: true },
        { key: 'm', value: 4, step: 4, timestamp: at(4), afterEnd: true },
        { key: 'other', value: 9, step: 1, timestamp: at(1), afterEnd: false },
      ],
      allHistory: {
        totalCount: 4,
        nodes: [
          { step: 1, value: 1, afterEnd: false },
          { step: 2, value: 2, afterEnd: true },
          { step: 3, value: 3, afterEnd: false },
          { step: 4, value: 4, afterEnd: true },
        ],
      },
      continuation: null,
    });
    expect(all.metricsAfterEnd.map(({ key }) => key)).toEqual(['late', 'm', 'other']);
    const parameters = all as unknown as Record<string, Record<string, string>>;
    expect(Object.entries(parameters['parametersAfterEnd']!).sort()).toEqual([
      ['__proto__', 'p'],
      ['late', '007'],
    ]);
    expect(Object.keys(parameters['allParameters']!).sort()).toEqual(['__proto__', 'late', 'lr']);
    const rows = await snapshotRows(subgraph.subgraph);
    await logBatch(batch);
    expect(await snapshotRows(subgraph.subgraph)).toEqual(rows);
  });

  test('what is sealed is not stored once more, and a parameter does not change', async () => {
    const run = await ended();
    const rows = await snapshotRows(subgraph.subgraph);
    await logBatch({ run, metrics: [point('m', 3, 3)], parameters: { lr: '0.10' }, afterEnd: true });
    expect(await snapshotRows(subgraph.subgraph)).toEqual(rows);
    expect(await refusal('logBatch', { run, parameters: { lr: '0.1' }, afterEnd: true })).toBe('CONFLICT');
    await logBatch({ run, parameters: { late: 1 }, afterEnd: true });
    expect(await refusal('logBatch', { run, parameters: { late: 2 }, afterEnd: true })).toBe('CONFLICT');
  });

  test('the database itself takes nothing of a run that is open, and changes nothing', async () => {
    const run = await start();
    const { manager } = subgraph.subgraph.database;
    const of = (table: string, columns: string, values: string) =>
      manager.query(`INSERT INTO ${table} (run_id, ${columns}) VALUES ($1, ${values})`, [run]);
    const sealed = { code: 'SEALD' };
    await expect(of('run_parameter_after_end', 'key, value', `'a', '1'`)).rejects.toMatchObject(sealed);
    await expect(
      of('metric_point_after_end', 'key, step, timestamp, value, is_timed', `'a', 1, now(), 1, true`),
    ).rejects.toMatchObject(sealed);
    await expect(of('run_continuation', 'sequence, started_at, created_by', `1, now(), 'eve'`)).rejects.toMatchObject(
      sealed,
    );
  });
});

describe('the history of what was measured before the end and after it', () => {
  test('comes in pages of any size in one order, random points of one moment too', async () => {
    const random = createRandom(7);
    const run = await start();
    const points = () =>
      Array.from({ length: 60 }, () =>
        point('m', Math.floor(random() * 5), Math.floor(random() * 4), Math.floor(random() * 3)),
      );
    await logBatch({ run, metrics: points() });
    await write('finishRun', { run, status: 'FINISHED' });
    await logBatch({ run, metrics: points(), afterEnd: true });
    await logBatch({ run, metrics: points(), afterEnd: true });
    const page = `query ($run: ID!, $first: Int!, $after: String) { run(id: $run) {
      log: metricHistory(key: "m", first: $first, after: $after, includeAfterEnd: true) {
        totalCount nodes { step timestamp value afterEnd } pageInfo { hasNextPage endCursor }
      } } }`;
    const whole: string[][] = [];
    for (const first of [1000, 1, 7]) {
      const nodes: { step: number; timestamp: string; afterEnd: boolean; value: number }[] = [];
      for (let [after, more] = [null as string | null, true]; more; ) {
        const { data } = await subgraph.ask<{
          run: { log: Log & { pageInfo: { hasNextPage: boolean; endCursor: string } } };
        }>(page, { run, first, after });
        const { log } = data.run;
        nodes.push(...(log.nodes as never as typeof nodes));
        [after, more] = [log.pageInfo.endCursor, log.pageInfo.hasNextPage];
        if (!more) expect(log.totalCount).toBe(nodes.length);
      }
      whole.push(nodes.map((node) => JSON.stringify(node)));
      const order = nodes.map(({ step, timestamp, afterEnd }) => `${step} ${timestamp} ${afterEnd ? 1 : 0}`);
      expect(order).toEqual(order.toSorted());
    }
    expect(new Set(whole[0]).size).toBe(whole[0]!.length);
    expect(whole[1]).toEqual(whole[0]);
    expect(whole[2]).toEqual(whole[0]);
  });
});

test('a run that is archived takes no batch, unless the call says so, until it is restored', async () => {
  for (const run of [await start(), await ended()]) {
    const batches = [
      { metrics: [point('late', 1, 50)] },
      { parameters: { late: '1' } },
      { tags: { late: '1' } },
      {},
    ].map((batch) => ({ run, afterEnd: true, ...batch }));
    await write('archiveRun', { run });
    const rows = await snapshotRows(subgraph.subgraph);
    for (const batch of batches) expect(await refusal('logBatch', batch)).toBe('IMMUTABLE');
    expect(await snapshotRows(subgraph.subgraph)).toEqual(rows);
    const query = 'mutation ($input: LogBatchInput!) { logBatch(input: $input) { metrics } }';
    const { errors } = await subgraph.ask(query, { input: batches[0] });
    expect(errors?.[0]?.message).toContain('so logBatch takes nothing for it');
    await write('logBatch', { ...batches[0]!, whileArchived: true });
    await write('restoreRun', { run });
    for (const batch of batches) await write('logBatch', batch);
    expect(await read(run, ALL)).toMatchObject({
      tags: { late: '1' },
      allParameters: { late: '1' },
      allMetrics: expect.arrayContaining([expect.objectContaining({ key: 'late' })]),
    });
  }
});

describe('a run that goes on after its end', () => {
  test('says so beside its seal, and ends once more, as often as one likes', async () => {
    const run = await ended();
    const sealed = await read(run, SEALED);
    for (const status of ['FAILED', 'FINISHED', 'KILLED']) {
      for (const _ of [1, 2]) await write('resumeRun', { run });
      expect((await read(run, ALL)).continuation).toEqual({ status: 'RUNNING', endedAt: null, artifacts: [] });
      const rows = await snapshotRows(subgraph.subgraph);
      await write('resumeRun', { run });
      expect(await snapshotRows(subgraph.subgraph)).toEqual(rows);
      const artifacts = [{ path: status, uri: 's3://acme/b' }];
      for (const _ of [1, 2]) await write('finishRun', { run, status, endedAt: at(99), artifacts });
      expect((await read(run, ALL)).continuation).toEqual({ status, endedAt: at(99), artifacts: [{ path: status }] });
      expect(await refusal('finishRun', { run, status, endedAt: at(98) })).toBe('IMMUTABLE');
      expect(await read(run, SEALED)).toEqual(sealed);
    }
  });

  test('is not one that is open', async () => {
    const run = await start();
    const rows = await snapshotRows(subgraph.subgraph);
    await write('resumeRun', { run });
    expect(await snapshotRows(subgraph.subgraph)).toEqual(rows);
  });

  test('that many resume at once goes on once', async () => {
    const run = await ended();
    await Promise.all(Array.from({ length: 8 }, () => write('resumeRun', { run })));
    const { manager } = subgraph.subgraph.database;
    const rows = await manager.query('SELECT FROM run_continuation WHERE run_id = $1', [run]);
    expect(rows).toHaveLength(1);
  });
});
