import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadExample } from '#process/example/load-example.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

const STANDS = `query ($model: String!, $asOf: DateTime) {
  model(name: $model) {
    aliases(asOf: $asOf) { name modelVersion { version } }
    versions(first: 20) { nodes { id version status(asOf: $asOf) } }
  }
}`;

interface Stands {
  readonly model: {
    readonly aliases: { name: string; modelVersion: { version: string } }[];
    readonly versions: { readonly nodes: { id: string; version: string; status: string }[] };
  };
}

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** Where the alias production stands, and every status that is not the first one. */
async function standing(model: string, asOf: string | null = null) {
  const { data } = await world.ask<Stands>(STANDS, { model, asOf });
  const { aliases, versions } = data.model;
  return {
    production: aliases.find(({ name }) => name === 'production')?.modelVersion.version ?? null,
    ...Object.fromEntries(
      versions.nodes.filter(({ status }) => status !== 'IN_REVIEW').map(({ version, status }) => [version, status]),
    ),
  };
}
const set = (model: string, version: string, alias = 'production') =>
  world.write('setAlias', { model, alias, version }, '__typename');
const setStatus = (model: string, version: string, status: string) =>
  world.write('setStatus', { modelVersion: `${model}@${version}`, status }, '__typename');
const rollBack = (model: string, over: Record<string, unknown> = {}) =>
  world.write<{ from: object; to: object; durationSeconds: number; alias: { validFrom: string } }>(
    'rollback',
    { model, alias: 'production', reason: 'it drifts', ...over },
    'from { version status } to { version status } durationSeconds alias { validFrom }',
  );

test('setAlias and removeAlias move the status with the alias production, and with no other', async () => {
  const model = 'acme/moved';
  await world.registerVersions(model, 3);
  await set(model, '1.0.0');
  expect(await standing(model)).toEqual({ production: '1.0.0', '1.0.0': 'PRODUCTION' });
  await set(model, '1.0.1');
  expect(await standing(model)).toEqual({ production: '1.0.1', '1.0.0': 'APPROVED', '1.0.1': 'PRODUCTION' });
  await set(model, '1.0.2', 'staging');
  expect(await standing(model)).toMatchObject({ '1.0.1': 'PRODUCTION' });
  await world.write('removeAlias', { model, alias: 'production' }, '__typename');
  expect(await standing(model)).toEqual({ production: null, '1.0.0': 'APPROVED', '1.0.1': 'APPROVED' });
});

test('setStatus to PRODUCTION moves the alias, and away from it takes the alias away', async () => {
  const model = 'acme/told';
  await world.registerVersions(model, 2);
  await set(model, '1.0.0');
  await setStatus(model, '1.0.1', 'APPROVED');
  await setStatus(model, '1.0.1', 'PRODUCTION');
  expect(await standing(model)).toEqual({ production: '1.0.1', '1.0.0': 'APPROVED', '1.0.1': 'PRODUCTION' });
  for (const status of ['APPROVED', 'QUARANTINED', 'ARCHIVED']) {
    await set(model, '1.0.0');
    await setStatus(model, '1.0.0', status);
    expect(await standing(model)).toMatchObject({ production: null, '1.0.0': status });
    if (status !== 'APPROVED') await setStatus(model, '1.0.0', 'IN_REVIEW');
  }
});

test('what was in production and is quarantined is so no longer, and a rollback goes back from it', async () => {
  const model = 'acme/harmful';
  await world.registerVersions(model, 2);
  await set(model, '1.0.0');
  await set(model, '1.0.1');
  await world.write('recordDeployment', { modelVersion: `${model}@1.0.1`, target: 'harmful-eu' }, '__typename');
  const { data } = await world.ask<Stands>(STANDS, { model });
  const { id } = data.model.versions.nodes.find(({ version }) => version === '1.0.1')!;
  const { quarantined } = await world.write<{ quarantined: object[] }>(
    'quarantine',
    { modelVersions: [id], reason: 'bad data' },
    'quarantined { version status model { aliases { name } } }',
  );
  expect(quarantined).toEqual([{ version: '1.0.1', status: 'QUARANTINED', model: { aliases: [] } }]);
  expect(await standing(model)).toEqual({ production: null, '1.0.0': 'APPROVED', '1.0.1': 'QUARANTINED' });
  expect((await world.ask(`{ modelVersion(ref: "${model}@production") { version } }`)).data).toEqual({
    modelVersion: null,
  });

  const refused = await world.refusal('rollback', { model, alias: 'production', reason: 'no', expected: '1.0.0' });
  expect(refused.code).toBe('CONFLICT');
  const nothing = await world.refusal('rollback', { model, alias: 'production', reason: 'no', expected: null });
  expect(nothing).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('rollback needs one') });
  expect(await rollBack(model, { expected: '1.0.1' })).toMatchObject({
    from: { version: '1.0.1', status: 'QUARANTINED' },
    to: { version: '1.0.0', status: 'PRODUCTION' },
  });
  expect(await standing(model)).toEqual({ production: '1.0.0', '1.0.0': 'PRODUCTION', '1.0.1': 'QUARANTINED' });
  const live = await world.ask<{ deployments: { nodes: object[] } }>(
    '{ deployments(target: "harmful-eu") { nodes { active modelVersion { version } } } }',
  );
  expect(live.data.deployments.nodes[0]).toEqual({ active: true, modelVersion: { version: '1.0.0' } });
});

