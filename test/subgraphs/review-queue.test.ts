import { afterAll, beforeAll, expect, test } from 'vitest';
import { level } from './catalog-world.js';
import { createGovernedWorld, type GovernedWorld } from './governed-world.js';

const RULES = {
  metrics: ['auc >= 0.9', 'auc >= replaced - 0.01', 'auc > 0.5 on dataset queue/holdout on slice country=DE'],
  approvals: 1,
  approvalsByRole: [{ role: 'ADMIN', count: 2 }],
  requiredTags: ['card'],
};

let world: GovernedWorld;
beforeAll(async () => {
  world = await createGovernedWorld();
  const policy = { scope: 'queue/*', alias: 'production', rules: RULES, reason: 'agreed' };
  await world.write('cleo', 'setPolicy', policy, 'policy { id }');
});
afterAll(() => world[Symbol.asyncDispose]());

const CHECK = 'verdict policy { scope } results { rule verdict observed waiverId }';
const QUEUE = `query ($alias: String! = "production", $namespace: String, $first: Int! = 20, $after: String) {
  reviewQueue(alias: $alias, namespace: $namespace, first: $first, after: $after) {
    nodes { modelVersion { ref } replaces { ref } check { ${CHECK} } missingApprovals { role count } viewerApproves viewerCanApprove }
    totalCount pageInfo { hasNextPage endCursor } } }`;

interface Item {
  readonly modelVersion: { readonly ref: string };
  readonly replaces: { readonly ref: string } | null;
  readonly check: object;
  readonly missingApprovals: readonly object[];
  readonly viewerApproves: boolean;
  readonly viewerCanApprove: boolean;
}

interface Queue {
  readonly reviewQueue: {
    readonly nodes: readonly Item[];
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** What waits, page by page. */
async function queue(variables: object = {}): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let after: string | null = null; ; ) {
    const { reviewQueue: page }: Queue = await world.read<Queue>(QUEUE, { ...variables, after });
    items.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (page.pageInfo.hasNextPage) continue;
    expect(page.totalCount).toBe(items.length);
    return items;
  }
}

const refs = (items: readonly Item[]) => items.map(({ modelVersion }) => modelVersion.ref);

test('what waits is in review, guarded, and newer than what the alias points to; each is judged as promote would', async () => {
  const old = await world.train('queue/old', { auc: 0.95 });
  const current = await world.train('queue/old', { auc: 0.96 }, { tags: { card: 'yes' } });
  const next = await world.train('queue/old', { auc: 0.91 });
  const other = await world.train('queue/other', { auc: 0.7 }, { tags: { card: 'yes' } });
  const unguarded = await world.train('elsewhere/model', { auc: 0.7 });
  const refused = await world.train('queue/other', { auc: 0.1 });
  const archived = await world.train('queue/archived', { auc: 0.1 });
  await world.write('cleo', 'setStatus', { modelVersion: refused, status: 'ARCHIVED' }, '__typename');
  await world.write('cleo', 'archiveModel', { model: 'queue/archived' }, '__typename');
  for (const rule of [RULES.metrics[2], 'approvals', 'approvals by ADMIN']) {
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const waiver = { modelVersion: current, alias: 'production', rule, reason: 'it goes', expiresAt };
    await world.write('cleo', 'waiveRule', waiver, '__typename');
  }
  await world.write('cleo', 'promote', { modelVersion: current }, '__typename');
  await world.write('ben', 'approve', { modelVersion: other }, '__typename');

  const items = await queue({ first: 1 });
  expect(refs(items)).toEqual([other, next]);
  expect([old, unguarded, refused, archived].filter((ref) => refs(items).includes(ref))).toEqual([]);
  expect(items.map(({ replaces }) => replaces?.ref ?? null)).toEqual([null, current]);
  for (const { modelVersion, check } of items) {
    const { previewPromotion } = await world.read<{ previewPromotion: object }>(
      `query ($ref: String!) { previewPromotion(input: { modelVersion: $ref, alias: "production" }) { ${CHECK} } }`,
      { ref: modelVersion.ref },
    );
    expect(check).toEqual(previewPromotion);
  }
  const [waiting] = items;
  expect(waiting!.missingApprovals).toEqual([{ role: 'ADMIN', count: 1 }]);
  expect(items[1]!.missingApprovals).toEqual([
    { role: null, count: 1 },
    { role: 'ADMIN', count: 2 },
  ]);
  expect(await queue({ namespace: '' })).toEqual(await queue());
  expect(await queue({ namespace: 'elsewhere' })).toEqual([]);
  expect(await queue({ alias: 'staging' })).toEqual([]);
});

