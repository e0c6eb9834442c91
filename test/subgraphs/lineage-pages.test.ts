import { describe, expect, test } from 'vitest';
import type { LineageNodeFact } from '#platform/database/new-ledger-event.js';
import type { Subgraph } from '#platform/federation/open-subgraph.js';
import { LineageRepository } from '#subgraphs/catalog/lineage/lineage.repository.js';
import { lineageRowsOf } from '#subgraphs/catalog/lineage/lineage-facts.js';
import { ProjectionRepository } from '#subgraphs/catalog/projection/projection.repository.js';
import { ask, createCatalogWorld, level } from './catalog-world.js';
import { createRandom, datasets, draw, type Edge, idOf, randomEdges, reference } from './lineage-graphs.js';
import { rebuilt } from './rebuilt.js';

const PAGE = `query ($of: String!, $direction: LineageDirection!, $depth: Int, $first: Int, $after: String, $kinds: [LineageKind!], $stopAt: [LineageKind!]) {
  lineage(of: $of, direction: $direction, depth: $depth, first: $first, after: $after, kinds: $kinds, stopAt: $stopAt) {
    complete incompleteReason root { id } nodes { id depth } edges { fromId toId } pageInfo { hasNextPage endCursor }
  }
}`;
interface Page {
  readonly complete: boolean;
  readonly incompleteReason: string | null;
  readonly root: { readonly id: string };
  readonly nodes: readonly { readonly id: string; readonly depth: number }[];
  readonly edges: readonly { readonly fromId: string; readonly toId: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** All pages of a walk, one after the other; `between` happens before each but the first. */
async function pagesOf(
  catalog: Subgraph,
  variables: Record<string, unknown>,
  between: () => Promise<void> = async () => {},
): Promise<Page[]> {
  const pages: Page[] = [];
  for (let after: string | null = null; ; await between()) {
    const { data, messages } = await ask(catalog, PAGE, { ...variables, after });
    expect(messages).toEqual([]);
    const page: Page = data.lineage;
    pages.push(page);
    if (!page.pageInfo.hasNextPage) return pages;
    after = page.pageInfo.endCursor;
    expect(after).not.toBeNull();
  }
}

const edgesOf = (pages: readonly Page[]) =>
  pages.flatMap(({ edges }) => edges.map(({ fromId, toId }) => `${fromId}>${toId}`));
const nodesOf = (pages: readonly Page[]) => pages.flatMap(({ nodes }) => nodes);
const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

describe('the pages of a walk', () => {
  test('hold what a plain walk finds, in random graphs, each node and each edge once and the nearest first', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    for (let seed = 1; seed <= 24; seed++) {
      const random = createRandom(seed);
      const size = 2 + Math.floor(random() * 18);
      const nodes = datasets(size, `p${seed}-`);
      const count = Math.floor(random() * 2.5 * size);
      const edges = randomEdges(random, size, count, { cycles: seed % 2 === 1 });
      await draw(catalog, nodes, edges);
      const root = Math.floor(random() * size);
      const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
      for (const direction of ['UPSTREAM', 'DOWNSTREAM'] as const) {
        for (const [depth, first] of [
          [100, 1],
          [100, 3],
          [2, 2],
        ] as const) {
          const pages = await pagesOf(catalog, { of: idOf(nodes, root), direction, depth, first });
          const found = nodesOf(pages);
          expect({
            complete: pages.at(-1)?.complete,
            depths: Object.fromEntries(found.map(({ id, depth }) => [indexOf.get(id), depth])),
            edges: pages
              .flatMap((page) => page.edges.map((edge) => `${indexOf.get(edge.fromId)}>${indexOf.get(edge.toId)}`))
              .sort(),
          }).toEqual(reference(root, direction, depth, edges));
          expect(found).toHaveLength(new Set(found.map(({ id }) => id)).size);
          expect(found.map(({ depth }) => depth)).toEqual(found.map(({ depth }) => depth).sort((a, b) => a - b));
          for (const page of pages.slice(0, -1)) {
            expect(page).toMatchObject({
              complete: false,
              incompleteReason: expect.stringContaining('go on with after'),
              root: { id: idOf(nodes, root) },
            });
            expect(page.nodes).toHaveLength(first);
          }
          expectLaterEnds(pages);
        }
      }
    }
  });

  test('hold all that was made from something very many things were made from', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const nodes = datasets(1_503);
    const edges = Array.from({ length: 1_500 }, (_, index): Edge => [0, index + 1]);
    await draw(catalog, nodes, [...edges, [1, 1_501], [1_500, 1_502], [1_501, 1_500]]);
    const variables = { of: idOf(nodes, 0), direction: 'DOWNSTREAM', depth: 100 };
    const [whole] = await pagesOf(catalog, { ...variables, first: 5_000 });
    const pages = await pagesOf(catalog, { ...variables, first: 100 });
    expect(pages).toHaveLength(16);
    expect(nodesOf(pages).sort(byId)).toEqual([...(whole as Page).nodes].sort(byId));
    expect(nodesOf(pages)).toHaveLength(1_503);
    expect(edgesOf(pages).sort()).toEqual(edgesOf([whole as Page]).sort());
    expect(edgesOf(pages)).toHaveLength(1_503);
  });

  test('tell of the moment of the first, whatever is written between them', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    let shortened = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const random = createRandom(seed);
      const nodes = datasets(24, `w${seed}-`);
      const edges = randomEdges(random, 24, 60, { cycles: false });
      const ledgers = new Ledgers(catalog, seed, nodes, edges);
      for (let step = 0; step < 14; step++) await ledgers.readNext(random);
      for (const direction of ['UPSTREAM', 'DOWNSTREAM'] as const) {
        const known = ledgers.known();
        const of = idOf(nodes, direction === 'UPSTREAM' ? Math.max(...known) : Math.min(...known));
        const variables = { of, direction, depth: 100 };
        const [whole] = await pagesOf(catalog, { ...variables, first: 1_000 });
        const pages = await pagesOf(catalog, { ...variables, first: 2 }, () => ledgers.readNext(random));
        expect(nodesOf(pages).sort(byId)).toEqual([...(whole as Page).nodes].sort(byId));
        expect(edgesOf(pages).sort()).toEqual(edgesOf([whole as Page]).sort());
        expect(pages.at(-1)?.complete).toBe(whole?.complete);
        const [later] = await pagesOf(catalog, { ...variables, first: 1_000 });
        if (JSON.stringify(later?.nodes) !== JSON.stringify(whole?.nodes)) shortened++;
      }
    }
    // Where nothing of it was ever written between the pages, this has shown nothing.
    expect(shortened).toBeGreaterThan(5);
  });

  test('go on over a rebuild of the catalog', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const nodes = datasets(6);
    const register = (index: number, of: readonly number[]) =>
      world.record('datasets', {
        node: nodes[index] as LineageNodeFact,
        upstream: of.map((up) => ({ ...(nodes[up] as LineageNodeFact), relation: 'DERIVED_FROM' })),
      });
    await register(0, []);
    for (const index of [1, 2, 3, 4]) await register(index, [0, index - 1]);
    await catalog.start();
    await level(catalog);
    let written = false;
    const pages = await pagesOf(catalog, { of: idOf(nodes, 0), direction: 'DOWNSTREAM', first: 2 }, async () => {
      if (!written) await register(5, [0]);
      written = true;
      await rebuilt(catalog);
      await level(catalog);
    });
    expect(nodesOf(pages).map(({ id }) => nodes.findIndex((node) => node.id === id))).toEqual([0, 1, 2, 3, 4]);
    expect(pages.at(-1)?.complete).toBe(true);
  });

  test('follow the walk that was asked for: kinds are left out of it, and what stops it stops it', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const nodes = datasets(6);
    await draw(catalog, nodes, [
      [0, 1],
      [1, 2],
      [0, 3],
      [3, 4],
      [4, 5],
    ]);
    const walk = (more: object) => pagesOf(catalog, { of: idOf(nodes, 0), direction: 'DOWNSTREAM', first: 2, ...more });
    expect(nodesOf(await walk({ kinds: ['MODEL_VERSION'] })).map(({ id }) => id)).toEqual([idOf(nodes, 0)]);
    expect(
      nodesOf(await walk({ stopAt: ['DATASET_VERSION'] }))
        .map(({ id }) => id)
        .sort(),
    ).toEqual([0, 1, 3].map((index) => idOf(nodes, index)).sort());
  });
});

