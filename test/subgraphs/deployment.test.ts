import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { models } from '#subgraphs/models/index.js';
import { openTestSubgraph } from '../support/test-subgraph.js';
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

test('what a write of a request answers has what the writes before it in the request changed', async () => {
  const registered = (alias: string, number: number) => `
    ${alias}: registerModelVersion(input: { model: "acme/fresh", externalVersion: "${number}" }) {
      modelVersion { model { highestExternalVersion } } }`;
  const deployed = (alias: string, target: string) => `
    ${alias}: recordDeployment(input: { modelVersion: "acme/fresh@1.0.0", target: "${target}" }) {
      deployment { modelVersion { deployments { totalCount nodes { target } } model { deployments { totalCount } } } } }`;
  const answers = await world.ask(
    `mutation { ${registered('a', 1)} ${registered('b', 2)} ${deployed('c', 'fresh-eu')} ${deployed('d', 'fresh-us')} }`,
  );
  const numbered = (highestExternalVersion: number) => ({ modelVersion: { model: { highestExternalVersion } } });
  const listed = (...targets: string[]) => {
    const totalCount = targets.length;
    const deployments = { totalCount, nodes: targets.map((target) => ({ target })) };
    return { deployment: { modelVersion: { deployments, model: { deployments: { totalCount } } } } };
  };
  expect(answers).toMatchObject({
    data: { a: numbered(1), b: numbered(2), c: listed('fresh-eu'), d: listed('fresh-us', 'fresh-eu') },
  });
});

const WHERE = `query ($namespace: String, $active: Boolean, $asOf: DateTime, $first: Int! = 20, $after: String) {
  targets(namespace: $namespace, active: $active, asOf: $asOf, first: $first, after: $after) {
    totalCount pageInfo { endCursor hasNextPage }
    nodes { name deployments(namespace: $namespace, active: $active, asOf: $asOf) { totalCount nodes { modelVersion { ref } } } }
  }
}`;
interface Where {
  readonly targets: {
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    readonly nodes: {
      readonly name: string;
      readonly deployments: { readonly totalCount: number; readonly nodes: { modelVersion: { ref: string } }[] };
    }[];
  };
}
const where = async (variables: object) => (await world.ask<Where>(WHERE, { ...variables })).data.targets;
/** The refs that stand on each target, newest first. */
const placed = async (variables: object) => {
  const { nodes } = await where({ namespace: 'where', ...variables });
  for (const { deployments } of nodes) expect(deployments.totalCount).toBe(deployments.nodes.length);
  return Object.fromEntries(
    nodes.map(({ name, deployments }) => [name, deployments.nodes.map(({ modelVersion }) => modelVersion.ref)]),
  );
};

describe('what runs where', () => {
  let between: string;
  beforeAll(async () => {
    await world.registerVersions('where/a', 2);
    await world.registerVersions('where/deep/b', 1);
    await world.registerVersions('whereabouts/c', 1);
    await deploy('where/a@1.0.0', 'where-us');
    await deploy('where/a@1.0.0', 'where-eu');
    await deploy('where/deep/b@1.0.0', 'where-eu');
    await deploy('whereabouts/c@1.0.0', 'where-eu');
    await pause(5);
    between = new Date().toISOString();
    await pause(5);
    const ended = await deploy('where/a@1.0.0', 'where-gone');
    await deploy('where/a@1.0.1', 'where-eu');
    await world.ask(END, { id: ended });
  });

  test('is told of every target in one request: now, ended, and at a moment', async () => {
    expect(await placed({ active: true })).toEqual({
      'where-eu': ['where/a@1.0.1', 'where/deep/b@1.0.0'],
      'where-us': ['where/a@1.0.0'],
    });
    expect(await placed({ active: false })).toEqual({ 'where-eu': ['where/a@1.0.0'], 'where-gone': ['where/a@1.0.0'] });
    expect(Object.keys(await placed({}))).toEqual(['where-eu', 'where-gone', 'where-us']);
    expect(await placed({ active: true, asOf: between })).toEqual({
      'where-eu': ['where/deep/b@1.0.0', 'where/a@1.0.0'],
      'where-us': ['where/a@1.0.0'],
    });
    expect(await placed({ active: false, asOf: between })).toEqual({});
  });

  test('is paged by the names of targets', async () => {
    const names: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: Where['targets'] = await where({ namespace: 'where', first: 2, after });
      expect(page.totalCount).toBe(3);
      names.push(...page.nodes.map(({ name }) => name));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(names).toEqual(['where-eu', 'where-gone', 'where-us']);
  });

  test('is told of one model, from the model and from the list of all', async () => {
    const query = `{ model(name: "where/a") { deployments(active: true) { totalCount nodes { target } } }
      listed: deployments(model: "where/a", active: true) { totalCount nodes { target } }
      narrowed: deployments(model: "where/a", namespace: "where", target: "where-us") { nodes { active } }
      none: deployments(model: "where/nobody") { totalCount } }`;
    const running = { totalCount: 2, nodes: [{ target: 'where-eu' }, { target: 'where-us' }] };
    expect((await world.ask(query)).data).toEqual({
      model: { deployments: running },
      listed: running,
      narrowed: { nodes: [{ active: true }] },
      none: { totalCount: 0 },
    });
  });

  test('costs as many statements for many targets as for one', async () => {
    const { subgraph, statements, ...opened } = await openTestSubgraph(models);
    await using _ = { [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose]() };
    const { manager } = subgraph.database;
    const statementsFor = async (targets: number) => {
      const [{ id: version }] = await manager.query<[{ id: string }]>(
        `WITH m AS (INSERT INTO model (id, name, created_at, created_by) VALUES (gen_random_uuid(), $1, now(), 'ann') RETURNING id)
         INSERT INTO model_version (id, model_id, name, version, version_order, ref, digest, manifest, artifacts, dataset_pins,
           parent_pins, missing, bump, tags, created_at, created_by)
         SELECT gen_random_uuid(), id, $1, '1.0.0', '1', $1 || '@1.0.0', 'sha256:' || encode(sha256('{}'), 'hex'), '{}', '[]', '[]', '[]', '[]',
           '{"level":"INITIAL","reasons":[]}', '{}', now(), 'ann' FROM m RETURNING id`,
        [`n${targets}/m`],
      );
      await manager.query(
        `INSERT INTO deployment (id, target, model_id, model_version_id, started_at, by)
         SELECT gen_random_uuid(), 't' || i, model_id, id, now(), 'ann' FROM model_version, generate_series(1, $2::int) AS i WHERE id = $1`,
        [version, targets],
      );
      statements();
      const { data, errors } = await opened.ask<Where>(WHERE, { namespace: `n${targets}`, active: true });
      expect(errors).toBeUndefined();
      expect(data.targets.nodes).toHaveLength(targets);
      return statements().length;
    };
    expect(await statementsFor(15)).toBe(await statementsFor(1));
  });
});
