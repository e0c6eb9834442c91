import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGovernedWorld, type GovernedWorld } from './governed-world.js';

let world: GovernedWorld;
beforeAll(async () => {
  world = await createGovernedWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const run = async (name: string, field: 'startRun' | 'registerRun') =>
  (
    await world.write<{ run: { id: string } }>(
      'ann',
      field,
      { experiment: 'late/runs', name, parameters: { of: name } },
      'run { id }',
    )
  ).run.id;
const register = async (model: string, over: object = {}) =>
  (
    await world.write<{ modelVersion: { ref: string } }>(
      'ann',
      'registerModelVersion',
      { model, ...over },
      'modelVersion { ref }',
    )
  ).modelVersion.ref;
const VERSION =
  'query ($ref: String!) { modelVersion(ref: $ref) { digest manifest run { id name } runAttachment { actor } createdElsewhereAt createdElsewhereBy } }';
const read = async (ref: string) =>
  (await world.read<{ modelVersion: Record<string, unknown> }>(VERSION, { ref })).modelVersion;

test('a version that was registered without its run learns it, and what is sealed stays', async () => {
  const ref = await register('late/m', { createdElsewhereAt: '2020-09-01', createdElsewhereBy: 'cleo' });
  const before = await read(ref);
  expect(before).toMatchObject({
    run: null,
    runAttachment: null,
    createdElsewhereAt: '2020-09-01T00:00:00.000Z',
    createdElsewhereBy: 'cleo',
  });
  const id = await run('night', 'registerRun');
  for (let sent = 0; sent < 2; sent++)
    await world.write('ben', 'attachRun', { modelVersion: ref, run: id }, '__typename');
  expect(await read(ref)).toEqual({ ...before, run: { id, name: 'night' }, runAttachment: { actor: 'ben' } });
  const { database } = world.subgraphs.get('models')!;
  const events = await database.manager.query("SELECT payload FROM ledger_event WHERE type = 'RunAttached'");
  expect(events).toHaveLength(1);
  await expect
    .poll(
      async () => {
        const { lineage } = await world.read<{ lineage: { nodes: { ref: string }[] } }>(
          'query ($ref: String!) { lineage(of: $ref, direction: UPSTREAM) { nodes { ref } } }',
          { ref },
        );
        return lineage.nodes.map((node) => node.ref);
      },
      { timeout: 60_000 },
    )
    .toContain(`late/runs@${id}`);
});

test('a version that pinned its run while that went on says when its end was attached', async () => {
  const id = await run('open', 'startRun');
  const ref = await register('late/open', { run: id });
  const input = { modelVersion: ref, run: id };
  expect((await world.refusal('ann', 'attachRun', input)).extensions.code).toBe('CONFLICT');
  await world.write('ann', 'finishRun', { run: id, status: 'FINISHED' }, '__typename');
  const { digest } = await read(ref);
  await world.write('ann', 'attachRun', input, '__typename');
  expect(await read(ref)).toMatchObject({ digest, run: { id }, runAttachment: { actor: 'ann' } });
});

test('what reads the metrics of versions reads those of an attached run', async () => {
  const ref = await register('late/measured');
  const other = await register('late/measured', { config: { of: 'other' } });
  const { run: measured } = await world.write<{ run: { id: string } }>(
    'ann',
    'registerRun',
    { experiment: 'late/runs', name: 'measured', parameters: { rate: 0.5 }, metrics: [{ key: 'auc', value: 0.9 }] },
    'run { id }',
  );
  await world.write('ann', 'attachRun', { modelVersion: ref, run: measured.id }, '__typename');
  const { model, compareModelVersions } = await world.read<{ model: object; compareModelVersions: object }>(
    `query ($refs: [String!]!) {
      model(name: "late/measured") {
        metricTrend(key: "auc") { nodes { value source modelVersion { ref } } }
        versionTable(metrics: ["auc"], parameters: ["rate"]) { nodes { ref metrics { value } parameters { value } } }
        metricKeys parameterKeys
      }
      compareModelVersions(refs: $refs) {
        metrics { key values }
        changes { part before after }
      }
    }`,
    { refs: [other, ref] },
  );
  expect(model).toMatchObject({
    metricTrend: { nodes: [{ value: 0.9, source: 'RUN', modelVersion: { ref } }] },
    metricKeys: ['auc'],
    parameterKeys: ['rate'],
  });
  expect(JSON.stringify(model)).toContain('"parameters":[{"value":0.5}]');
  expect(compareModelVersions).toMatchObject({ metrics: [{ values: [null, 0.9] }] });
  expect(JSON.stringify(compareModelVersions)).toContain(
    `"part":"RUN","before":null,"after":"late/runs@${measured.id}"`,
  );
});

test('a version has one run: another one, or one that is not there, is refused', async () => {
  const [first, other] = [await run('first', 'registerRun'), await run('other', 'registerRun')];
  const pinned = await register('late/pinned', { run: first });
  const refused = async (modelVersion: string, id: string) =>
    (await world.refusal('ann', 'attachRun', { modelVersion, run: id })).extensions.code;
  expect(await refused(pinned, other)).toBe('CONFLICT');
  await world.write('ann', 'attachRun', { modelVersion: pinned, run: first }, '__typename');
  expect((await read(pinned))['runAttachment']).toBeNull();
  const without = await register('late/without');
  await world.write('ann', 'attachRun', { modelVersion: without, run: first }, '__typename');
  expect(await refused(without, other)).toBe('CONFLICT');
  expect(await refused(without, '01890000-0000-7000-8000-000000000000')).toBe('REFERENCE_NOT_FOUND');
  expect(await refused('late/none@1.0.0', first)).toBe('NOT_FOUND');
});
