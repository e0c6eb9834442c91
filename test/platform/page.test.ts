import 'reflect-metadata';
import { describe, expect, test } from 'vitest';
import { MAX_PAGE, type PageRequest, readPage } from '#platform/paging/page.js';

const IDS = Array.from({ length: 7 }, (_, index) => `01890a5d-ac96-774b-bcce-b302099a805${7 - index}`);

/** Rows newest first, behind a key: what a repository does in SQL. */
const read = async ({ limit, after }: PageRequest) => IDS.filter((id) => after === null || id < after).slice(0, limit);
const page = (first: number, after: string | null = null) =>
  readPage(
    { first, after },
    (id) => id,
    read,
    async () => IDS.length,
  );

test('pages follow one another without a gap, and the last says so', async () => {
  const seen: string[][] = [];
  let after: string | null = null;
  do {
    const { nodes, edges, pageInfo } = await page(3, after);
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor);
    seen.push([...nodes]);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toEqual([IDS.slice(0, 3), IDS.slice(3, 6), IDS.slice(6)]);
});

test('a page that ends with the last row says that nothing follows', async () => {
  expect((await page(7)).pageInfo.hasNextPage).toBe(false);
  expect((await page(6)).pageInfo.hasNextPage).toBe(true);
});

test('a page says where it begins, and whether one lies before it', async () => {
  const { edges, pageInfo } = await page(3);
  expect(pageInfo).toMatchObject({ hasPreviousPage: false, startCursor: edges[0]?.cursor });
  const next = await page(3, pageInfo.startCursor);
  expect(next.nodes).toEqual(IDS.slice(1, 4));
  expect(next.pageInfo).toMatchObject({ hasPreviousPage: true, startCursor: edges[1]?.cursor });
});

test('behind the last row is an empty page without a cursor', async () => {
  const { pageInfo } = await page(7);
  expect(await page(7, pageInfo.endCursor)).toMatchObject({
    nodes: [],
    edges: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
  });
});

test('rows are counted only where somebody asks', async () => {
  let counted = 0;
  const result = await readPage(
    { first: 1 },
    (id) => id,
    read,
    async () => ++counted,
  );
  expect(counted).toBe(0);
  expect(await result.totalCount()).toBe(1);
});

describe('what is no page is BAD_USER_INPUT', () => {
  test.each([0, -1, MAX_PAGE + 1])('first: %s', async (first) => {
    await expect(page(first)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: `first must be 1 to 100, but is ${first}; ask for more with after.`,
    });
  });

  test.each(['', '%', 'k1:', 'k1:12', `k2:${IDS[0]}`, `k1:${IDS[0]}' OR true`])('the cursor %j', async (text) => {
    for (const after of [text, Buffer.from(text).toString('base64url')]) {
      await expect(page(1, after)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });
});
