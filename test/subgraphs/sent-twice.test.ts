import { afterAll, beforeAll, expect, test } from 'vitest';
import { snapshotRows } from '../support/snapshot-rows.js';
import { createGovernedWorld, type GovernedWorld, type Person } from './governed-world.js';

let world: GovernedWorld;
beforeAll(async () => {
  world = await createGovernedWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const everyRow = () => snapshotRows(world.subgraphs.get('models')!);
const write = (field: string, input: Record<string, unknown>, selection = '__typename', by: Person = 'ann') =>
  world.write<Record<string, { id: string }>>(by, field, input, selection);

/** A model with one version, which stands in production under a policy that it meets, and is deployed. */
async function modelInUse(name: string) {
  const model = `twice/${name}`;
  const ref = await world.train(model, { auc: 0.9 }, { description: 'As registered.', tags: { stage: 'draft' } });
  await write('setAlias', { model, alias: 'production', version: '1.0.0' });
  await write('setPolicy', { scope: model, rules: { metrics: ['auc >= 0.5'], requiredTags: ['card'] } });
  return { model, ref };
}

const soon = new Date(Date.now() + 86_400_000).toISOString();
const moment = new Date(Date.now() - 86_400_000).toISOString();
const metrics = [{ key: 'auc', value: 0.7 }];

type Subject = { readonly model: string; readonly ref: string };
test.each<[string, (of: Subject) => Record<string, unknown>, string]>([
  ['createModel', ({ model }) => ({ name: `${model}-2`, tags: { a: 'b' } }), 'model { id createdAt }'],
  ['renameModel', ({ model }) => ({ model, displayName: 'Twice' }), 'model { displayNames { validFrom } }'],
  ['archiveModel', ({ model }) => ({ model, reason: 'Old.' }), 'model { archivedAt }'],
  ['setTags', ({ ref }) => ({ of: ref, set: { card: 'yes' }, remove: ['stage'] }), '__typename'],
  ['addNote', ({ ref }) => ({ of: ref, text: 'Retrain in May.' }), '__typename'],
  ['addNote', ({ model }) => ({ of: model, text: 'Retrain in May.' }), '__typename'],
  ['setDescription', ({ ref }) => ({ of: ref, description: 'Finds fraud.' }), '__typename'],
  ['setDescription', ({ model }) => ({ of: model, description: 'Finds fraud.' }), '__typename'],
  ['setOwners', ({ model }) => ({ model, owners: ['ann', 'fraud-team'] }), '__typename'],
  ['setStatus', ({ ref }) => ({ modelVersion: ref, status: 'QUARANTINED' }), 'modelVersion { id }'],
  ['setAlias', ({ model }) => ({ model, alias: 'staging', version: '1.0.0' }), 'alias { validFrom }'],
  ['setPolicy', ({ model }) => ({ scope: model, rules: { metrics: ['auc >= 0.6'], approvals: 1 } }), 'policy { id }'],
  ['setPolicy', ({ model }) => ({ scope: model, rules: null }), 'policy { id }'],
  ['approve', ({ ref }) => ({ modelVersion: ref, comment: 'good' }), 'approvals { id }'],
  [
    'waiveRule',
    ({ ref }) => ({ modelVersion: ref, rule: 'tag card', reason: 'Later.', expiresAt: soon }),
    'waiver { id }',
  ],
  ['recordEvaluation', ({ ref }) => ({ modelVersion: ref, metrics }), 'evaluation { id }'],
  ['recordEvaluation', ({ ref }) => ({ modelVersion: ref, metrics, evaluatedAt: moment }), 'evaluation { id }'],
  ['promote', ({ ref }) => ({ modelVersion: ref, alias: 'canary' }), 'promotion { id }'],
  ['recordDeployment', ({ ref }) => ({ modelVersion: ref, target: 'twice-eu' }), 'deployment { id }'],
])('%s sent twice is written once, and the second answer is the first: %j', async (field, inputOf, selection) => {
  const subject = await modelInUse(`${field}-${++subjects}`);
  const before = await everyRow();
  const first = await write(field, inputOf(subject), selection);
  const after = await everyRow();
  expect(after).not.toEqual(before);
  expect(await write(field, inputOf(subject), selection)).toEqual(first);
  expect(await everyRow()).toEqual(after);
});
let subjects = 0;

test('what was registered with a version, and what nobody ever said of a model, is not said again', async () => {
  const { model, ref } = await modelInUse('registered');
  const before = await everyRow();
  await write('setTags', { of: ref, set: { stage: 'draft' }, remove: ['never'] });
  await write('setDescription', { of: ref, description: 'As registered.' });
  await write('setDescription', { of: model, description: null });
  await write('setOwners', { model, owners: [] });
  await write('setPolicy', { scope: `${model}/never`, rules: null }, 'policy { id }');
  await write('withdrawApproval', { modelVersion: ref });
  expect(await everyRow()).toEqual(before);
});

test('of several tags the ledger is told those that are new', async () => {
  const { ref } = await modelInUse('some');
  await write('setTags', { of: ref, set: { stage: 'draft', team: 'risk' }, remove: ['never'] });
  const { manager } = world.subgraphs.get('models')!.database;
  const [event] = await manager.query(
    "SELECT payload FROM ledger_event WHERE type = 'TagsChanged' AND subject = $1 ORDER BY position DESC LIMIT 1",
    [ref],
  );
  expect(event.payload).toMatchObject({ set: { team: 'risk' }, remove: [] });
});

test('a note of another author, or after another note, is another note', async () => {
  const { ref } = await modelInUse('noted');
  for (const [by, text] of [
    ['ann', 'Seen.'],
    ['ben', 'Seen.'],
    ['ben', 'Seen.'],
    ['ann', 'Seen.'],
    ['ann', 'Done.'],
    ['ann', 'Seen.'],
  ] as const)
    await write('addNote', { of: ref, text }, '__typename', by);
  const { modelVersion } = await world.read<{ modelVersion: { annotations: { totalCount: number } } }>(
    'query ($ref: String!) { modelVersion(ref: $ref) { annotations(facet: NOTE) { totalCount } } }',
    { ref },
  );
  expect(modelVersion.annotations.totalCount).toBe(5);
});

test('an evaluation that is sent again after others is the one that is there, whoever else said the same', async () => {
  const { ref } = await modelInUse('evaluated-late');
  const evaluate = async (input: object, by: Person = 'ann') =>
    (await write('recordEvaluation', { modelVersion: ref, ...input }, 'evaluation { id }', by))['evaluation']!.id;
  const [first, other] = [await evaluate({ metrics }), await evaluate({ metrics: [{ key: 'auc', value: 0.8 }] })];
  const timed = await evaluate({ metrics, evaluatedAt: moment });
  const sliced = await evaluate({ metrics, slice: 'country=DE', note: 'On a slice.' });
  const before = await everyRow();
  expect(await evaluate({ metrics, evaluatedAt: moment })).toBe(timed);
  expect(await evaluate({ metrics, slice: 'country=DE', note: 'On a slice.' })).toBe(sliced);
  expect(await evaluate({ metrics: [{ key: 'auc', value: 0.8 }] })).toBe(other);
  expect([first, timed]).toContain(await evaluate({ metrics }));
  expect(await everyRow()).toEqual(before);
  expect([first, other, timed, sliced]).not.toContain(await evaluate({ metrics }, 'ben'));
  expect([first, other, timed, sliced]).not.toContain(await evaluate({ metrics, slice: 'country=DE' }));
});

test('an evaluation at another moment is another one', async () => {
  const { ref } = await modelInUse('evaluated');
  const evaluate = async (evaluatedAt: string) =>
    (await write('recordEvaluation', { modelVersion: ref, metrics, evaluatedAt }, 'evaluation { id }'))['evaluation'];
  const [first, second] = [await evaluate('2026-01-01T00:00:00Z'), await evaluate('2026-01-02T00:00:00Z')];
  expect(second!.id).not.toBe(first!.id);
});

test('a promotion that is refused twice for the same reasons is kept once, and anew where something has changed', async () => {
  const { model } = await modelInUse('refused');
  const ref = await world.train(model, { auc: 0.4 });
  const refused = async () => (await world.refusal('ann', 'promote', { modelVersion: ref })).extensions['promotion'];
  const first = await refused();
  const after = await everyRow();
  expect(await refused()).toBe(first);
  expect(await everyRow()).toEqual(after);
  await write('setTags', { of: ref, set: { card: 'yes' } });
  expect(await refused()).not.toBe(first);
});

test('a deployment that is sent late does not make the old version live again where it tells what it expects', async () => {
  const { model, ref: first } = await modelInUse('late');
  const second = await world.train(model, { auc: 0.95 });
  const target = 'late-eu';
  const deploy = (modelVersion: string, expected?: string | null) =>
    write('recordDeployment', { modelVersion, target, ...(expected === undefined ? {} : { expected }) });
  await deploy(first, null);
  await deploy(second, '1.0.0');
  const after = await everyRow();
  for (const late of [null, '1.0.0']) {
    const refused = await world.refusal('ann', 'recordDeployment', { modelVersion: first, target, expected: late });
    expect(refused.extensions).toMatchObject({ code: 'CONFLICT', running: [second.split('@')[1]] });
  }
  expect(await everyRow()).toEqual(after);
  // Another model on the same target is none of its business.
  const { ref: other } = await modelInUse('neighbour');
  await deploy(other, null);
});

test('a rollback that is sent twice goes back once where it tells what it expects', async () => {
  const { model } = await modelInUse('back');
  await write('setPolicy', { scope: model, rules: null });
  for (const version of ['1.0.1', '1.0.2']) {
    await world.train(model, { auc: 0.95 });
    await write('setAlias', { model, alias: 'production', version });
  }
  const input = { model, alias: 'production', reason: 'it drifts', expected: '1.0.2' };
  await write('rollback', input);
  const after = await everyRow();
  expect((await world.refusal('ann', 'rollback', input)).extensions).toMatchObject({
    code: 'CONFLICT',
    current: '1.0.1',
  });
  expect(await everyRow()).toEqual(after);
});

test('of many who send the same at once one writes', async () => {
  const { model, ref } = await modelInUse('at-once');
  const sends: [string, Record<string, unknown>][] = [
    ['addNote', { of: model, text: 'At once.' }],
    ['recordEvaluation', { modelVersion: ref, metrics }],
    ['recordDeployment', { modelVersion: ref, target: 'at-once-eu' }],
    ['waiveRule', { modelVersion: ref, rule: 'tag card', reason: 'Later.', expiresAt: soon }],
  ];
  const before = (await everyRow())['ledger_event']!;
  await Promise.all(sends.flatMap(([field, input]) => Array.from({ length: 8 }, () => write(field, input))));
  expect((await everyRow())['ledger_event']!).toBe(before + sends.length);
});
