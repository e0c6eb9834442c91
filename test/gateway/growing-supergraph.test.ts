import { expect, test } from 'vitest';
import type { Composed } from '#process/join/compose-judged.js';
import { growingSupergraph } from '#process/join/growing-supergraph.js';

const LINK = (imports: string) =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])`;
const BOOKS = `${LINK('"@key", "@shareable", "@tag"')}
  type Query { books: [Book!]! }
  type Book @key(fields: "id") { id: ID! title: String! }
  type Money @shareable { amount: Float! }`;
const BOOK = 'type Book @key(fields: "id")';

const grow = () => growingSupergraph([{ name: 'books', url: '', sdl: BOOKS }]);
const service = (sdl: string, name = 'cost') => ({ name, url: 'http://cost.example/graphql', sdl });
const refusedOf = (composed: Composed) => ('refused' in composed ? composed.refused : []);

test.each([
  ['what is no SDL', 'type Book {', /Syntax Error/],
  ['lists without an end', `type Query { a: ${'['.repeat(200_000)} }`, /limit of|maximum/i],
  ['what does not compose', `${LINK('"@key"')} ${BOOK} { id: ID! title: Int }`, /title/],
  [
    'a field of ours, taken over',
    `${LINK('"@key", "@override"')} ${BOOK} { id: ID! title: String! @override(from: "books") }`,
    /Book\.title is taken over/,
  ],
  [
    'the same under another name',
    `${LINK('"@key", { name: "@override", as: "@mine" }')} ${BOOK} { id: ID! title: String! @mine(from: "books") }`,
    /Book\.title is taken over/,
  ],
  [
    'a lock on ours',
    `${LINK('"@key", "@authenticated"')} ${BOOK} @authenticated { id: ID! cost: Int }`,
    /Book has @authenticated/,
  ],
  [
    'a lock on a field of ours',
    `${LINK('"@key", "@policy"')} ${BOOK} { id: ID! @policy(policies: [["a"]]) cost: Int }`,
    /Book\.id has @policy/,
  ],
  [
    'another weight of ours',
    `${LINK('"@key", "@cost"')} ${BOOK} @cost(weight: -900) { id: ID! cost: Int }`,
    /Book has @cost/,
  ],
  [
    'another cache of ours',
    `${LINK('"@shareable", "@tag"')} type Money { amount: Float! @shareable @tag(name: "momentary") }`,
    /Money\.amount has @tag/,
  ],
  [
    'ours, hidden',
    `${LINK('"@shareable", "@inaccessible"')} type Money @inaccessible { amount: Float! @shareable }`,
    /Money/,
  ],
])('%s is refused, with the reason, and nothing is changed', async (_, sdl, reason) => {
  const supergraph = await grow();
  const before = supergraph.supergraph;
  expect(refusedOf(await supergraph.with(service(sdl))).join('\n')).toMatch(reason);
  expect(supergraph.supergraph).toBe(before);
});

test('what it marks of its own, it may; what breaks its own clients is refused; and who needed one that leaves, leaves too', async () => {
  const supergraph = await grow();
  const join = async (sdl: string, name?: string) => {
    const one = service(sdl, name);
    const composed = await supergraph.with(one);
    if ('refused' in composed) return composed.refused;
    supergraph.accept(composed.supergraph, new Map(supergraph.joined).set(one.name, one));
    return [];
  };
  const cost = `${LINK('"@key", "@authenticated", "@cost"')} ${BOOK} { id: ID! price: Price @authenticated @cost(weight: 9) }
    type Price @key(fields: "id") { id: ID! sum: Float }`;
  expect(await join(cost)).toEqual([]);
  const tax = `${LINK('"@key", "@external", "@requires"')} type Price @key(fields: "id") { id: ID! sum: Float @external tax: Float @requires(fields: "sum") }`;
  expect(await join(tax, 'tax')).toEqual([]);
  expect(await join(cost.replace('price: Price', 'price: Price!'))).toEqual([]);
  expect(await join(cost.replace('price: Price', 'prices: Price'))).toEqual(['Book.price was removed.']);
  const { supergraph: left, joined } = await supergraph.without('cost');
  expect([...joined.keys()]).toEqual([]);
  expect(left.apiSdl).toBe((await grow()).supergraph.apiSdl);
});
