import fc from 'fast-check';
import { experiments } from '#subgraphs/experiments/index.js';
import { isLater } from '#values/metric-order.js';
import { type Pins, seedPeers } from '../support/seed-peers.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';
import type { PlainRun } from './plain-run-search.js';

export const VALUES = [0, -0.5, 0.1, 0.5, 1, 2, 'NaN', 'Infinity', '-Infinity'];
export const WORDS = [
  '0.1',
  '1e-1',
  '1e-3',
  '0.001',
  '10',
  '9',
  'adam',
  'Adam',
  'ADAM',
  'sgd_1',
  'sgdx1',
  'a%',
  '',
  'ä',
  '.',
  '1e',
  'NaN',
  '1e9999',
];
const PARAMETERS = [...WORDS, 0.1, 10, 9, true, null, [1]];
export const KEYS = ['a', 'b', '__proto__'];
const NAMES = ['search/one', 'search/two', 'search/below/three', 'searched/four'];
export const STARTS = [0, 1, 2].map((day) => new Date(Date.UTC(2026, 0, 1 + day, 12, 0, 0, day)));

export const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const keyed = <T>(value: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(oneOf(...KEYS), value), { maxLength: 4 }).map((pairs) => new Map(pairs));

const anyPoint = fc.record({
  key: oneOf(...KEYS),
  value: oneOf(...VALUES),
  step: fc.integer({ min: -1, max: 2 }),
  timestamp: oneOf(...STARTS),
});
const anyRun = fc.record({
  experiment: oneOf(...NAMES),
  name: oneOf('night', 'Night', 'day_1'),
  parameters: keyed(oneOf(...PARAMETERS)),
  tags: keyed(oneOf(...WORDS)),
  metrics: fc.array(anyPoint, { maxLength: 6 }),
  startedAt: oneOf(...STARTS),
  status: oneOf(null, null, 'FINISHED', 'FAILED', 'KILLED'),
  reads: fc.subarray(['raw', 'clean'] as const),
  archiving: oneOf('no', 'archived', 'restored', 'again'),
  renamed: oneOf(null, null, 'day_1', 'Night'),
  changedTags: keyed(oneOf(null, ...WORDS)),
  user: oneOf(null, 'ada', 'Bob'),
  later: fc.array(anyPoint, { maxLength: 3 }),
  laterParameters: keyed(oneOf('9', 'later')),
  resumed: oneOf('no', 'running', 'ended'),
});

/** Runs as they were written, and the ids of their experiments by name. */
export interface RunSearchWorld extends AsyncDisposable {
  readonly world: TestSubgraph;
  readonly runs: readonly PlainRun[];
  readonly experimentIds: Readonly<Record<string, string>>;
  /** A query that has to be answered. */
  ask<T>(query: string, variables: object): Promise<T>;
}

/** `await using searched = await openRunSearchWorld()`: runs of every kind, open and ended, in a few experiments. */
export async function openRunSearchWorld(): Promise<RunSearchWorld> {
  const peers = createTestPeers();
  const pins = await seedPeers(peers);
  const world = await openTestSubgraph(experiments, peers.transportOf);
  const ask = async <T>(query: string, variables: object): Promise<T> => {
    const { data, errors } = await world.ask<T>(query, { ...variables });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  const experimentIds: Record<string, string> = {};
  const runs = await seedRuns(ask, pins, experimentIds);
  return {
    world,
    runs,
    experimentIds,
    ask,
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]();
      await peers[Symbol.asyncDispose]();
    },
  };
}

