import { afterAll, beforeAll, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

let world: TestSubgraph;

beforeAll(async () => {
  world = await openTestSubgraph(experiments);
  await write('registerRun', { experiment: 'acme/costs', name: 'first' }, 'created');
});
afterAll(() => world[Symbol.asyncDispose]());

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
async function write(field: string, input: object, selection: string): Promise<any> {
  const type = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
  const { data, errors } = await world.ask<Record<string, unknown>>(
    `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`,
    { input },
  );
  expect(errors).toBeUndefined();
  return data[field];
}

/** What its statements do, in their order. */
async function costOf(field: string, input: object, selection: string) {
  world.statements();
  const answer = await write(field, input, selection);
  const statements = world.statements().map((sql) => {
    const [verb = ''] = sql.trim().split(/\s+/, 1);
    const table = /(?:INTO|FROM) "?(?:experiments"?\.)?"?(\w+)/.exec(sql)?.[1] ?? '';
    const call = /pg_advisory\w+|append_events|clock_timestamp/.exec(sql)?.[0];
    return [verb, call ?? table].filter((word) => word !== '').join(' ');
  });
  return { answer, statements };
}

const points = (count: number) =>
  Array.from({ length: count }, (_, step) => ({ key: `m${step % 10}`, value: step, step }));
const parameters = { depth: '3', lr: '0.1' };

test('a run that is started reads and writes nothing twice, nor does what it logs, nor its end', async () => {
  const started = await costOf('startRun', { experiment: 'acme/costs', name: 'run' }, 'run { id createdBy startedAt }');
  expect(started.statements).toEqual([
    'START',
    'SELECT pg_advisory_xact_lock',
    'SELECT clock_timestamp',
    'INSERT run',
    'SELECT append_events',
    'COMMIT',
  ]);
  const run = started.answer.run.id;
  const batch = { run, metrics: points(1_000), parameters, tags: { kind: 'x' }, afterEnd: true };
  expect((await costOf('logBatch', batch, 'run { id }')).statements).toEqual([
    'START',
    'SELECT pg_advisory_xact_lock_shared',
    'SELECT run',
    'SELECT archival',
    'INSERT run_parameter',
    'SELECT pg_advisory_xact_lock',
    'SELECT tag_change',
    'SELECT clock_timestamp',
    'INSERT tag_change',
    'INSERT metric_point',
    'SELECT append_events',
    'COMMIT',
  ]);
  expect((await costOf('finishRun', { run, status: 'FINISHED' }, 'run { id }')).statements).toEqual([
    'START',
    'SELECT pg_advisory_xact_lock',
    'SELECT run',
    'SELECT run_end',
    'SELECT run_input',
    'SELECT run_parameter',
    'SELECT metric_point',
    'SELECT metric_point',
    'SELECT clock_timestamp',
    'INSERT run_end',
    'INSERT last_metric',
    'SELECT append_events',
    'COMMIT',
  ]);
});

test('a hundred runs that are over are as many statements as one', async () => {
  const over = (number: number) => ({
    experiment: 'acme/costs',
    name: `run ${number}`,
    externalId: `${number}`,
    endedAt: '2026-01-01T00:00:00Z',
    parameters,
    metrics: points(100),
  });
  const one = await costOf('registerRun', over(0), 'created');
  expect(one.statements).toEqual([
    'START',
    'SELECT pg_advisory_xact_lock',
    'SELECT run',
    'SELECT clock_timestamp',
    'INSERT run',
    'INSERT run_parameter',
    'INSERT metric_point',
    'INSERT run_end',
    'INSERT last_metric',
    'SELECT append_events',
    'COMMIT',
  ]);
  const runs = Array.from({ length: 100 }, (_, index) => over(index + 1));
  const many = await costOf('registerRuns', { runs }, 'runs { created }');
  expect(many.answer.runs).toEqual(runs.map(() => ({ created: true })));
  expect(many.statements).toEqual(one.statements);
});
