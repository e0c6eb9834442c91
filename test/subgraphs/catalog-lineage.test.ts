import { describe, expect, test } from 'vitest';
import type { LineageNodeFact } from '#platform/database/new-ledger-event.js';
import { ask, createCatalogWorld, node } from './catalog-world.js';
import { createRandom, datasets, draw, type Edge, idOf, randomEdges, reference } from './lineage-graphs.js';

type Answer = { complete: boolean; nodes: { id: string; depth: number }[]; edges: { fromId: string; toId: string }[] };

const WALK = `query ($of: String!, $direction: LineageDirection!, $depth: Int, $first: Int) {
  lineage(of: $of, direction: $direction, depth: $depth, first: $first) {
    complete incompleteReason nodes { id ref depth } edges { from to fromId toId relation }
  }
}`;

describe('a walk through the lineage', () => {
  test('it finds what a plain walk finds, in random graphs, every way and to every depth', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    for (let seed = 1; seed <= 54; seed++) {
      const random = createRandom(seed);
      // The last four are larger than what one statement reads.
      const [size, depths] =
        seed > 50 ? [700, [2, 6, 12, 100]] : [2 + Math.floor(random() * 18), [1, 2, 3, 4, 5, 6, 7]];
      const nodes = datasets(size, `g${seed}-`);
      const pick = () => Math.floor(random() * size);
      // Even seeds are acyclic, odd ones have cycles and edges from a node to itself.
      const count = Math.floor((seed > 50 ? 1.2 : random() * 2.5) * size);
      const edges = randomEdges(random, size, count, { cycles: seed % 2 === 1 });
      await draw(catalog, nodes, edges);
      const root = pick();
      for (const direction of ['UPSTREAM', 'DOWNSTREAM', 'BOTH'] as const) {
        for (const depth of depths) {
          const { data } = await ask(catalog, WALK, { of: idOf(nodes, root), direction, depth });
          const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
          const { complete, nodes: found, edges: along } = data.lineage as Answer;
          expect({
            complete,
            depths: Object.fromEntries(found.map(({ id, depth }) => [indexOf.get(id), depth])),
            edges: along.map(({ fromId, toId }) => `${indexOf.get(fromId)}>${indexOf.get(toId)}`).sort(),
          }).toEqual(reference(root, direction, depth, edges));
        }
      }
    }
  });

  test('nodes stand by depth and ref, edges lead from what was there first', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const nodes = datasets(4);
    await draw(catalog, nodes, [
      [0, 2],
      [1, 2],
      [2, 3],
      [0, 3],
    ]);
    const { data } = await ask(catalog, WALK, { of: 'd0003@1.0.0', direction: 'UPSTREAM' });
    const edge = (from: number, to: number) => ({
      from: nodes[from]?.ref,
      to: nodes[to]?.ref,
      fromId: nodes[from]?.id,
      toId: nodes[to]?.id,
      relation: 'DERIVED_FROM',
    });
    expect(data.lineage).toEqual({
      complete: true,
      incompleteReason: null,
      nodes: [
        [3, 0],
        [0, 1],
        [2, 1],
        [1, 2],
      ].map(([i, depth]) => ({ id: nodes[i as number]?.id, ref: nodes[i as number]?.ref, depth })),
      edges: [edge(0, 2), edge(0, 3), edge(1, 2), edge(2, 3)],
    });
  });

  test('one cut short by depth or by number says so, and one that just fits does not', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const nodes = datasets(12);
    // 0 -> 1..5, and each of these -> 6..11
    const edges = [1, 2, 3, 4, 5].flatMap((i): Edge[] => [[0, i], ...[6, 7, 8, 9, 10, 11].map((j): Edge => [i, j])]);
    await draw(catalog, nodes, edges);
    const walk = async (depth: number, first = 100) => {
      const { data } = await ask(catalog, WALK, { of: 'd0000@1.0.0', direction: 'DOWNSTREAM', depth, first });
      const { complete, incompleteReason, nodes } = data.lineage;
      return { complete, incompleteReason, nodes: nodes.length };
    };
    expect(await walk(1)).toEqual({
      complete: false,
      incompleteReason: 'Depth 1 reached downstream: 6 further nodes one step behind; ask with a greater depth.',
      nodes: 6,
    });
    expect(await walk(2)).toEqual({ complete: true, incompleteReason: null, nodes: 12 });
    expect(await walk(2, 12)).toEqual({ complete: true, incompleteReason: null, nodes: 12 });
    expect(await walk(2, 11)).toEqual({
      complete: false,
      incompleteReason:
        '11 nodes reached downstream, and there are more: ask with a greater first, or go on with after.',
      nodes: 11,
    });
    expect(await walk(1, 3)).toMatchObject({ complete: false, nodes: 3 });
    expect(await walk(100, 1)).toMatchObject({ complete: false, nodes: 1 });
  });

  test('a depth or number out of range is refused', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    for (const limits of [{ depth: 0 }, { depth: 101 }, { first: 0 }, { first: 5_001 }]) {
      const { codes, messages } = await ask(catalog, WALK, { of: 'x@1.0.0', direction: 'BOTH', ...limits });
      expect({ codes, message: messages[0] }).toEqual({
        codes: ['BAD_USER_INPUT'],
        message: expect.stringContaining(`${Object.keys(limits)[0]} must be 1 to`),
      });
    }
  });

  test('twenty roots in one request take as many statements as one', async () => {
    await using world = await createCatalogWorld();
    let statements = 0;
    await using catalog = await world.openCatalog(() => statements++);
    const chains = Array.from({ length: 20 }, (_, i) => datasets(5, `chain${i}-`));
    for (const chain of chains)
      await draw(catalog, chain, [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ]);
    const count = async (ends: readonly (LineageNodeFact | undefined)[]) => {
      statements = 0;
      const { data } = await ask(
        catalog,
        'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on DatasetVersion { lineage(direction: UPSTREAM, depth: 3) { complete nodes { ref } } } } }',
        { keys: ends.map((end) => ({ __typename: 'DatasetVersion', id: end?.id })) },
      );
      expect(data._entities.map((entity: { lineage: Answer }) => entity.lineage.nodes.length)).toEqual(
        ends.map(() => 4),
      );
      return statements;
    };
    expect(await count([chains[0]?.[4]])).toBe(1);
    expect(await count(chains.map((chain) => chain[4]))).toBe(1);
  });

  test('many roots share what one request may read, and say that there is more', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const nodes = datasets(1_060);
    const roots = Array.from({ length: 60 }, (_, index) => index);
    const leaves = Array.from({ length: 999 }, (_, index): Edge => [60, index + 61]);
    await draw(catalog, nodes, [...roots.map((root): Edge => [root, 60]), ...leaves]);
    const walk = async (of: readonly number[]) => {
      const { data } = await ask(
        catalog,
        'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on DatasetVersion { lineage(direction: DOWNSTREAM, first: 2000) { complete nodes { ref } pageInfo { hasNextPage } } } } }',
        { keys: of.map((root) => ({ __typename: 'DatasetVersion', id: idOf(nodes, root) })) },
      );
      return data._entities.map(({ lineage }: { lineage: Answer & { pageInfo: { hasNextPage: boolean } } }) => [
        lineage.nodes.length,
        lineage.complete,
        lineage.pageInfo.hasNextPage,
      ]);
    };
    expect(await walk([0])).toEqual([[1_001, true, false]]);
    expect(await walk(roots)).toEqual(roots.map(() => [833, false, true]));
  });
});

