import { v7 as uuid } from 'uuid';
import { describe, expect, test } from 'vitest';
import { descriptionSet, ownersSet } from '#events/annotation.events.js';
import { canonicalJson } from '#platform/digest/canonical-json.js';
import { sha256 } from '#platform/digest/digest.js';
import { ask, createCatalogWorld, level, node } from './catalog-world.js';

const REGISTER = `mutation ($name: String!, $os: String!) {
  registerEnvironmentVersion(input: { environment: $name, os: $os }) { environmentVersion { id ref } }
}`;

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
