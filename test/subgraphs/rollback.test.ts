import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PastMove, versionsBefore } from '#subgraphs/models/rollback/versions-before.js';
import { asOwner } from '../support/as-owner.js';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

const ROLLBACK =
  'from { version } to { version } durationSeconds alias { name modelVersion { version } actor } deployments { target modelVersion { version } environment { id } active }';
const LIVE =
  'query ($target: String!) { deployments(target: $target) { nodes { active endReason modelVersion { version } } } }';

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

/** A model whose production went through these versions. */
async function modelWithProduction(name: string, ...path: string[]): Promise<string> {
  const model = `acme/${name}`;
  await world.registerVersions(model, 4);
  for (const version of path) await world.write('setAlias', { model, alias: 'production', version }, '__typename');
  return model;
}
const goBack = (model: string, over: Record<string, unknown> = {}) =>
  world.write<Record<string, never>>(
    'rollback',
    { model, alias: 'production', reason: 'it drifts', ...over },
    ROLLBACK,
  );
const refusedBack = (model: string, over: Record<string, unknown> = {}) =>
  world.refusal('rollback', { model, alias: 'production', reason: 'it drifts', ...over });
const setStatus = (model: string, version: string, status: string) =>
  world.write('setStatus', { modelVersion: `${model}@${version}`, status }, '__typename');

describe('the version an alias goes back to', () => {
  const moves = (...path: string[]): PastMove[] =>
    path.map((step) => ({
      modelVersionId: step === '-' ? null : step.replace('<', ''),
      rolledBack: step.startsWith('<'),
    }));

  test.each([
    ['is the one it stood at before', moves('1', '2'), ['1']],
    ['is none where it stood nowhere else', moves('1'), []],
    ['is none of an alias that never was', [], []],
    ['is not one that it was rolled back from', moves('1', '2', '3', '<2'), ['1']],
    ['is none once all of them are taken back', moves('1', '2', '<1'), []],
    ['is the nearest one after a rollback to one far back', moves('1', '2', '3', '4', '<2'), ['1']],
    [
      'is what stood before the one it came from, after a rollback to a version it never stood at',
      moves('1', '2', '<9'),
      ['1'],
    ],
    ['may be one that was rolled back from and set again since', moves('1', '2', '<1', '2', '3'), ['2', '1']],
    ['never is the one where it stands', moves('1', '2', '1'), ['2']],
    ['is found behind a time without the alias', moves('1', '-', '2'), ['1']],
  ])('%s', (_, path, expected) => {
    expect(versionsBefore(path)).toEqual(expected);
  });
});

