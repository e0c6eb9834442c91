import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CallerName, type ClosedWorld, createClosedWorld } from './closed-world.js';

let world: ClosedWorld;
beforeAll(async () => {
  world = await createClosedWorld();
  const place = { source: 's3://b', place: 's3://b/open/clean' };
  await world.write(
    'reportContradiction',
    { datasetVersion: 'open/clean@1.0.0', kind: 'DIGEST_DIFFERS', ...place },
    '__typename',
  );
});
afterAll(() => world[Symbol.asyncDispose]());

const OF_MODEL = `query ($model: String!) {
  contradictions(filter: { model: $model }) { totalCount nodes { subject } }
}`;

async function ofModel(model: string, caller: CallerName) {
  const { data, errors } = await world.as(caller, OF_MODEL, { model });
  expect(errors).toBeUndefined();
  return data;
}

test('whoever guesses how a hidden model is called does not learn which data it rests on', async () => {
  const known = { contradictions: { totalCount: 1, nodes: [{ subject: 'open/clean@1.0.0' }] } };
  const none = { contradictions: { totalCount: 0, nodes: [] } };
  expect(await ofModel('open/detector', 'outsider')).toEqual(known);
  expect(await ofModel('secret/model', 'all')).toEqual(known);
  expect(await ofModel('secret/model', 'outsider')).toEqual(none);
  expect(await ofModel('secret/model', 'tenant')).toEqual(none);
});