describe('where a walk begins', () => {
  test('a ref that several kinds share is ambiguous until the kind is said', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    await draw(catalog, [node('MODEL_VERSION', 'acme/fraud@1.0.0'), node('DATASET_VERSION', 'acme/fraud@1.0.0')], []);
    const find = (more = '') =>
      ask(
        catalog,
        `{ lineage(of: "acme/fraud@1.0.0", direction: BOTH${more}) { root { kind entity { __typename } } } }`,
      );

    const ambiguous = await find();
    expect(ambiguous.codes).toEqual(['AMBIGUOUS_REFERENCE']);
    expect(ambiguous.messages[0]).toContain('DATASET_VERSION, MODEL_VERSION');
    expect((await find(', kind: DATASET_VERSION')).data.lineage.root).toEqual({
      kind: 'DATASET_VERSION',
      entity: { __typename: 'DatasetVersion' },
    });
    expect((await find(', kind: RUN')).codes).toEqual(['NOT_FOUND']);
  });

  test('what is not there is NOT_FOUND by ref, by id and by alias, and null as the field of an entity', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    for (const of of [
      'acme/nothing@1.0.0',
      '01890000-0000-7000-8000-000000000000',
      'acme/nothing@latest',
      '',
      "'; --",
    ]) {
      expect(await ask(catalog, WALK, { of, direction: 'UPSTREAM' })).toMatchObject({
        codes: ['NOT_FOUND'],
        messages: [expect.stringContaining('use a ref such as')],
      });
    }
    const { data, codes } = await ask(
      catalog,
      '{ _entities(representations: [{ __typename: "Run", id: "01890000-0000-7000-8000-000000000000" }]) { ... on Run { id lineage(direction: UPSTREAM) { complete } } } }',
    );
    expect({ entities: data._entities, codes }).toEqual({
      entities: [{ id: '01890000-0000-7000-8000-000000000000', lineage: null }],
      codes: [],
    });
  });
});