describe('a rollback', () => {
  test('goes to the version before, moves the live deployments, and is timed from when the alias was set', async () => {
    const model = await modelWithProduction('whole', '1.0.0', '1.0.1');
    const environment = (
      await world.write<{ environmentVersion: { id: string } }>(
        'registerEnvironmentVersion',
        { environment: 'acme/serving', os: 'linux/amd64' },
        'environmentVersion { id }',
      )
    ).environmentVersion;
    const deploy = (version: string, target: string, environment: string | null = null) =>
      world.write('recordDeployment', { modelVersion: `${model}@${version}`, target, environment }, '__typename');
    await deploy('1.0.0', 'whole-eu', 'acme/serving@1.0.0');
    await deploy('1.0.1', 'whole-eu');
    await deploy('1.0.1', 'whole-us');
    await deploy('1.0.2', 'whole-canary');

    const { durationSeconds, ...payload } = await goBack(model);

    expect(payload).toEqual({
      from: { version: '1.0.1' },
      to: { version: '1.0.0' },
      alias: { name: 'production', modelVersion: { version: '1.0.0' }, actor: 'anonymous' },
      deployments: [
        // Where 1.0.0 ran before, it is served as it was then.
        { target: 'whole-eu', modelVersion: { version: '1.0.0' }, environment, active: true },
        { target: 'whole-us', modelVersion: { version: '1.0.0' }, environment: null, active: true },
      ],
    });
    const { data } = await world.ask<Record<string, never>>(
      `query ($model: String!) { model(name: $model) {
         aliasHistory(alias: "production") { nodes { validFrom reason modelVersion { version } } }
         rollbacks { totalCount nodes { alias from { version } to { version } createdAt actor reason durationSeconds } } } }`,
      { model },
    );
    const { aliasHistory, rollbacks } = data['model'] as unknown as Record<string, { nodes: { validFrom: string }[] }>;
    const [back, set] = aliasHistory!.nodes;
    expect(durationSeconds).toBe((Date.parse(back!.validFrom) - Date.parse(set!.validFrom)) / 1_000);
    expect(rollbacks).toEqual({
      totalCount: 1,
      nodes: [
        {
          alias: 'production',
          from: { version: '1.0.1' },
          to: { version: '1.0.0' },
          createdAt: back!.validFrom,
          actor: 'anonymous',
          reason: 'it drifts',
          durationSeconds,
        },
      ],
    });
    expect(await world.historyOf(model, 'production')).toEqual(['1.0.0', '1.0.1', '1.0.0']);

    const eu = await world.ask<{ deployments: { nodes: object[] } }>(LIVE, { target: 'whole-eu' });
    expect(eu.data.deployments.nodes).toMatchObject([
      { active: true, modelVersion: { version: '1.0.0' } },
      {
        active: false,
        modelVersion: { version: '1.0.1' },
        endReason: 'production was rolled back to 1.0.0: it drifts',
      },
      { active: false, modelVersion: { version: '1.0.0' } },
    ]);
    const canary = await world.ask<{ deployments: { nodes: object[] } }>(LIVE, { target: 'whole-canary' });
    expect(canary.data.deployments.nodes).toMatchObject([{ active: true, modelVersion: { version: '1.0.2' } }]);
  });

  test('of a rollback goes further back, not forth again', async () => {
    const model = await modelWithProduction('twice', '1.0.0', '1.0.1', '1.0.2');
    expect(await goBack(model)).toMatchObject({ to: { version: '1.0.1' } });
    expect(await goBack(model)).toMatchObject({ to: { version: '1.0.0' } });
    const { code, message } = await refusedBack(model);
    expect(code).toBe('CONFLICT');
    expect(message).toContain('name one with `to`');
  });

  test('passes over versions that are not to be used, and says so where none is left', async () => {
    const model = await modelWithProduction('skipping', '1.0.0', '1.0.1', '1.0.2', '1.0.3');
    await setStatus(model, '1.0.2', 'QUARANTINED');
    await setStatus(model, '1.0.1', 'ARCHIVED');
    expect(await goBack(model)).toMatchObject({ from: { version: '1.0.3' }, to: { version: '1.0.0' } });

    const other = await modelWithProduction('nothing-left', '1.0.0', '1.0.1');
    await setStatus(other, '1.0.0', 'REJECTED');
    const { code, message } = await refusedBack(other);
    expect(code).toBe('CONFLICT');
    expect(message).toContain('1.0.0 is REJECTED');
    expect(await world.historyOf(other, 'production')).toEqual(['1.0.1', '1.0.0']);
  });

  test('goes where it is told, if that may be used', async () => {
    const model = await modelWithProduction('told', '1.0.0', '1.0.1', '1.0.2');
    await setStatus(model, '1.0.3', 'QUARANTINED');
    expect(await refusedBack(model, { to: '1.0.3' })).toMatchObject({ code: 'INVALID_TRANSITION' });
    expect(await refusedBack(model, { to: '1.0.2' })).toMatchObject({ code: 'CONFLICT' });
    expect(await refusedBack(model, { to: '9.0.0' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await goBack(model, { to: '1.0.0' })).toMatchObject({ to: { version: '1.0.0' } });
  });

  test('of what does not exist is NOT_FOUND, without a reason it is BAD_USER_INPUT', async () => {
    const model = await modelWithProduction('refused', '1.0.0');
    expect(await refusedBack('acme/nowhere')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusedBack(model, { alias: 'staging' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusedBack(model, { reason: '' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await refusedBack(model, { to: 'v1' })).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('that several ask for at once happens once, where they say what they saw', async () => {
    const model = await modelWithProduction('raced', '1.0.0', '1.0.1', '1.0.2');
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () =>
        goBack(model, { expected: '1.0.2' }).then(
          () => 'done',
          () => 'refused',
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(await world.historyOf(model, 'production')).toEqual(['1.0.1', '1.0.2', '1.0.1', '1.0.0']);
  });

  test('is written wholly or not at all', async () => {
    const model = await modelWithProduction('atomic', '1.0.0', '1.0.1');
    await world.write('recordDeployment', { modelVersion: `${model}@1.0.1`, target: 'atomic-eu' }, '__typename');
    const models = world.subgraphs.get('models')!;
    const { manager } = models.database;
    const ledger = () => manager.query('SELECT count(*) FROM ledger_event');
    const before = await ledger();
    await asOwner(models, 'ALTER TABLE rollback ADD CONSTRAINT broken CHECK (false) NOT VALID');
    try {
      await refusedBack(model);
    } finally {
      await asOwner(models, 'ALTER TABLE rollback DROP CONSTRAINT broken');
    }
    expect(await world.historyOf(model, 'production')).toEqual(['1.0.1', '1.0.0']);
    const { data } = await world.ask<{ deployments: { nodes: object[] } }>(LIVE, { target: 'atomic-eu' });
    expect(data.deployments.nodes).toMatchObject([{ active: true, modelVersion: { version: '1.0.1' } }]);
    expect(await ledger()).toEqual(before);
  });

  test('is remembered for ever, and tells the ledger all that follows from it', async () => {
    const model = await modelWithProduction('sealed', '1.0.0', '1.0.1');
    await world.write('recordDeployment', { modelVersion: `${model}@1.0.1`, target: 'sealed-eu' }, '__typename');
    await goBack(model);
    const models = world.subgraphs.get('models')!;
    const { manager } = models.database;
    await expect(asOwner(models, "UPDATE rollback SET reason = 'never'")).rejects.toThrow('sealed');
    await expect(asOwner(models, 'DELETE FROM rollback')).rejects.toThrow('sealed');

    const events = await manager.query(
      'SELECT type, subject, payload FROM ledger_event WHERE subject LIKE $1 ORDER BY position DESC LIMIT 5',
      [`${model}@%`],
    );
    expect(events).toMatchObject([
      {
        type: 'RolledBack',
        subject: `${model}@1.0.1`,
        payload: { model, from: '1.0.1', to: '1.0.0', alias: 'production' },
      },
      { type: 'DeploymentRecorded', subject: `${model}@1.0.0`, payload: { target: 'sealed-eu' } },
      { type: 'StatusChanged', subject: `${model}@1.0.0`, payload: { from: 'APPROVED', status: 'PRODUCTION' } },
      { type: 'StatusChanged', subject: `${model}@1.0.1`, payload: { from: 'PRODUCTION', status: 'APPROVED' } },
      { type: 'AliasSet', subject: `${model}@1.0.0`, payload: { previous: '1.0.1' } },
    ]);
  });
});
