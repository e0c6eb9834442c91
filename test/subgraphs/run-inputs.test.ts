import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { type Pins, seedPeers } from '../support/seed-peers.js';
import { snapshotRows } from '../support/snapshot-rows.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

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

const ADD = `mutation ($input: AddRunInputsInput!) { addRunInputs(input: $input) { added run { inputs { role context tags afterEnd } } } }`;
const START = 'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }';
const FINISH = `mutation ($run: ID!) { finishRun(input: { run: $run, status: FINISHED }) { run { digest manifest } } }`;

describe('what a run reads', () => {
  test('may be named while it is open, is stored once, and is sealed with the run', async () => {
    const run = await startRun([{ ref: pins.clean }]);
    const inputs = [{ ref: pins.raw, role: 'TEST', context: 'night', tags: { of: 'May' } }];
    const added = { role: 'TEST', context: 'night', tags: { of: 'May' }, afterEnd: false };
    const first = await add({ run, inputs });
    expect(first).toEqual({
      added: 1,
      run: { inputs: [{ role: 'TRAINING', context: null, tags: {}, afterEnd: false }, added] },
    });
    const before = await snapshotRows(world.subgraph);
    expect(await add({ run, inputs })).toEqual({ ...first, added: 0 });
    expect(await snapshotRows(world.subgraph)).toEqual(before);

    // Another context is another use; the manifest names a dataset version once for a role.
    expect(
      (
        await add({
          run,
          inputs: [
            { ...inputs[0], context: 'day' },
            { ...inputs[0], context: 'day' },
          ],
        })
      ).added,
    ).toBe(1);
    const { finishRun } = await ask<{ finishRun: { run: { manifest: { inputs: object[] } } } }>(FINISH, { run });
    expect(finishRun.run.manifest.inputs).toMatchObject([
      { role: 'TEST', ref: pins.raw },
      { role: 'TRAINING', ref: pins.clean },
    ]);
  });

  test('after its end stands beside what is sealed, where that is asked for', async () => {
    const run = await startRun([]);
    const { finishRun: sealed } = await ask<{ finishRun: { run: object } }>(FINISH, { run });
    const inputs = [{ ref: pins.clean }];
    const { errors } = await world.ask(ADD, { input: { run, inputs } });
    expect(errors?.[0]).toMatchObject({
      extensions: { code: 'IMMUTABLE' },
      message: expect.stringContaining('afterEnd'),
    });
    expect((await add({ run, inputs, afterEnd: true })).run.inputs).toMatchObject([{ afterEnd: true }]);
    expect(await ask('query ($run: ID!) { run(id: $run) { digest manifest } }', { run })).toEqual({ run: sealed.run });
  });

  test('names a column where either use of a dataset version reads it, and none where one may read any', async () => {
    await peers.ask(
      'datasets',
      'mutation ($input: RegisterDatasetVersionInput!) { registerDatasetVersion(input: $input) { created } }',
      { input: { dataset: 'acme/wide', schema: ['a', 'b', 'c'].map((name) => ({ name, type: 'double' })) } },
    );
    const sealed = async (...uses: readonly (readonly string[] | undefined)[]) => {
      const [first, ...others] = uses.map((columns, index) => ({
        ...{ ref: 'acme/wide@1.0.0', ...(columns && { columns }) },
        ...(index > 0 && { context: `use ${index}` }),
      }));
      const run = await startRun([first!]);
      await add({ run, inputs: others });
      const { finishRun } = await ask<{ finishRun: { run: { manifest: { inputs: object[] } } } }>(FINISH, { run });
      return finishRun.run.manifest.inputs;
    };
    expect(await sealed(['a'], ['b'], ['a', 'c'])).toMatchObject([{ columns: ['a', 'b', 'c'] }]);
    expect(await sealed(['a'], undefined)).toEqual([expect.not.objectContaining({ columns: ['a'] })]);
    expect(await sealed(undefined, ['a'])).toEqual([expect.not.objectContaining({ columns: ['a'] })]);
  });

  test('is said truly to have come before or after the end: PostgreSQL refuses the other', async () => {
    const run = await startRun([]);
    const insert = (isAfterEnd: boolean) =>
      world.subgraph.database.manager.query(
        `INSERT INTO run_input (id, run_id, pin, context, tags, is_after_end, at, by)
         VALUES (gen_random_uuid(), $1, '{}', '', '{}', $2, now(), 'a test')`,
        [run, isAfterEnd],
      );
    await expect(insert(true)).rejects.toThrow('run_input');
    await ask(FINISH, { run });
    await expect(insert(false)).rejects.toThrow('run_input');
  });

  test('is found by what the tool that it comes from calls it, and by its digest there', async () => {
    await peers.ask(
      'datasets',
      'mutation ($input: RegisterDatasetVersionInput!) { registerDatasetVersion(input: $input) { created } }',
      {
        input: {
          dataset: 'acme/tiny',
          externalDigest: { algorithm: 'mlflow', value: '0a1b' },
          external: { name: 'Tiny ü' },
        },
      },
    );
    const run = await startRun([]);
    await add({ run, inputs: [{ ref: 'acme/tiny@1.0.0', context: 'holdout' }] });
    for (const [key, value] of [
      ['name', 'Tiny ü'],
      ['digest', '0a1b'],
      ['context', 'holdout'],
      ['ref', 'acme/tiny@1.0.0'],
    ]) {
      const filter = { conditions: [{ subject: 'DATASET', key, operator: 'EQ', value }] };
      const found = await ask('query ($filter: RunFilter!) { runs(filter: $filter) { nodes { id } } }', { filter });
      expect(found, key).toEqual({ runs: { nodes: [{ id: run }] } });
    }
  });
});

test('what another tool says of a dataset version comes back as it was given, and is part of what it is', async () => {
  const external = { name: 'a b', sourceType: 'local', source: ' {"a": 1}\n', schema: '{"b":[ ]}', profile: null };
  const REGISTER = `mutation ($input: RegisterDatasetVersionInput!) {
    registerDatasetVersion(input: $input) {
      created datasetVersion { version externalDigest { algorithm value } external { name sourceType source schema profile } }
    }
  }`;
  const register = async (value: string) => {
    const input = { dataset: 'acme/elsewhere', externalDigest: { algorithm: 'mlflow', value }, external };
    const answer = await peers.ask<{ registerDatasetVersion: object }>('datasets', REGISTER, { input });
    return answer.registerDatasetVersion;
  };
  const first = { version: '1.0.0', externalDigest: { algorithm: 'mlflow', value: '1' }, external };
  expect(await register('1')).toEqual({ created: true, datasetVersion: first });
  expect(await register('1')).toEqual({ created: false, datasetVersion: first });
  expect(await register('2')).toMatchObject({ created: true, datasetVersion: { version: '1.0.1' } });
});

async function startRun(inputs: readonly object[]): Promise<string> {
  const input = { experiment: 'acme/inputs', name: 'a run', inputs };
  return (await ask<{ startRun: { run: { id: string } } }>(START, { input })).startRun.run.id;
}

interface Added {
  readonly added: number;
  readonly run: { readonly inputs: readonly object[] };
}

async function add(input: object): Promise<Added> {
  return (await ask<{ addRunInputs: Added }>(ADD, { input })).addRunInputs;
}

async function ask<T>(query: string, variables: Record<string, unknown>): Promise<T> {
  const { data, errors } = await world.ask<T>(query, variables);
  expect(errors).toBeUndefined();
  return data;
}
