import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ClosedWorld, createClosedWorld } from './closed-world.js';

let world: ClosedWorld;
beforeAll(async () => {
  world = await createClosedWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('a version whose run is hidden has one all the same: no other is attached, and that one is not named', async () => {
  const registered = (await world.write(
    'registerRun',
    { experiment: 'open/others', name: 'another' },
    'run { id }',
  )) as unknown as { run: { id: string } };
  const input = { modelVersion: 'open/detector@2.0.0', run: registered.run.id };
  const { data, errors } = await world.as(
    'maintainer',
    'mutation ($input: AttachRunInput!) { attachRun(input: $input) { modelVersion { ref } } }',
    { input },
  );
  expect(data).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
  expect(JSON.stringify(errors)).not.toContain('secret');
  const models = world.subgraphs.get('models')!;
  expect(await models.database.manager.query('SELECT count(*)::int AS n FROM run_attachment')).toEqual([{ n: 0 }]);
});
