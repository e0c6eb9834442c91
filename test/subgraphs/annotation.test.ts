import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGovernedWorld, type GovernedWorld } from './governed-world.js';

let world: GovernedWorld;
beforeAll(async () => {
  world = await createGovernedWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const say = (field: string, input: Record<string, unknown>) => world.write('ben', field, input, '__typename');

test('tags of a version lie over those it was registered with, as of any moment', async () => {
  const ref = await world.train('acme/tagged', {}, { tags: { stage: 'draft', team: 'fraud' } });
  const before = new Date().toISOString();
  await say('setTags', { of: ref, set: { stage: 'final', card: 'yes' }, remove: ['team'] });
  const between = new Date().toISOString();
  await say('setTags', { of: ref, set: { team: 'risk' }, remove: ['card'] });
  const { modelVersion } = await world.read<{ modelVersion: object }>(
    `query ($ref: String!, $before: DateTime!, $between: DateTime!) { modelVersion(ref: $ref) {
      tags before: tags(asOf: $before) between: tags(asOf: $between) manifest digest
    } }`,
    { ref, before, between },
  );
  expect(modelVersion).toMatchObject({
    tags: { stage: 'final', team: 'risk' },
    before: { stage: 'draft', team: 'fraud' },
    between: { stage: 'final', card: 'yes' },
  });
});

test('a model has tags, owners, a description and notes, each with its history', async () => {
  await world.train('acme/owned', {});
  const of = 'acme/owned';
  await say('setOwners', { model: of, owners: ['ann', 'fraud-team'] });
  await say('setDescription', { of, description: 'Finds fraud.' });
  await say('setDescription', { of, description: null });
  await say('setTags', { of, set: { tier: '1' } });
  await say('addNote', { of, text: 'Retrain in May.' });
  await say('addNote', { of, text: 'Retrain in June.' });
  const { model } = await world.read<{ model: object }>(
    `query ($of: String!) { model(name: $of) {
      tags owners description
      notes: annotations(facet: NOTE) { nodes { value actor } }
      annotations { totalCount nodes { facet key value } }
    } }`,
    { of },
  );
  expect(model).toEqual({
    tags: { tier: '1' },
    owners: ['ann', 'fraud-team'],
    description: null,
    notes: {
      nodes: [
        { value: 'Retrain in June.', actor: 'ben' },
        { value: 'Retrain in May.', actor: 'ben' },
      ],
    },
    annotations: {
      totalCount: 6,
      nodes: [
        { facet: 'NOTE', key: '', value: 'Retrain in June.' },
        { facet: 'NOTE', key: '', value: 'Retrain in May.' },
        { facet: 'TAG', key: 'tier', value: '1' },
        { facet: 'DESCRIPTION', key: '', value: null },
        { facet: 'DESCRIPTION', key: '', value: 'Finds fraud.' },
        { facet: 'OWNERS', key: '', value: ['ann', 'fraud-team'] },
      ],
    },
  });
});

test('many who set the same tag at once all come to pass, one after the other', async () => {
  const ref = await world.train('acme/busy', {});
  await Promise.all(Array.from({ length: 10 }, (_, n) => say('setTags', { of: ref, set: { turn: String(n) } })));
  const { modelVersion } = await world.read<{ modelVersion: { tags: object; annotations: object } }>(
    'query ($ref: String!) { modelVersion(ref: $ref) { tags annotations { totalCount nodes { value } } } }',
    { ref },
  );
  const { tags, annotations } = modelVersion as {
    tags: { turn: string };
    annotations: { totalCount: number; nodes: { value: string }[] };
  };
  expect(annotations.totalCount).toBe(10);
  expect(annotations.nodes[0]?.value).toBe(tags.turn);
});

test('the tags of twenty versions are one statement', async () => {
  const tagsOf = (first: number) =>
    world.read(
      'query ($first: Int!) { model(name: "acme/many") { versions(first: $first) { nodes { tags description } } } }',
      { first },
    );
  for (let n = 0; n < 20; n++) await world.train('acme/many', {}, { tags: { n: String(n) } });
  for (const first of [2, 20]) {
    world.statements();
    await tagsOf(first);
    // One finds the last changes, one reads them; there are none here.
    expect(world.statements().filter((sql) => /\bannotation\b/.test(sql))).toHaveLength(1);
  }
});

test.each([
  ['setTags', { of: 'acme/nothing', set: { a: 'b' } }, 'NOT_FOUND'],
  ['setTags', { of: 'acme/nothing@1.0.0', set: { a: 'b' } }, 'NOT_FOUND'],
  ['setTags', { of: 'acme/here', set: { a: 1 } }, 'BAD_USER_INPUT'],
  ['setTags', { of: 'acme/here', set: { a: 'b' }, remove: ['a'] }, 'BAD_USER_INPUT'],
  ['setOwners', { model: 'acme/here', owners: ['ann', 'ann'] }, 'BAD_USER_INPUT'],
  ['setOwners', { model: '../etc', owners: ['ann'] }, 'BAD_USER_INPUT'],
  ['addNote', { of: 'acme/here', text: '' }, 'BAD_USER_INPUT'],
  ['addNote', { of: 'acme/here', text: 'x'.repeat(10_001) }, 'BAD_USER_INPUT'],
  ['setDescription', { of: 'acme/here', description: 'x'.repeat(10_001) }, 'BAD_USER_INPUT'],
])('%s of %j is refused', async (field, input, code) => {
  await world.train('acme/here', {});
  expect((await world.refusal('ben', field, input)).extensions.code).toBe(code);
});
