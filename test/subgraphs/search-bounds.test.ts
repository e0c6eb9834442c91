import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WORDS_OF } from '#subgraphs/catalog/search/plain-text.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const SIZE = 12_000;
const id = (kind: number, n = 'n') => `('0000000${kind}-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const some = (limit: number) => `generate_series(1, ${limit}) AS n`;

/**
 * 12,000 versions: of acme/a, which has a tag of its own, up to 6,000, and of acme/b from there on. All have one word,
 * every thousandth has another; tags, metrics, packages and notes are on more of them than are named one by one.
 */
const ROWS = [
  `INSERT INTO search_document (id, kind, ref, name, last_name, namespace, author, created, environment_id, about, words)
     SELECT ${id(1)}, 'MODEL_VERSION', name || '@' || n || '.0.0', name, split_part(name, '/', 2), 'acme', 'ann',
       timestamptz '2026-01-01' + n * interval '1 second', ${id(2)}, '',
       ${WORDS_OF(`'common' || CASE n % 1000 WHEN 0 THEN ' rare' ELSE '' END`)}
     FROM ${some(SIZE)}, LATERAL (SELECT CASE WHEN n <= 6000 THEN 'acme/a' ELSE 'acme/b' END AS name) AS named`,
  `INSERT INTO search_document (id, kind, ref, name, last_name, namespace, author, created, about)
     VALUES (${id(3, '1')}, 'MODEL', 'acme/a', 'acme/a', 'a', 'acme', 'ann', now(), '')`,
  `INSERT INTO search_tag VALUES (${id(3, '1')}, 'tier', 'gold')`,
  `INSERT INTO search_tag SELECT ${id(1)}, 'side', 'left' FROM ${some(7_000)}`,
  `INSERT INTO search_metric (document_id, key, run_last, run_low, run_high) SELECT ${id(1)}, 'm', n, n, n FROM ${some(8_000)}`,
  `INSERT INTO search_package SELECT ${id(2)}, 'lib', '1.0.0', NULL FROM ${some(5_500)}`,
  `INSERT INTO search_note SELECT ${id(4)}, ${id(1)}, 'remark', ${WORDS_OF(`'remark'`)} FROM ${some(6_500)}`,
  'ANALYZE',
];

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph();
  const { manager } = graph.subgraphs.get('catalog')!.database;
  for (const sql of ROWS) await manager.query(sql);
});
afterAll(() => graph[Symbol.asyncDispose]());

const SEARCH = `query ($query: String!, $first: Int = 100, $after: String) {
  search(query: $query, kinds: [MODEL_VERSION], first: $first, after: $after) {
    orderedBy totalCount countsAreCapped facets { field values { value count } }
    nodes { ... on ModelVersion { id } } pageInfo { endCursor }
  }
}`;
interface Found {
  readonly orderedBy: string;
  readonly totalCount: number;
  readonly countsAreCapped: boolean;
  readonly facets: readonly { readonly field: string; readonly values: readonly { value: string; count: number }[] }[];
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly endCursor: string };
}
const search = async (query: string, after?: string): Promise<Found> => {
  const { data, errors } = await graph.ask<{ search: Found }>(SEARCH, { query, after });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.search;
};
const numbersOf = ({ nodes }: Found) => nodes.map((node) => Number.parseInt(node.id.slice(-12), 16));

describe('what is true of very many is found like what is true of few', () => {
  test.each<[string, (n: number) => boolean]>([
    ['tag:side=left', (n) => n <= 7_000],
    ['tag:tier=gold', (n) => n <= 6_000],
    ['tag:tier=gold tag:side=left not note:remark', () => false],
    ['tag!=side', (n) => n > 7_000],
    ['not tag:tier', (n) => n > 6_000],
    ['note:remark not tag:tier', (n) => n > 6_000 && n <= 6_500],
    ['tag:tier=gold or metric.m > 7990', (n) => n <= 6_000 || (n > 7_990 && n <= 8_000)],
    ['not (metric.m < 5001 or tag:side=left)', (n) => n > 7_000],
    ['not metric.m >= 1', (n) => n > 8_000],
    ['package:lib or metric.m > 7000 or rare', (n) => n <= 5_500 || (n > 7_000 && n <= 8_000) || n % 1_000 === 0],
    ['package!=lib name:acme/a', (n) => n > 5_500 && n <= 6_000],
    ['note:remark (metric.m:6490 or package:nothing)', (n) => n === 6_490],
  ])('%s', async (query, holds) => {
    const expected = Array.from({ length: SIZE }, (_, index) => SIZE - index).filter(holds);
    const found = await search(`${query} created<2027`);
    expect(found).toMatchObject({ totalCount: expected.length, countsAreCapped: false });
    if (found.orderedBy === 'RELEVANCE') return;
    expect(numbersOf(found)).toEqual(expected.slice(0, 100));
  });
});

describe('what a search costs ends somewhere, and the answer says where', () => {
  test('words that too many have are not ranked: the newest come first, page after page', async () => {
    const first = await search('common');
    expect(first.orderedBy).toBe('CREATED');
    const second = await search('common', first.pageInfo.endCursor);
    expect(second.orderedBy).toBe('CREATED');
    expect([...numbersOf(first), ...numbersOf(second)]).toEqual(Array.from({ length: 200 }, (_, n) => SIZE - n));
    expect((await search('common rare')).orderedBy).toBe('RELEVANCE');
  });

  test('more than 10,000 results are 10,000, and facets count the newest of them', async () => {
    const { totalCount, countsAreCapped, facets } = await search('');
    expect({ totalCount, countsAreCapped }).toEqual({ totalCount: 10_000, countsAreCapped: true });
    expect(facets.find(({ field }) => field === 'NAMESPACE')?.values).toEqual([{ value: 'acme', count: 10_000 }]);
    const rare = await search('rare');
    expect(rare).toMatchObject({ totalCount: 12, countsAreCapped: false });
    expect(rare.facets.find(({ field }) => field === 'KIND')?.values).toEqual([{ value: 'MODEL_VERSION', count: 12 }]);
  });
});