async function seedRuns(
  ask: RunSearchWorld['ask'],
  pins: Pins,
  experimentIds: Record<string, string>,
): Promise<PlainRun[]> {
  const seeded: PlainRun[] = [];
  for (const given of fc.sample(anyRun, { numRuns: 80, seed: 7 })) {
    const { experiment, parameters, tags, metrics, startedAt, status, reads, archiving, renamed, changedTags, user } =
      given;
    const inputs = reads.map((dataset) => ({ ref: pins[dataset], role: dataset === 'raw' ? 'TEST' : 'TRAINING' }));
    const input = {
      experiment,
      name: given.name,
      user,
      startedAt,
      inputs,
      parameters: objectOf(parameters),
      tags: objectOf(tags),
    };
    const { startRun } = await ask<{
      startRun: { run: { id: string; createdAt: string; experiment: { id: string } } };
    }>('mutation ($input: StartRunInput!) { startRun(input: $input) { run { id createdAt experiment { id } } } }', {
      input,
    });
    const { id, createdAt } = startRun.run;
    experimentIds[experiment] = startRun.run.experiment.id;
    await ask(
      'mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }',
      { run: id, metrics },
    );
    let endedAt = status === null ? null : new Date(startedAt.getTime() + 1_000);
    let lastStatus = status ?? 'RUNNING';
    if (status !== null) {
      await ask(
        'mutation ($run: ID!, $status: RunEndStatus!, $endedAt: DateTime) { finishRun(input: { run: $run, status: $status, endedAt: $endedAt }) { run { id } } }',
        { run: id, status, endedAt },
      );
    }
    const write = (field: string, input: object) =>
      ask(
        `mutation ($input: ${field[0]!.toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { __typename } }`,
        {
          input: { run: id, ...input },
        },
      );
    const points = [...metrics];
    const known = new Map(parameters);
    if (status !== null) {
      const news = [...given.laterParameters].filter(([key]) => !parameters.has(key));
      for (const [key, value] of news) known.set(key, value);
      points.push(...given.later);
      await write('logBatch', { metrics: given.later, parameters: Object.fromEntries(news), afterEnd: true });
      if (given.resumed !== 'no') {
        await write('resumeRun', {});
        [lastStatus, endedAt] = ['RUNNING', null];
      }
      if (given.resumed === 'ended') {
        [lastStatus, endedAt] = ['KILLED', new Date(startedAt.getTime() + 2_000)];
        await write('finishRun', { status: lastStatus, endedAt });
      }
    }
    if (renamed !== null) await write('renameRun', { name: renamed });
    const [set, removed] = [new Map(tags), [...changedTags].filter(([, value]) => value === null)];
    for (const [key, value] of changedTags) value === null ? set.delete(key) : set.set(key, value);
    const changed = [...changedTags].filter(([, value]) => value !== null);
    if (changedTags.size > 0) {
      await write('setRunTags', { set: Object.fromEntries(changed), remove: removed.map(([key]) => key) });
    }
    const steps: Record<string, string[]> = { archived: ['archiveRun'], restored: ['archiveRun', 'restoreRun'] };
    steps['again'] = [...steps['restored']!, 'archiveRun'];
    for (const step of steps[archiving] ?? []) await write(step, {});
    seeded.push({
      id,
      experiment,
      isArchived: archiving === 'archived' || archiving === 'again',
      attributes: {
        id,
        name: renamed ?? given.name,
        user,
        status: lastStatus,
        createdBy: 'anonymous',
        experiment,
        externalId: null,
      },
      moments: { startedAt, endedAt, createdAt: new Date(createdAt) },
      values: known,
      parameters: new Map(
        [...known].map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value)]),
      ),
      tags: set,
      metrics: lastValues(points),
      extremes: extremesOf(points),
      datasets: inputs.map(({ ref, role }) => ({ name: ref.split('@')[0]!, ref, role })),
    });
  }
  return seeded;
}

/** The last value of each key, as MLflow has it. */
function lastValues(points: readonly { key: string; value: number | string; step: number; timestamp: Date }[]) {
  const last = new Map<string, { value: number; step: number; timestamp: Date }>();
  for (const { key, value, step, timestamp } of points) {
    const point = { value: Number(value), step, timestamp };
    const known = last.get(key);
    if (known === undefined || isLater(point, known)) last.set(key, point);
  }
  return new Map([...last].map(([key, { value }]) => [key, value]));
}

/** Of each key the lowest and the highest value; NaN where none is a number. */
function extremesOf(points: readonly { key: string; value: number | string }[]): PlainRun['extremes'] {
  const keys = [...new Set(points.map(({ key }) => key))];
  return new Map(
    keys.map((key) => {
      const numbers = points.flatMap((point) =>
        point.key === key && point.value !== 'NaN' ? [Number(point.value)] : [],
      );
      const none = numbers.length === 0;
      return [key, { min: none ? Number.NaN : Math.min(...numbers), max: none ? Number.NaN : Math.max(...numbers) }];
    }),
  );
}

const objectOf = (map: ReadonlyMap<string, unknown>) => Object.fromEntries(map);
