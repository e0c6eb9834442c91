import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGovernedWorld, type GovernedWorld } from './governed-world.js';

let world: GovernedWorld;
beforeAll(async () => {
  world = await createGovernedWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const PROMOTE =
  'previous { version } alias { name modelVersion { version } actor } promotion { verdict results { rule verdict observed } }';
const setPolicy = (scope: string, rules: Record<string, unknown> | null, alias = 'production') =>
  world.write('cleo', 'setPolicy', { scope, alias, rules, reason: 'agreed' }, 'policy { id }');
const promote = (ref: string, over = {}) => world.write('ann', 'promote', { modelVersion: ref, ...over }, PROMOTE);
const refusedPromotion = (ref: string, over = {}) => world.refusal('ann', 'promote', { modelVersion: ref, ...over });
const statusOf = async (ref: string) =>
  (
    await world.read<{ modelVersion: { status: string } }>(
      'query ($ref: String!) { modelVersion(ref: $ref) { status } }',
      { ref },
    )
  ).modelVersion.status;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

test('without a policy a promotion moves alias and status, and what it replaces is APPROVED again', async () => {
  const [first, second] = [
    await world.train('free/model', { auc: 0.8 }),
    await world.train('free/model', { auc: 0.7 }),
  ];
  expect(await promote(first)).toEqual({
    previous: null,
    alias: { name: 'production', modelVersion: { version: '1.0.0' }, actor: 'ann' },
    promotion: { verdict: 'PROMOTED', results: [] },
  });
  expect(await promote(second)).toMatchObject({ previous: { version: '1.0.0' } });
  expect([await statusOf(first), await statusOf(second)]).toEqual(['APPROVED', 'PRODUCTION']);
});

test('rollback takes the status back together with the alias', async () => {
  const [first, second] = [
    await world.train('back/model', { auc: 0.8 }),
    await world.train('back/model', { auc: 0.7 }),
  ];
  await promote(first);
  await promote(second);
  await world.write(
    'ben',
    'rollback',
    { model: 'back/model', alias: 'production', reason: 'it drifts' },
    'durationSeconds',
  );
  expect([await statusOf(first), await statusOf(second)]).toEqual(['PRODUCTION', 'APPROVED']);
});

test('a move of an alias leads to the promotion or the rollback that moved it', async () => {
  const [first, second] = [
    await world.train('moved/model', { auc: 0.8 }),
    await world.train('moved/model', { auc: 0.7 }),
  ];
  await promote(first);
  await promote(second);
  const back = { model: 'moved/model', alias: 'production', reason: 'it drifts' };
  await world.write('ben', 'rollback', back, 'durationSeconds');
  await world.write('ben', 'setAlias', { model: 'moved/model', alias: 'best', version: '1.0.0' }, '__typename');
  await promote(second);
  const moves = `{ model(name: "moved/model") { aliasHistory { nodes { alias modelVersion { ref }
    promotion { verdict actor modelVersion { ref } } rollback { reason from { ref } } } } } }`;
  const promotion = (ref: string) => ({ verdict: 'PROMOTED', actor: 'ann', modelVersion: { ref } });
  const rollback = { reason: 'it drifts', from: { ref: second } };
  const moved = (ref: string, by: object) => ({
    alias: 'production',
    modelVersion: { ref },
    promotion: null,
    rollback: null,
    ...by,
  });
  expect(await world.read(moves, {})).toEqual({
    model: {
      aliasHistory: {
        nodes: [
          moved(second, { promotion: promotion(second) }),
          moved(first, { alias: 'best' }),
          moved(first, { rollback }),
          moved(second, { promotion: promotion(second) }),
          moved(first, { promotion: promotion(first) }),
        ],
      },
    },
  });
});

test('another alias than production has no status', async () => {
  const ref = await world.train('shadow/model', { auc: 0.8 });
  await promote(ref, { alias: 'shadow' });
  expect(await statusOf(ref)).toBe('IN_REVIEW');
});

test('every rule that is not met is named at once, nothing moves, and the verdict is kept', async () => {
  await setPolicy('strict/*', {
    metrics: ['auc >= 0.9', 'auc >= 0.8 on slice country=DE'],
    reproducible: true,
    approvals: 1,
    requiredTags: ['card', 'stage=final'],
  });
  const ref = await world.train('strict/model', { auc: 0.85 }, { tags: { stage: 'draft' } });
  const { message, extensions } = await refusedPromotion(ref);
  expect(extensions).toEqual({
    code: 'POLICY_UNMET',
    promotion: expect.any(String),
    unmet: [
      { rule: 'auc >= 0.9', observed: 'auc is 0.85 (run)' },
      { rule: 'auc >= 0.8 on slice country=DE', observed: `nobody measured auc of ${ref}` },
      { rule: 'reproducible', observed: expect.stringMatching(/^NOT_REPRODUCIBLE; no code/) },
      { rule: 'approvals', observed: '0 of 1: nobody' },
      { rule: 'tag card', observed: 'there is no tag card' },
      { rule: 'tag stage=final', observed: 'stage is "draft"' },
    ],
  });
  expect(message).toContain('auc >= 0.9 (auc is 0.85 (run))');
  const { model } = await world.read<{ model: object }>(
    '{ model(name: "strict/model") { aliases { name } policy { scope } promotions { nodes { verdict actor replaced { ref } modelVersion { ref status } } } } }',
  );
  expect(model).toEqual({
    aliases: [],
    policy: { scope: 'strict/*' },
    promotions: {
      nodes: [{ verdict: 'REFUSED', actor: 'ann', replaced: null, modelVersion: { ref, status: 'IN_REVIEW' } }],
    },
  });
});

test('a version that meets every rule is promoted under the policy, and only by promote', async () => {
  await setPolicy('fit/model', {
    metrics: ['auc >= 0.9 on dataset fit/holdout'],
    approvals: 2,
    requiredTags: ['card'],
  });
  await world.write('ann', 'registerDatasetVersion', { dataset: 'fit/holdout', rowCount: 10 }, 'created');
  const ref = await world.train('fit/model', { auc: 0.1 });
  const evaluation = { modelVersion: ref, datasetVersion: 'fit/holdout@1.0.0', metrics: [{ key: 'auc', value: 0.93 }] };
  await world.write('ben', 'recordEvaluation', evaluation, 'evaluation { id }');
  await world.write('ben', 'setTags', { of: ref, set: { card: 'docs/card.md' } }, 'modelVersion { tags }');
  for (const person of ['ann', 'ben'] as const)
    await world.write(person, 'approve', { modelVersion: ref }, '__typename');
  expect((await refusedPromotion(ref)).extensions['unmet']).toEqual([
    { rule: 'approvals', observed: '1 of 2: ben; that of ann, who registered it, does not count' },
  ]);
  await world.write('cleo', 'approve', { modelVersion: ref, comment: 'good' }, '__typename');
  const directly = { model: 'fit/model', alias: 'production', version: '1.0.0' };
  expect((await world.refusal('cleo', 'setAlias', directly)).extensions).toMatchObject({
    code: 'POLICY_UNMET',
    scope: 'fit/model',
  });
  await world.write('cleo', 'setStatus', { modelVersion: ref, status: 'APPROVED' }, 'previous');
  const asStatus = { modelVersion: ref, status: 'PRODUCTION' };
  expect((await world.refusal('cleo', 'setStatus', asStatus)).extensions.code).toBe('POLICY_UNMET');
  expect(await promote(ref)).toMatchObject({
    promotion: {
      verdict: 'PROMOTED',
      results: [
        { rule: 'auc >= 0.9 on dataset fit/holdout', verdict: 'MET', observed: 'auc is 0.93 (evaluation)' },
        {
          rule: 'approvals',
          verdict: 'MET',
          observed: '2 of 2: ben, cleo; that of ann, who registered it, does not count',
        },
        { rule: 'tag card', verdict: 'MET' },
      ],
    },
  });
});

test('a policy may ask for approvers of a role, which counts as it was when they approved', async () => {
  await using roled = await createGovernedWorld({}, { ben: ':MAINTAINER@ranked' });
  const by = { approvals: 1, approvalsByRole: [{ role: 'ADMIN', count: 1 }] };
  await roled.write('cleo', 'setPolicy', { scope: 'ranked/*', rules: by }, 'policy { id }');
  const modelVersion = await roled.train('ranked/model', { auc: 0.8 });
  const approvals = 'approvals { actor role comment }';
  const unmet = async () => (await roled.refusal('cleo', 'promote', { modelVersion })).extensions['unmet'];
  expect(await roled.write('ben', 'approve', { modelVersion, comment: 'It holds.' }, approvals)).toEqual({
    approvals: [{ actor: 'ben', role: 'MAINTAINER', comment: 'It holds.' }],
  });
  await roled.write('ann', 'approve', { modelVersion }, '__typename');
  expect(await unmet()).toEqual([
    {
      rule: 'approvals by ADMIN',
      observed:
        '0 of 1: nobody; ben had a lesser role, or none was recorded; that of ann, who registered it, does not count',
    },
  ]);
  const ben = { principal: 'ben', namespace: 'ranked' };
  await roled.write('cleo', 'grantRole', { ...ben, role: 'ADMIN' }, '__typename');
  expect(await unmet()).toHaveLength(1);
  // The same again, but with a stronger role, is another approval, with the comment of the first where it has none.
  await roled.write('ben', 'approve', { modelVersion }, '__typename');
  await roled.write('cleo', 'revokeRole', ben, '__typename');
  expect(await roled.write('ben', 'approve', { modelVersion }, approvals)).toMatchObject({
    approvals: expect.arrayContaining([{ actor: 'ben', role: 'ADMIN', comment: 'It holds.' }]),
  });
  const promoted = await roled.write('cleo', 'promote', { modelVersion }, 'promotion { results { rule verdict } }');
  expect(promoted).toEqual({
    promotion: {
      results: [
        { rule: 'approvals', verdict: 'MET' },
        { rule: 'approvals by ADMIN', verdict: 'MET' },
      ],
    },
  });
});

test('an approval can be taken back, and stays in the history', async () => {
  const ref = await world.train('wavering/model', { auc: 0.9 });
  await world.write('ben', 'approve', { modelVersion: ref, comment: 'fine' }, '__typename');
  const between = new Date().toISOString();
  const after = await world.write('ben', 'withdrawApproval', { modelVersion: ref }, 'approvals { actor }');
  expect(after).toEqual({ approvals: [] });
  const { modelVersion } = await world.read<{ modelVersion: object }>(
    'query ($ref: String!, $between: DateTime!) { modelVersion(ref: $ref) { approvals { actor } earlier: approvals(asOf: $between) { actor comment } } }',
    { ref, between },
  );
  expect(modelVersion).toEqual({ approvals: [], earlier: [{ actor: 'ben', comment: 'fine' }] });
});

describe('no worse than the version it replaces', () => {
  test('the bound is what the replaced version has, with a margin', async () => {
    await setPolicy('better/model', { metrics: ['auc >= replaced - 0.01', 'loss <= replaced'] });
    const first = await world.train('better/model', { auc: 0.9, loss: 0.3 });
    expect(await promote(first)).toMatchObject({
      promotion: { results: [{ observed: 'auc is 0.9 (run); it replaces no version' }, {}] },
    });
    const worse = await world.train('better/model', { auc: 0.88, loss: 0.3 });
    expect((await refusedPromotion(worse)).extensions['unmet']).toEqual([
      { rule: 'auc >= replaced - 0.01', observed: `auc is 0.88 (run); of ${first} it is 0.9` },
    ]);
    const near = await world.train('better/model', { auc: 0.895, loss: 0.2 });
    expect(await promote(near)).toMatchObject({ promotion: { verdict: 'PROMOTED' } });
    const other = await world.train('better/model', { loss: 0.1 });
    expect((await refusedPromotion(other)).extensions['unmet']).toEqual([
      { rule: 'auc >= replaced - 0.01', observed: `nobody measured auc of ${other}` },
    ]);
  });
});

describe('a waiver', () => {
  test('lets one version pass one rule, with a name and a reason, until it expires', async () => {
    await setPolicy('waived/model', { metrics: ['auc >= 0.9'], requiredTags: ['card'] });
    const ref = await world.train('waived/model', { auc: 0.8 }, { tags: { card: 'yes' } });
    const waiver = { modelVersion: ref, rule: 'auc >= 0.9', reason: 'the old one is worse', expiresAt: inDays(7) };
    await world.write('cleo', 'waiveRule', waiver, 'waiver { actor rule }');
    expect(await promote(ref)).toMatchObject({
      promotion: { verdict: 'PROMOTED', results: [{ rule: 'auc >= 0.9', verdict: 'WAIVED' }, { verdict: 'MET' }] },
    });
    const next = await world.train('waived/model', { auc: 0.8 }, { tags: { card: 'yes' } });
    expect((await refusedPromotion(next)).extensions.code).toBe('POLICY_UNMET');
  });

  test.each([
    ['of a rule that no policy has', { rule: 'auc >= 0.5' }],
    ['that has expired already', { expiresAt: inDays(-1) }],
    ['for longer than a year', { expiresAt: '9999-12-31T00:00:00.000Z' }],
  ])('%s is refused', async (_name, over) => {
    await setPolicy('unwaived/model', { metrics: ['auc >= 0.9'] });
    const ref = await world.train('unwaived/model', { auc: 0.8 });
    const waiver = { modelVersion: ref, rule: 'auc >= 0.9', reason: 'please', expiresAt: inDays(7), ...over };
    expect((await world.refusal('cleo', 'waiveRule', waiver)).extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a policy', () => {
  test('of the closest scope holds, and once it is taken away the next one does', async () => {
    const scopeOf = async () =>
      (
        await world.read<{ model: { policy: { scope: string } | null } }>(
          '{ model(name: "scoped/deep/model") { policy { scope } } }',
        )
      ).model.policy?.scope ?? null;
    await world.train('scoped/deep/model', { auc: 0.8 });
    expect(await scopeOf()).toBe(null);
    for (const scope of ['scoped/*', 'scoped/deep/*', 'scoped/deep/model']) {
      await setPolicy(scope, { approvals: 1 });
      expect(await scopeOf()).toBe(scope);
    }
    await setPolicy('scoped/deep/model', null);
    expect(await scopeOf()).toBe('scoped/deep/*');
  });

  test('of then answers what held then', async () => {
    await world.train('dated/model', { auc: 0.8 });
    await setPolicy('dated/model', { approvals: 1 });
    const between = new Date().toISOString();
    await setPolicy('dated/model', { approvals: 3 });
    const { model } = await world.read<{ model: object }>(
      'query ($between: DateTime!) { model(name: "dated/model") { policy(asOf: $between) { rules { approvals } } now: policy { rules { approvals } } } }',
      { between },
    );
    expect(model).toEqual({ policy: { rules: { approvals: 1 } }, now: { rules: { approvals: 3 } } });
  });

  test.each([
    ['a condition that cannot be read', { rules: { metrics: ['auc is good'] } }],
    ['a condition without a bound', { rules: { metrics: ['auc >= '] } }],
    ['a scope with a gap', { scope: 'acme//model', rules: null }],
    ['a scope that climbs', { scope: '../*', rules: null }],
    ['more approvals than anybody has', { rules: { approvals: 21 } }],
    [
      'a role twice',
      {
        rules: {
          approvalsByRole: [
            { role: 'ADMIN', count: 1 },
            { role: 'ADMIN', count: 2 },
          ],
        },
      },
    ],
    ['fewer than none', { rules: { approvals: -1 } }],
  ])('with %s is refused, and nothing is written', async (_name, input) => {
    const before = await world.read('{ policyHistory { totalCount } }');
    expect((await world.refusal('cleo', 'setPolicy', { scope: 'acme/model', ...input })).extensions.code).toBe(
      'BAD_USER_INPUT',
    );
    expect(await world.read('{ policyHistory { totalCount } }')).toEqual(before);
  });

  test('does not stand in the way of going back to where the alias stood, only of anywhere else', async () => {
    const first = await world.train('urgent/model', { auc: 0.8 });
    const second = await world.train('urgent/model', { auc: 0.8 });
    await promote(first);
    await promote(second);
    await world.train('urgent/model', { auc: 0.1 });
    await setPolicy('urgent/model', { approvals: 20 });
    const back = { model: 'urgent/model', alias: 'production', reason: 'it drifts' };
    expect((await world.refusal('ann', 'rollback', { ...back, to: '1.0.2' })).extensions.code).toBe('POLICY_UNMET');
    expect(await world.write('ann', 'rollback', back, 'to { version }')).toEqual({ to: { version: '1.0.0' } });
  });
});

test('previewPromotion answers as promote would, also where it would not come to a verdict, and writes nothing', async () => {
  await setPolicy('previewed/model', { metrics: ['auc > 0.9'] });
  const ref = await world.train('previewed/model', { auc: 0.9 });
  const preview =
    'query ($input: PromoteInput!) { previewPromotion(input: $input) { verdict policy { scope } results { rule verdict observed } } }';
  expect(await world.read(preview, { input: { modelVersion: ref } })).toEqual({
    previewPromotion: {
      verdict: 'REFUSED',
      policy: { scope: 'previewed/model' },
      results: [{ rule: 'auc > 0.9', verdict: 'UNMET', observed: 'auc is 0.9 (run)' }],
    },
  });
  expect(await world.read('{ model(name: "previewed/model") { promotions { totalCount } } }')).toEqual({
    model: { promotions: { totalCount: 0 } },
  });
  await expect(world.read(preview, { input: { modelVersion: ref, expected: '7.0.0' } })).rejects.toThrow('CONFLICT');
  await world.write('ann', 'setStatus', { modelVersion: ref, status: 'QUARANTINED' }, 'previous');
  await expect(world.read(preview, { input: { modelVersion: ref } })).rejects.toThrow('INVALID_TRANSITION');
  expect(await world.read('{ model(name: "previewed/model") { promotions { totalCount } } }')).toEqual({
    model: { promotions: { totalCount: 0 } },
  });
});

test('a version that is not to be used is not promoted, and one that is not there is NOT_FOUND', async () => {
  const ref = await world.train('bad/model', { auc: 0.9 });
  await world.write('ann', 'setStatus', { modelVersion: ref, status: 'QUARANTINED' }, 'previous');
  expect((await refusedPromotion(ref)).extensions.code).toBe('INVALID_TRANSITION');
  expect((await refusedPromotion('bad/model@9.0.0')).extensions.code).toBe('NOT_FOUND');
});

test('of many who promote at once with the same expectation, one wins', async () => {
  const refs: string[] = [];
  for (let night = 0; night < 6; night++) refs.push(await world.train('raced/model', { auc: 0.9 }));
  const outcomes = await Promise.allSettled(refs.map((ref) => promote(ref, { expected: null })));
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
});