describe('a cursor that does not fit', () => {
  test.each([
    ['no cursor', { after: 'abc' }, 'must be a cursor that lineage gave as pageInfo.endCursor, but is "abc"'],
    ['no cursor', { after: '' }, 'must be a cursor that lineage gave'],
    ['that of another depth', { depth: 3 }, 'the cursor of another walk'],
    ['that of another way', { direction: 'UPSTREAM' }, 'the cursor of another walk'],
    ['that of another root', { of: 'd0001@1.0.0' }, 'the cursor of another walk'],
    ['both ways', { direction: 'BOTH' }, 'ask with direction UPSTREAM and with DOWNSTREAM'],
  ])('is refused: %s', async (_, more, sentence) => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const nodes = datasets(4);
    await draw(catalog, nodes, [
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    const variables = { of: 'd0000@1.0.0', direction: 'DOWNSTREAM', first: 2 };
    const { data } = await ask(catalog, PAGE, variables);
    const after = data.lineage.pageInfo.endCursor;
    expect((await ask(catalog, PAGE, { ...variables, after })).data.lineage.nodes).toHaveLength(2);
    const { codes, messages } = await ask(catalog, PAGE, { ...variables, after, ...more });
    expect({ codes, messages }).toEqual({
      codes: ['BAD_USER_INPUT'],
      messages: [expect.stringContaining(sentence)],
    });
  });

  test('stands at the first node too, from which a page goes on', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const nodes = datasets(4);
    await draw(catalog, nodes, [
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    const variables = { of: 'd0000@1.0.0', direction: 'DOWNSTREAM', first: 2 };
    const bounds = `query ($of: String!, $direction: LineageDirection!, $first: Int, $after: String) {
      lineage(of: $of, direction: $direction, first: $first, after: $after) { nodes { ref } pageInfo { hasPreviousPage startCursor endCursor } }
    }`;
    const first = (await ask(catalog, bounds, variables)).data.lineage;
    expect(first.pageInfo.hasPreviousPage).toBe(false);
    const second = (await ask(catalog, bounds, { ...variables, after: first.pageInfo.startCursor })).data.lineage;
    expect(second.nodes).toEqual([{ ref: 'd0001@1.0.0' }, { ref: 'd0002@1.0.0' }]);
    expect(second.pageInfo).toMatchObject({ hasPreviousPage: true, startCursor: first.pageInfo.endCursor });
    const both = (await ask(catalog, bounds, { ...variables, direction: 'BOTH' })).data.lineage;
    expect(both.pageInfo).toEqual({ hasPreviousPage: false, startCursor: null, endCursor: null });
  });

  test('is refused where its count was changed, and while the catalog is behind it', async () => {
    await using world = await createCatalogWorld();
    await using catalog = await world.openCatalog();
    const nodes = datasets(4);
    await draw(catalog, nodes, [
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
    const variables = { of: 'd0000@1.0.0', direction: 'DOWNSTREAM', first: 2 };
    const { data } = await ask(catalog, PAGE, variables);
    const contents = JSON.parse(Buffer.from(data.lineage.pageInfo.endCursor, 'base64url').toString());
    const askWith = (changed: Record<number, unknown>) => {
      const told = Object.assign([...contents], changed);
      return ask(catalog, PAGE, { ...variables, after: Buffer.from(JSON.stringify(told)).toString('base64url') });
    };
    expect(await askWith({ 2: 3 })).toMatchObject({
      codes: ['BAD_USER_INPUT'],
      messages: [expect.stringContaining('this walk did not give')],
    });
    expect(await askWith({ 2: 9_999_999 })).toMatchObject({ codes: ['BAD_USER_INPUT'] });
    expect(await askWith({ 2: 1e300 })).toMatchObject({ codes: ['BAD_USER_INPUT'] });
    expect(await askWith({ 4: { datasets: 7 } })).toMatchObject({
      codes: ['UNAVAILABLE'],
      messages: [expect.stringContaining('ask again in a moment')],
    });
  });
});

/** An edge stands on the page of its later end, and its other end stands on that page or before it. */
function expectLaterEnds(pages: readonly Page[]): void {
  const pageOf = new Map(pages.flatMap(({ nodes }, index) => nodes.map(({ id }) => [id, index] as const)));
  pages.forEach(({ edges }, index) => {
    for (const { fromId, toId } of edges) {
      expect(Math.max(pageOf.get(fromId) ?? Infinity, pageOf.get(toId) ?? Infinity)).toBe(index);
    }
  });
}

/** Two ledgers that the catalog reads by turns, so that it meets nodes before what they were made from. */
class Ledgers {
  private readonly unread: { readonly subgraph: string; readonly indices: number[]; position: number }[];
  private readonly read = new Set<number>();

  constructor(
    private readonly catalog: Subgraph,
    seed: number,
    private readonly nodes: readonly LineageNodeFact[],
    private readonly edges: readonly Edge[],
  ) {
    const random = createRandom(seed + 100);
    const side = nodes.map(() => random() < 0.5);
    this.unread = [true, false].map((own) => ({
      subgraph: `${own ? 'datasets' : 'models'}-${seed}`,
      indices: nodes.flatMap((_, index) => (side[index] === own ? [index] : [])),
      position: 0,
    }));
  }

  known(): number[] {
    return [...this.read];
  }

  async readNext(random: () => number): Promise<void> {
    const ledgers = this.unread.filter(({ indices }) => indices.length > 0);
    const ledger = ledgers[Math.floor(random() * ledgers.length)];
    const index = ledger?.indices.shift();
    if (ledger === undefined || index === undefined) return;
    const { subgraph } = ledger;
    const position = ++ledger.position;
    this.read.add(index);
    const upstream = [...new Set(this.edges.flatMap(([up, down]) => (down === index ? [up] : [])))].map((up) => ({
      ...(this.nodes[up] as LineageNodeFact),
      relation: 'DERIVED_FROM',
    }));
    const payload = { lineage: { node: this.nodes[index] as LineageNodeFact, upstream } };
    const rows = lineageRowsOf(subgraph, [{ position, at: new Date(), payload }]);
    const lineage = new LineageRepository(this.catalog.database.manager);
    await lineage.addNodes(rows.nodes);
    await lineage.addEdges(rows.edges);
    await new ProjectionRepository(this.catalog.database.manager).advance({ subgraph, position, hash: 'none' });
  }
}
