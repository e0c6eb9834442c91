import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistryWorld, type RegistryWorld } from './registry-world.js';

const END = `mutation ($id: ID!, $reason: String) {
  endDeployment(input: { deployment: $id, reason: $reason }) { deployment { id active endedAt endReason } }
}`;
const RAN = `query ($target: String!, $at: DateTime, $first: Int! = 20, $after: String) {
  deployments(target: $target, activeAt: $at, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage } nodes { id startedAt endedAt modelVersion { version } }
  }
}`;

interface Ran {
  readonly deployments: {
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    readonly nodes: { id: string; startedAt: string; endedAt: string | null; modelVersion: { version: string } }[];
  };
}

let world: RegistryWorld;
beforeAll(async () => {
  world = await createRegistryWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const deploy = async (modelVersion: string, target: string) =>
  (await world.write<{ deployment: { id: string } }>('recordDeployment', { modelVersion, target }, 'deployment { id }'))
    .deployment.id;
const ran = async (target: string, variables: Record<string, unknown> = {}) =>
  (await world.ask<Ran>(RAN, { target, ...variables })).data.deployments;
const versionsAt = async (target: string, at: string | number) =>
  (await ran(target, { at: new Date(at).toISOString() })).nodes.map(({ modelVersion }) => modelVersion.version);

test('a deployment ends once, with a reason; ending it again changes nothing', async () => {
  await world.registerVersions('acme/ended', 1);
  const id = await deploy('acme/ended@1.0.0', 'ended-eu');
  const first = await world.ask<Record<string, never>>(END, { id, reason: 'the region closed' });
  expect(first.data).toMatchObject({
    endDeployment: { deployment: { id, active: false, endReason: 'the region closed' } },
  });
  const again = await world.ask(END, { id, reason: 'another reason' });
  expect(again.data).toEqual(first.data);

  const { manager } = world.subgraphs.get('models')!.database;
  const events = await manager.query("SELECT subject, payload FROM ledger_event WHERE type = 'DeploymentEnded'");
  expect(events).toMatchObject([
    { subject: 'acme/ended@1.0.0', payload: { id, target: 'ended-eu', reason: 'the region closed' } },
  ]);
});

test('a deployment that does not exist is not ended', async () => {
  for (const id of ['nonsense', '01890000-0000-7000-8000-000000000000']) {
    const { errors } = await world.ask(END, { id });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  }
});

test('what ran on a target at a moment is what had begun and not ended', async () => {
  await world.registerVersions('acme/then', 2);
  await deploy('acme/then@1.0.0', 'then-eu');
  await deploy('acme/then@1.0.1', 'then-eu');
  const id = (await ran('then-eu')).nodes[0]!.id;
  await world.ask(END, { id });

  const { nodes } = await ran('then-eu');
  const [second, first] = nodes;
  expect(nodes.map(({ modelVersion }) => modelVersion.version)).toEqual(['1.0.1', '1.0.0']);
  expect(first!.endedAt).toBe(second!.startedAt);
  expect(await versionsAt('then-eu', Date.parse(first!.startedAt) - 1)).toEqual([]);
  expect(await versionsAt('then-eu', first!.startedAt)).toEqual(['1.0.0']);
  expect(await versionsAt('then-eu', second!.startedAt)).toEqual(['1.0.1']);
  expect(await versionsAt('then-eu', second!.endedAt!)).toEqual([]);
});

test('several models run on one target, page by page', async () => {
  for (const name of ['one', 'two', 'three']) {
    await world.registerVersions(`acme/${name}`, 1);
    await deploy(`acme/${name}@1.0.0`, 'shared-eu');
  }
  const all = await ran('shared-eu');
  const page = await ran('shared-eu', { first: 2, at: new Date(Date.now() + 60_000).toISOString() });
  const rest = await ran('shared-eu', { first: 2, after: page.pageInfo.endCursor });
  expect([page.totalCount, page.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([3, true, false]);
  expect([...page.nodes, ...rest.nodes].map(({ id }) => id)).toEqual(all.nodes.map(({ id }) => id));
});
