import { afterAll, beforeAll, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { type Pins, seedPeers } from '../support/seed-peers.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const COMPARE = `query ($runs: [ID!]!, $includeEqual: Boolean! = false) {
  compareRuns(runs: $runs, includeEqual: $includeEqual) {
    runs { id } rows { part key values differs better } complete incompleteReason
  }
}`;

const peers = createTestPeers();
let world: TestSubgraph;
let pins: Pins;
beforeAll(async () => {
  pins = await seedPeers(peers);
  world = await openTestSubgraph(experiments, peers.transportOf);
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

async function register(input: object): Promise<string> {
  const { data, errors } = await world.ask<{ registerRun: { run: { id: string } } }>(
    'mutation ($input: RegisterRunInput!) { registerRun(input: $input) { run { id } } }',
    { input: { experiment: 'acme/compared', name: 'run', ...input } },
  );
  expect(errors).toBeUndefined();
  return data.registerRun.run.id;
}

interface Compared {
  readonly compareRuns: {
    readonly rows: readonly { part: string; key: string; values: unknown[]; differs: boolean; better: string | null }[];
    readonly complete: boolean;
    readonly incompleteReason: string | null;
  };
}

async function compare(runs: readonly string[], includeEqual = false): Promise<Compared['compareRuns']> {
  const { data, errors } = await world.ask<Compared>(COMPARE, { runs, includeEqual });
  expect(errors).toBeUndefined();
  return data.compareRuns;
}

const CODE = { repository: 'https://git.example.org/acme.git', commit: 'c0ffee0' };

test('runs are compared part by part, with what came after their ends; what is equal is told on request', async () => {
  const one = await register({
    code: CODE,
    parameters: { depth: 6, lr: 0.1, deep: { a: [1], b: null } },
    metrics: [
      { key: 'auc', value: 0.8 },
      { key: 'loss', value: 'NaN' },
    ],
    tags: { team: 'risk' },
    inputs: [{ ref: pins.clean }, { ref: pins.raw, role: 'TEST' }],
    environment: pins.environment,
  });
  const two = await register({
    code: { ...CODE, commit: 'c0ffee1' },
    parameters: { depth: 6, lr: '0.1', deep: { b: null, a: [1] } },
    metrics: [
      { key: 'auc', value: 0.9 },
      { key: 'loss', value: 'NaN' },
    ],
    tags: { team: 'risk' },
    inputs: [{ ref: pins.raw }],
  });
  const { errors } = await world.ask(
    `mutation ($run: ID!) {
      logBatch(input: { run: $run, metrics: [{ key: "auc", value: 0.7, step: 5 }], parameters: { late: true }, afterEnd: true }) { metrics }
      setRunTags(input: { run: $run, set: { team: "fraud" } }) { run { id } } }`,
    { run: two },
  );
  expect(errors).toBeUndefined();
  const row = (part: string, key: string, values: unknown[], more: object = {}) => {
    return { part, key, values, differs: values[0] !== values[1], better: null, ...more };
  };
  const [clean, raw] = [pins.clean, pins.raw].map((ref) => ref.split('@')) as [[string, string], [string, string]];
  const differences = [
    row('CODE', 'commit', ['c0ffee0', 'c0ffee1']),
    row('DATA', clean[0], [clean[1], null]),
    row('DATA', raw[0], [null, raw[1]]),
    row('DATA', `${raw[0]}[TEST]`, [raw[1], null]),
    row('PARAMETER', 'late', [null, true]),
    row('PARAMETER', 'lr', [0.1, '0.1']),
    row('METRIC', 'auc', [0.8, 0.7], { better: 'HIGHER' }),
    row('TAG', 'team', ['risk', 'fraud']),
  ];
  const compared = await compare([one, two]);
  expect(compared).toMatchObject({ complete: true, incompleteReason: null });
  const inEnvironment = compared.rows.filter(({ part }) => part === 'ENVIRONMENT');
  expect(inEnvironment).toContainEqual(row('ENVIRONMENT', 'environment', [pins.environment, null]));
  expect(inEnvironment.every(({ values }) => values[1] === null)).toBe(true);
  expect(compared.rows.filter(({ part }) => part !== 'ENVIRONMENT')).toEqual(differences);
  const all = await compare([one, two], true);
  expect(all.rows.filter(({ differs }) => differs)).toEqual(compared.rows);
  const equal = [
    row('CODE', 'dirty', [false, false]),
    row('CODE', 'repository', [CODE.repository, CODE.repository]),
    row('PARAMETER', 'depth', [6, 6]),
    row('METRIC', 'loss', ['NaN', 'NaN'], { better: 'LOWER' }),
  ];
  expect(all.rows).toEqual(expect.arrayContaining(equal));
  expect(all.rows.find(({ key }) => key === 'deep')).toMatchObject({ differs: false });
});

test('what runs differ in is read in as many statements for two as for a hundred', async () => {
  const runs: string[] = [];
  for (let number = 0; number < 100; number++) {
    runs.push(await register({ parameters: { number }, metrics: [{ key: 'auc', value: number }] }));
  }
  const statements = async (some: readonly string[]) => {
    world.statements();
    const { rows } = await compare(some);
    expect(rows.map(({ key }) => key)).toEqual(['number', 'auc']);
    return world.statements().length;
  };
  await compare(runs);
  expect(await statements(runs)).toBe(await statements(runs.slice(0, 2)));
});

test('more rows than an answer holds are left out, and it says so', async () => {
  const parameters = (value: number) => Object.fromEntries(Array.from({ length: 900 }, (_, key) => [`p${key}`, value]));
  const metrics = Array.from({ length: 4_500 }, (_, key) => ({ key: `m${key}`, value: 1 }));
  const runs = [await register({ parameters: parameters(1), metrics }), await register({ parameters: parameters(2) })];
  const compared = await compare(runs);
  expect(compared.rows).toHaveLength(5_000);
  expect(compared).toMatchObject({ complete: false, incompleteReason: expect.stringContaining('5000') });
});

test('a run that there is not is named, and one by itself is refused', async () => {
  const run = await register({});
  const nobody = '0190a0a0-0000-7000-8000-00000000dead';
  const missing = await world.ask(COMPARE, { runs: [run, nobody] });
  expect(missing.errors?.[0]).toMatchObject({ extensions: { code: 'NOT_FOUND', missing: [nobody] } });
  const { errors } = await world.ask(COMPARE, { runs: [run] });
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
});
