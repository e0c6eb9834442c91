import { v7 as uuid } from 'uuid';
import { describe, expect, test } from 'vitest';
import { namespaceClosed, roleGranted } from '#events/access.events.js';
import { aliasRemoved } from '#events/alias.events.js';
import { descriptionSet, ownersSet } from '#events/annotation.events.js';
import { policySet } from '#events/promotion.events.js';
import { SYSTEM } from '#platform/auth/caller.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { sha256 } from '#platform/digest/digest.js';
import { ask, createCatalogWorld, level, node } from './catalog-world.js';

const REGISTER = `mutation ($name: String!, $os: String!) {
  registerEnvironmentVersion(input: { environment: $name, os: $os }) { environmentVersion { id ref } }
}`;

const MOVED = {
  model: 'acme/m',
  alias: 'best',
  previous: null,
  previousModelVersionId: null,
  movedElsewhereAt: null,
  reason: null,
};

describe('the merged ledger', () => {
  test('it is paged newest first, by type and by subject', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    for (let i = 0; i < 7; i++) {
      const said = { kind: 'MODEL', id: uuid() } as const;
      await world.record(
        i % 2 ? 'models' : 'datasets',
        i < 3
          ? descriptionSet(`acme/r${i}`, { ...said, description: 'early' })
          : ownersSet(`acme/r${i}`, { ...said, owners: ['late'] }),
      );
    }
    await catalog.start();
    await level(catalog);

    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await ask(
        catalog,
        'query ($after: String) { ledger(first: 3, after: $after) { totalCount nodes { subject } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      expect(data.ledger.totalCount).toBe(7);
      seen.push(...data.ledger.nodes.map((entry: { subject: string }) => entry.subject));
      after = data.ledger.pageInfo.hasNextPage ? data.ledger.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((i) => `acme/r${i}`));

    const filtered = await ask(
      catalog,
      '{ early: ledger(type: DescriptionSet) { nodes { subject } } both: ledger(type: OwnersSet, subject: "acme/r5") { nodes { subgraph position } } none: ledger(type: DescriptionSet, subject: "acme/r5") { totalCount } }',
    );
    expect(filtered.data).toEqual({
      early: { nodes: [2, 1, 0].map((i) => ({ subject: `acme/r${i}` })) },
      both: { nodes: [{ subgraph: 'models', position: 3 }] },
      none: { totalCount: 0 },
    });
  });

  test('it is searched by several types, by namespace, by who did it and by time, and links to what it happened to', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const id = uuid();
    const version = { node: node('MODEL_VERSION', 'acme/m@1.0.0'), upstream: [] };
    await world.record('models', version);
    await world.record('models', aliasRemoved('acme/m', { ...MOVED, version: null, modelVersionId: null }));
    await world.record('models', ownersSet('acme/m', { kind: 'MODEL', id, owners: ['ann'] }));
    await world.record('models', descriptionSet('acme/m@1.0.0', { kind: 'MODEL_VERSION', id, description: 'good' }));
    await world.record('datasets', { node: node('DATASET_VERSION', 'acme/deep/d@1.0.0'), upstream: [] });
    await world.record('experiments', { node: node('RUN', `acmeist/e@${id}`), upstream: [] });
    for (const scope of ['acme/*', 'acme/m'])
      await world.record('models', policySet(scope, { id, scope, alias: 'production', rules: null, reason: null }));
    await world.record('access', namespaceClosed('acme', { id, namespace: 'acme', reason: null }));
    const granted = { id, principal: 'acme', role: 'VIEWER' as const, namespace: '', reason: null };
    await world.record('access', roleGranted('acme', granted));
    await catalog.start();
    await level(catalog);

    const find = async (args: string) => {
      const { data, messages } = await ask(
        catalog,
        `{ ledger(first: 100${args}) { totalCount nodes { typeName subject createdAt entity { kind ref } } } }`,
      );
      expect(messages).toEqual([]);
      expect(data.ledger.totalCount).toBe(data.ledger.nodes.length);
      return data.ledger.nodes as { typeName: string; subject: string; createdAt: string; entity: unknown }[];
    };
    const all = await find('');
    const versionLink = { kind: 'MODEL_VERSION', ref: 'acme/m@1.0.0' };
    const modelLink = { kind: 'MODEL', ref: 'acme/m' };
    expect(all.map(({ typeName, entity }) => [typeName, entity]).reverse()).toEqual([
      ['ModelVersionRegistered', versionLink],
      ['AliasRemoved', modelLink],
      ['OwnersSet', modelLink],
      ['DescriptionSet', versionLink],
      ['DatasetVersionRegistered', { kind: 'DATASET_VERSION', ref: 'acme/deep/d@1.0.0' }],
      ['RunStarted', { kind: 'RUN', ref: `acmeist/e@${id}` }],
      ['PolicySet', null],
      ['PolicySet', modelLink],
      ['NamespaceClosed', null],
      ['RoleGranted', null],
    ]);
    const found = async (args: string) => (await find(args)).map(({ typeName }) => typeName).reverse();
    const types = all.map(({ typeName }) => typeName).reverse();
    expect(await found(', types: [OwnersSet, PolicySet]')).toEqual(['OwnersSet', 'PolicySet', 'PolicySet']);
    expect(await found(', types: []')).toEqual([]);
    expect(await found(', type: OwnersSet, types: [PolicySet]')).toEqual([]);
    expect(await found(', namespace: ""')).toEqual(types);
    expect(await found(', namespace: "acme"')).toEqual(
      types.filter((type) => type !== 'RunStarted' && type !== 'RoleGranted'),
    );
    expect(await found(', namespace: "acme/deep"')).toEqual(['DatasetVersionRegistered']);
    expect([await found(`, actor: ${JSON.stringify(SYSTEM.actor)}`), await found(', actor: "nobody"')]).toEqual([
      types,
      [],
    ]);
    for (const { createdAt } of all) {
      const moment = JSON.stringify(createdAt);
      const after = all.filter((one) => one.createdAt >= createdAt).length;
      expect(await find(`, since: ${moment}`)).toHaveLength(after);
      expect(await find(`, until: ${moment}`)).toHaveLength(all.length - after);
    }
  });

  test('the checkpoint can be recomputed from its heads, and the chain from the entries', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    await catalog.start();
    for (let i = 0; i < 5; i++)
      await world.record('models', { node: node('MODEL_VERSION', `acme/m@1.0.${i}`), upstream: [] });
    await ask(world.subgraph('environments'), REGISTER, { name: 'acme/train', os: 'linux/arm64' });
    await level(catalog);

    const { data } = await ask(
      catalog,
      '{ ledgerCheckpoint { size rootHash heads { subgraph position hash } } ledger(first: 100) { nodes { subgraph position hash previousHash } } catalogStatus { subgraph position lagEvents } }',
    );
    const { size, rootHash, heads } = data.ledgerCheckpoint;
    expect(size).toBe(6);
    expect(rootHash).toBe(sha256(canonicalJson(heads)));
    expect(data.catalogStatus).toEqual([
      { subgraph: 'access', position: 0, lagEvents: 0 },
      { subgraph: 'datasets', position: 0, lagEvents: 0 },
      { subgraph: 'environments', position: 1, lagEvents: 0 },
      { subgraph: 'experiments', position: 0, lagEvents: 0 },
      { subgraph: 'models', position: 5, lagEvents: 0 },
    ]);
    type Entry = { subgraph: string; position: number; hash: string; previousHash: string | null };
    const chain = (data.ledger.nodes as Entry[]).filter(({ subgraph }) => subgraph === 'models').reverse();
    expect(chain.map(({ previousHash }) => previousHash)).toEqual([
      null,
      ...chain.slice(0, -1).map(({ hash }) => hash),
    ]);
    expect(heads).toContainEqual({ subgraph: 'models', position: 5, hash: chain.at(-1)?.hash });
  });
});
