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

test('a move from elsewhere is found by when it was made there, and by asOf from when it was recorded', async () => {
  const model = 'acme/elsewhere';
  await world.registerVersions(model, 2);
  const move = (version: string, movedElsewhereAt: string | null) =>
    world.write('setAlias', { model, alias: 'stage', version, movedElsewhereAt }, 'alias { movedElsewhereAt }');
  const day = (number: number) => `2024-03-0${number}T00:00:00.000Z`;
  expect(await move('1.0.0', day(1))).toEqual({ alias: { movedElsewhereAt: day(1) } });
  await move('1.0.1', day(5));
  await world.write('removeAlias', { model, alias: 'stage', movedElsewhereAt: day(7) }, '__typename');
  expect(await move('1.0.0', null)).toEqual({ alias: { movedElsewhereAt: null } });

  const document = `query ($model: String!, $asOf: DateTime, $effectiveAt: DateTime) { model(name: $model) {
    alias(name: "stage", asOf: $asOf, effectiveAt: $effectiveAt) { modelVersion { version } }
    aliases(asOf: $asOf, effectiveAt: $effectiveAt) { modelVersion { aliases(asOf: $asOf, effectiveAt: $effectiveAt) { name } } }
  } }`;
  const versionAt = async (when: { asOf?: string; effectiveAt?: string }) => {
    const { data } = await world.ask(document, { model, ...when });
    const { alias, aliases } = (
      data as { model: { alias: { modelVersion: { version: string } } | null; aliases: unknown } }
    ).model;
    expect(aliases).toEqual(alias === null ? [] : [{ modelVersion: { aliases: [{ name: 'stage' }] } }]);
    return alias?.modelVersion.version ?? null;
  };
  const effective = async (...days: number[]) => {
    const versions: (string | null)[] = [];
    for (const number of days) versions.push(await versionAt({ effectiveAt: day(number) }));
    return versions;
  };
  expect(await versionAt({ effectiveAt: '2024-02-29T00:00:00Z' })).toBeNull();
  expect(await effective(1, 4, 5, 6, 7, 8)).toEqual(['1.0.0', '1.0.0', '1.0.1', '1.0.1', null, null]);
  expect(await versionAt({ effectiveAt: new Date().toISOString() })).toBe('1.0.0');
  // What was recorded later was not known before.
  expect(await versionAt({ asOf: day(6) })).toBeNull();
  const { data } = await world.ask(
    'query ($model: String!) { model(name: $model) { aliasHistory { nodes { validFrom movedElsewhereAt } } } }',
    { model },
  );
  const { nodes } = (data as { model: { aliasHistory: { nodes: { validFrom: string; movedElsewhereAt: string }[] } } })
    .model.aliasHistory;
  expect(nodes.map(({ movedElsewhereAt }) => movedElsewhereAt)).toEqual([null, day(7), day(5), day(1)]);
  expect(await versionAt({ effectiveAt: day(6), asOf: nodes.at(-1)!.validFrom })).toBe('1.0.0');

  // What is recorded late stands between what was made before and after it; what is here now is what was recorded last.
  await move('1.0.1', day(3));
  expect(await effective(2, 4, 6, 8)).toEqual(['1.0.0', '1.0.1', '1.0.1', null]);
  expect(await versionAt({})).toBe('1.0.1');
  expect(
    await world.refusal('setAlias', { model, alias: 'x', version: '1.0.0', movedElsewhereAt: '2999-01-01T00:00:00Z' }),
  ).toMatchObject({ code: 'BAD_USER_INPUT' });
});
