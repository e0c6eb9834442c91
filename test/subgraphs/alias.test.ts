import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const set = (model: string, version: string) =>
  world.write('setAlias', { model, alias: 'production', version }, '__typename');
const BY_ALIAS = 'query ($ref: String!) { modelVersion(ref: $ref) { version } }';

test('an alias that is removed selects nothing, keeps its history and may be set again', async () => {
  const model = 'acme/removed';
  await world.registerVersions(model, 2);
  await set(model, '1.0.1');
  const removed = await world.write(
    'removeAlias',
    { model, alias: 'production', expected: '1.0.1', reason: 'retired' },
    'previous { version } model { name aliases { name } }',
  );
  expect(removed).toEqual({ previous: { version: '1.0.1' }, model: { name: model, aliases: [] } });
  expect((await world.ask(BY_ALIAS, { ref: `${model}@production` })).data).toEqual({ modelVersion: null });
  expect(await world.historyOf(model, 'production')).toEqual([null, '1.0.1']);

  await set(model, '1.0.0');
  expect((await world.ask(BY_ALIAS, { ref: `${model}@production` })).data).toEqual({
    modelVersion: { version: '1.0.0' },
  });
  expect(await world.historyOf(model, 'production')).toEqual(['1.0.0', null, '1.0.1']);
});

test('what is not there is not removed, nor what stands elsewhere than expected', async () => {
  const model = 'acme/kept';
  await world.registerVersions(model, 2);
  await set(model, '1.0.1');
  const refused = (input: object) => world.refusal('removeAlias', { model, alias: 'production', ...input });
  expect(await refused({ model: 'acme/nowhere' })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refused({ alias: 'staging' })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refused({ expected: '1.0.0' })).toMatchObject({ code: 'CONFLICT' });
  expect(await world.historyOf(model, 'production')).toEqual(['1.0.1']);

  // That it must not exist makes no sense of what is to be removed; it was read as "wherever it points" once.
  for (const alias of ['production', 'staging'])
    expect(await refused({ alias, expected: null })).toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('removeAlias needs one that does'),
    });
  expect(await world.historyOf(model, 'production')).toEqual(['1.0.1']);

  await world.write('removeAlias', { model, alias: 'production' }, '__typename');
  expect(await refused({})).toMatchObject({ code: 'NOT_FOUND' });
  expect(await world.historyOf(model, 'production')).toEqual([null, '1.0.1']);
});

test.each(['QUARANTINED', 'ARCHIVED', 'REJECTED'])('no alias is set to a version that is %s', async (status) => {
  const model = `acme/${status.toLowerCase()}`;
  await world.registerVersions(model, 1);
  await world.write('setStatus', { modelVersion: `${model}@1.0.0`, status }, '__typename');
  const { code, message } = await world.refusal('setAlias', { model, alias: 'production', version: '1.0.0' });
  expect(code).toBe('INVALID_TRANSITION');
  expect(message).toContain(`${model}@1.0.0 is ${status}`);
  expect(await world.historyOf(model, 'production')).toEqual([]);

  await world.write('setStatus', { modelVersion: `${model}@1.0.0`, status: 'IN_REVIEW' }, '__typename');
  await set(model, '1.0.0');
  expect(await world.historyOf(model, 'production')).toEqual(['1.0.0']);
});

test('what one operation changes, the rest of the request reads anew', async () => {
  const model = 'acme/fresh';
  await world.registerVersions(model, 2);
  await set(model, '1.0.0');
  const standing = 'model { aliases { modelVersion { version } } }';
  const { data } = await world.ask(
    `mutation { one: setAlias(input: { model: "${model}", alias: "production", version: "1.0.1" }) { previous { ${standing} } }
       two: rollback(input: { model: "${model}", alias: "production", reason: "no" }) { from { ${standing} } }
       three: removeAlias(input: { model: "${model}", alias: "production" }) { previous { ${standing} } } }`,
  );
  expect(data).toEqual({
    one: { previous: { model: { aliases: [{ modelVersion: { version: '1.0.1' } }] } } },
    two: { from: { model: { aliases: [{ modelVersion: { version: '1.0.0' } }] } } },
    three: { previous: { model: { aliases: [] } } },
  });
});

test('of a hundred who expect the same, exactly one wins, and the history has one move', async () => {
  await world.registerVersions('acme/raced', 4);
  await world.write('setAlias', { model: 'acme/raced', alias: 'production', version: '1.0.0' }, '__typename');
  const race = (version: string) =>
    world.ask<{ setAlias: object | null }>(
      'mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }',
      { input: { model: 'acme/raced', alias: 'production', version, expected: '1.0.0' } },
    );
  const answers = await Promise.all(Array.from({ length: 100 }, (_, index) => race(`1.0.${1 + (index % 3)}`)));
  const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'won');
  expect(codes.filter((code) => code === 'won')).toHaveLength(1);
  expect(codes.filter((code) => code === 'CONFLICT')).toHaveLength(99);
  expect(await world.historyOf('acme/raced', 'production')).toHaveLength(2);
});
