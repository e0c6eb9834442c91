import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { digestOf, type Pins, seedPeers } from '../support/seed-peers.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const START = 'mutation ($input: StartRunInput!) { startRun(input: $input) { created run { id } } }';
const REGISTER = 'mutation ($input: RegisterRunInput!) { registerRun(input: $input) { created run { id } } }';
const PARAMETERS = `mutation ($run: ID!, $parameters: JSONObject!) {
  logParameters(input: { run: $run, parameters: $parameters }) { accepted }
}`;
const AT = '2024-01-01T00:00:00.000Z';
const LATER = '2024-01-02T00:00:00.000Z';

const peers = createTestPeers();
let pins: Pins;
let world: TestSubgraph;
beforeAll(async () => {
  pins = await seedPeers(peers);
  world = await openTestSubgraph(experiments, peers.transportOf);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

/** A run told with all there is; each call of `started` or `registered` is of another one, under an `externalId` of its own. */
const code = { repository: 'https://git.example.org/a.git', commit: 'c0ffee0' };
const startOf = () => ({
  experiment: 'acme/content',
  name: 'one',
  externalId: `mlflow:${++told}`,
  code,
  parameters: { depth: 6, layers: { a: [1, 2.5], b: null } },
  inputs: [{ ref: pins.clean }, { ref: pins.clean, role: 'TEST' }],
  environment: pins.environment,
  tags: { team: 'risk', stage: 'draft' },
  startedAt: AT,
});
const file = (path: string) => ({ path, uri: `s3://${path}`, digest: digestOf(path) });
const endOf = () => ({
  ...startOf(),
  metrics: [point(0.5), point(0.9), { key: 'loss', value: 'NaN' }],
  artifacts: [file('a'), file('b')],
  endedAt: LATER,
});
const point = (value: number | string) => ({ key: 'auc', value, step: 1, timestamp: AT });
let told = 0;

const OTHER_STARTS: [string, () => object, string][] = [
  ['another name', () => ({ name: 'two' }), 'name'],
  ['other code', () => ({ code: { ...code, commit: 'decade0' } }), 'code'],
  ['no code', () => ({ code: null }), 'code'],
  ['another value of a parameter', () => ({ parameters: { depth: 7 } }), 'parameters'],
  ['another parameter', () => ({ parameters: { depth: 6, fresh: 1 } }), 'parameters'],
  ['fewer inputs', () => ({ inputs: [{ ref: pins.clean }] }), 'inputs'],
  ['an input in another role', () => ({ inputs: [{ ref: pins.clean }, { ref: pins.clean, role: 'OTHER' }] }), 'inputs'],
  ['no environment', () => ({ environment: null }), 'environment'],
  ['other tags', () => ({ tags: { team: 'risk' } }), 'tags'],
  ['another start', () => ({ startedAt: LATER }), 'startedAt'],
];

describe('startRun with an externalId that is known', () => {
  test('and the same content is that run, in any order, with more that was logged since', async () => {
    const input = startOf();
    const { startRun } = await write<{ startRun: { run: { id: string } } }>(START, { input });
    await write(PARAMETERS, { run: startRun.run.id, parameters: { late: true } });
    const before = await snapshotRows(world.subgraph);
    const again = {
      ...input,
      inputs: input.inputs.toReversed(),
      tags: { stage: 'draft', team: 'risk' },
      startedAt: null,
    };
    for (const same of [input, again, { ...input, parameters: { ...input.parameters, late: true } }]) {
      expect(await write(START, { input: same })).toEqual({ startRun: { created: false, run: startRun.run } });
    }
    expect(await snapshotRows(world.subgraph)).toEqual(before);
  });

  test.each(OTHER_STARTS)('and %s is a CONFLICT that says so, and nothing is written', async (_, change, field) => {
    const input = startOf();
    await write(START, { input });
    await expectConflict(START, { ...input, ...change() }, field);
  });
});

describe('registerRun with an externalId that is known', () => {
  test('and the same content is that run', async () => {
    const input = endOf();
    const { registerRun } = await write<{ registerRun: { run: object } }>(REGISTER, { input });
    const before = await snapshotRows(world.subgraph);
    const again = { ...input, artifacts: input.artifacts.toReversed(), endedAt: null };
    for (const same of [input, again]) {
      expect(await write(REGISTER, { input: same })).toEqual({ registerRun: { created: false, run: registerRun.run } });
    }
    expect(await snapshotRows(world.subgraph)).toEqual(before);
  });

  test.each([
    ...OTHER_STARTS,
    ['fewer parameters', () => ({ parameters: { depth: 6 } }), 'parameters'],
    ['another end', () => ({ endedAt: AT }), 'endedAt'],
    ['fewer files', () => ({ artifacts: [file('a')] }), 'artifacts'],
    ['a point more', () => ({ metrics: [...endOf().metrics, point(0.1)] }), 'metrics'],
    ['a point less, which was not the last', () => ({ metrics: endOf().metrics.slice(1) }), 'metrics'],
    ['a point of another value', () => ({ metrics: [point(0.6), ...endOf().metrics.slice(1)] }), 'metrics'],
  ] as typeof OTHER_STARTS)('and %s is a CONFLICT that says so, and nothing is written', async (_, change, field) => {
    const input = endOf();
    await write(REGISTER, { input });
    await expectConflict(REGISTER, { ...input, ...change() }, field);
  });

  test('without an externalId its content stands for it, whatever its name and times', async () => {
    const input = { ...endOf(), externalId: null };
    const { registerRun } = await write<{ registerRun: { run: object } }>(REGISTER, { input });
    const again = { ...input, name: 'two', startedAt: null, tags: {} };
    expect(await write(REGISTER, { input: again })).toEqual({ registerRun: { created: false, run: registerRun.run } });
  });
});

test('a parameter that is there already is written nowhere again, and of a call the ledger has what is new', async () => {
  const { startRun } = await write<{ startRun: { run: { id: string } } }>(START, { input: startOf() });
  const { id: run } = startRun.run;
  const before = await snapshotRows(world.subgraph);
  await write(PARAMETERS, { run, parameters: { depth: 6 } });
  await write(PARAMETERS, { run, parameters: {} });
  expect(await snapshotRows(world.subgraph)).toEqual(before);
  const long = 'x'.repeat(9_000);
  await write(PARAMETERS, { run, parameters: { depth: 6, long } });
  const [event] = await world.subgraph.database.manager.query<[{ payload: object }]>(
    'SELECT payload FROM ledger_event ORDER BY position DESC LIMIT 1',
  );
  expect(event.payload).toEqual({ id: run, keys: ['long'], afterEnd: false, parameters: { long: 'x'.repeat(300) } });
});

async function expectConflict(query: string, input: object, field: string): Promise<void> {
  const before = await snapshotRows(world.subgraph);
  const { errors } = await world.ask(query, { input });
  expect(errors).toMatchObject([{ message: expect.stringContaining(field), extensions: { code: 'CONFLICT' } }]);
  expect(await snapshotRows(world.subgraph)).toEqual(before);
}

async function write<T>(query: string, variables: Record<string, unknown>): Promise<T> {
  const { data, errors } = await world.ask<T>(query, variables);
  expect(errors).toBeUndefined();
  return data;
}