test('it says who may approve: by role, and not who registered it', async () => {
  const ref = await world.train('queue/mine', { auc: 0.95 });
  const of = async (actor: string) => {
    const { data } = await world.ask<{ reviewQueue: { nodes: readonly Item[] } }>(
      QUEUE,
      {},
      { token: `a-token-that-only-${actor}-has` },
    );
    const item = data.reviewQueue.nodes.find(({ modelVersion }) => modelVersion.ref === ref)!;
    return [item.viewerCanApprove, item.viewerApproves];
  };
  expect(await of('ann')).toEqual([false, false]);
  expect(await of('ben')).toEqual([true, false]);
  await world.write('ben', 'approve', { modelVersion: ref }, '__typename');
  expect(await of('ben')).toEqual([true, true]);
});

test('it says whether the policy would count the approval: not where it asks for a stronger role', async () => {
  await using ruled = await createGovernedWorld({}, { ben: ':MAINTAINER@strict' });
  const rules = { approvalsByRole: [{ role: 'ADMIN', count: 1 }] };
  await ruled.write(
    'cleo',
    'setPolicy',
    { scope: 'strict/*', alias: 'production', rules, reason: 'agreed' },
    '__typename',
  );
  const modelVersion = await ruled.train('strict/model', { auc: 0.9 });
  const seenBy = async (actor: string) => {
    const { data } = await ruled.ask<Queue>(QUEUE, {}, { token: `a-token-that-only-${actor}-has` });
    return data.reviewQueue.nodes.map(({ viewerCanApprove, missingApprovals }) => [viewerCanApprove, missingApprovals]);
  };
  const missing = [{ role: 'ADMIN', count: 1 }];
  await ruled.write('ben', 'approve', { modelVersion }, '__typename');
  expect(await seenBy('ben')).toEqual([[false, missing]]);
  expect(await seenBy('cleo')).toEqual([[true, missing]]);
});

test('conditions on metrics are answered in their parts', async () => {
  const { model } = await world.read<{ model: { policy: object } }>(
    `{ model(name: "queue/old") { policy { metricRules { rule key comparison threshold margin dataset slice } } } }`,
  );
  const rule = (index: number, parts: object) => ({
    rule: RULES.metrics[index],
    key: 'auc',
    threshold: null,
    margin: null,
    dataset: null,
    slice: null,
    ...parts,
  });
  expect(model.policy).toEqual({
    metricRules: [
      rule(0, { comparison: 'GE', threshold: 0.9 }),
      rule(1, { comparison: 'GE', margin: -0.01 }),
      rule(2, { comparison: 'GT', threshold: 0.5, dataset: 'queue/holdout', slice: 'country=DE' }),
    ],
  });
});

test('a long queue is read in as many statements as a short one', async () => {
  for (let number = 0; number < 6; number++) await world.train(`queue/long-${number}`, { auc: 0.95 });
  await level(world.subgraphs.get('catalog')!);
  const statements = async (first: number) => {
    world.statements();
    const { data } = await world.ask<{ reviewQueue: { nodes: readonly Item[] } }>(
      QUEUE,
      { first },
      { token: 'a-token-that-only-ann-has' },
    );
    expect(data.reviewQueue.nodes).toHaveLength(first);
    // The catalog follows the ledgers by statements of its own.
    return world.statements().filter((sql) => !/"position"/.test(sql)).length;
  };
  await statements(6);
  expect(await statements(6)).toBe(await statements(1));
});