test('an alias that somebody took away is not rolled back to life', async () => {
  const model = 'acme/retired';
  await world.registerVersions(model, 2);
  await set(model, '1.0.0');
  await set(model, '1.0.1');
  await world.write('removeAlias', { model, alias: 'production' }, '__typename');
  const { code } = await world.refusal('rollback', { model, alias: 'production', reason: 'late' });
  expect(code).toBe('NOT_FOUND');
});

test('alias and status agree at every moment of the past', async () => {
  const model = 'acme/past';
  await world.registerVersions(model, 3);
  const seen: { at: string; now: object }[] = [];
  const steps = [
    () => set(model, '1.0.0'),
    () => set(model, '1.0.1'),
    () => rollBack(model),
    () => world.write('promote', { modelVersion: `${model}@1.0.2` }, '__typename'),
    () => setStatus(model, '1.0.2', 'QUARANTINED'),
    () => rollBack(model),
    () => world.write('removeAlias', { model, alias: 'production' }, '__typename'),
  ];
  for (const step of steps) {
    await step();
    await pause(2);
    seen.push({ at: new Date().toISOString(), now: await standing(model) });
    await pause(2);
  }
  for (const { at, now } of seen) {
    expect(await standing(model, at)).toEqual(now);
    const { production, ...statuses } = now as Record<string, string | null>;
    const inProduction = Object.keys(statuses).filter((version) => statuses[version] === 'PRODUCTION');
    expect(inProduction).toEqual(production === null ? [] : [production]);
  }
});

test('what one operation changes of a status, the rest of the request reads anew', async () => {
  const model = 'acme/anew';
  await world.registerVersions(model, 2);
  const both = 'model { versions { nodes { version status } } }';
  const { data } = await world.ask(
    `mutation { one: setAlias(input: { model: "${model}", alias: "production", version: "1.0.0" }) { alias { modelVersion { ${both} } } }
       two: setAlias(input: { model: "${model}", alias: "production", version: "1.0.1" }) { alias { modelVersion { ${both} } } }
       three: setStatus(input: { modelVersion: "${model}@1.0.0", status: PRODUCTION }) { modelVersion { ${both} } } }`,
  );
  const told = (newer: string, older: string) => ({
    model: {
      versions: {
        nodes: [
          { version: '1.0.1', status: newer },
          { version: '1.0.0', status: older },
        ],
      },
    },
  });
  expect(data).toEqual({
    one: { alias: { modelVersion: told('IN_REVIEW', 'PRODUCTION') } },
    two: { alias: { modelVersion: told('PRODUCTION', 'APPROVED') } },
    three: { modelVersion: told('APPROVED', 'PRODUCTION') },
  });
});

test('a guarded alias is neither moved by a status nor freed of its rule by being taken away first', async () => {
  const model = 'acme/guarded';
  await world.registerVersions(model, 2);
  const evaluate = (version: string, value: number) =>
    world.write(
      'recordEvaluation',
      { modelVersion: `${model}@${version}`, metrics: [{ key: 'auc', value }] },
      '__typename',
    );
  await evaluate('1.0.0', 0.9);
  await evaluate('1.0.1', 0.5);
  await set(model, '1.0.0');
  await world.write('setPolicy', { scope: model, rules: { metrics: ['auc >= replaced'] } }, '__typename');
  await setStatus(model, '1.0.1', 'APPROVED');
  const asStatus = await world.refusal('setStatus', { modelVersion: `${model}@1.0.1`, status: 'PRODUCTION' });
  expect(asStatus.code).toBe('POLICY_UNMET');
  expect(await standing(model)).toEqual({ production: '1.0.0', '1.0.0': 'PRODUCTION', '1.0.1': 'APPROVED' });

  await world.write('removeAlias', { model, alias: 'production' }, '__typename');
  const promoted = await world.refusal('promote', { modelVersion: `${model}@1.0.1` });
  expect(promoted.message).toContain(`auc is 0.5 (evaluation); of ${model}@1.0.0 it is 0.9`);
});

test('in the example that is shipped the version under production is PRODUCTION, and no other is', async () => {
  await using graph = await createRegistryWorld();
  await loadExample({ url: graph.url });
  const { data } = await graph.ask<Stands>(STANDS, { model: 'demo/churn' });
  expect(Object.fromEntries(data.model.versions.nodes.map(({ version, status }) => [version, status]))).toEqual({
    '2.0.0': 'IN_REVIEW',
    '1.1.0': 'PRODUCTION',
    '1.0.0': 'IN_REVIEW',
  });
});
