import { afterAll, beforeAll, expect, test } from 'vitest';
import { models } from '#subgraphs/models/index.js';
import { mutationDocument } from '../support/mutation-example.js';
import { createRandom } from '../support/seeded-random.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

interface Listed {
  readonly name: string;
  readonly displayName: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archivedAt: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

const NODE = 'name displayName createdAt updatedAt archivedAt tags';
const random = createRandom(20_261_130);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
const WORDS = ['a', 'B', 'ä', '模', '%', '_', '\\', ' ', 'ab', '😀'];
const text = () => Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(WORDS)).join('');

let subgraph: TestSubgraph;
/** Every model, newest first, as it says of itself. */
let all: readonly Listed[];
beforeAll(async () => {
  subgraph = await openTestSubgraph(models);
  for (let number = 0; number < 60; number++) {
    const tags = Object.fromEntries(['k', 'l'].filter(() => random() < 0.6).map((key) => [key, text()]));
    const namespace = pick(['x', 'x/y', 'z', '']);
    const input = random() < 0.5 ? { namespace, displayName: text(), tags } : { name: `x/model-${number}`, tags };
    const { model } = await write<{ model: { name: string } }>('createModel', input, 'model { name }');
    if (random() < 0.3) await write('archiveModel', { model: model.name });
    if (random() < 0.3) await write('setTags', { of: model.name, set: { k: text() }, remove: ['l'] });
    if (random() < 0.2) await write('renameModel', { model: model.name, displayName: `${text()} ${number}` });
  }
  all = await pages({ filter: { archived: 'ALL' } });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

async function read<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await subgraph.ask<T>(query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function write<T = object>(field: string, input: object, selection = '__typename'): Promise<T> {
  return (await read<Record<string, T>>(mutationDocument(field, selection), { input }))[field]!;
}

const LIST = `query ($filter: ModelFilter, $orderBy: [ModelOrder!], $first: Int!, $after: String) {
  models(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount nodes { ${NODE} } pageInfo { hasNextPage endCursor }
  }
}`;

interface Wanted {
  readonly filter?: object | null;
  readonly orderBy?: readonly { readonly field: string; readonly direction?: string }[] | null;
}

interface ListedPage {
  readonly totalCount: number;
  readonly nodes: readonly Listed[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What a list holds, read page by page. */
async function pages(wanted: Wanted, first = 7): Promise<Listed[]> {
  const nodes: Listed[] = [];
  for (let after: string | null = null; ; ) {
    const { models: page }: { models: ListedPage } = await read(LIST, { ...wanted, first, after });
    nodes.push(...page.nodes);
    after = page.pageInfo.endCursor;
    if (page.pageInfo.hasNextPage) continue;
    expect(page.totalCount).toBe(nodes.length);
    return nodes;
  }
}

/** SQL's LIKE without an escape character. */
function isLike(value: string, pattern: string, flags = ''): boolean {
  const source = [...pattern]
    .map((one) => (one === '%' ? '.*' : one === '_' ? '.' : one.replace(/[\\^$.*+?()[\]{}|/-]/gu, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`, `su${flags}`).test(value);
}

type Condition = { readonly key: string; readonly operator: string; readonly value?: string };
function meets({ tags }: Listed, { key, operator, value = '' }: Condition): boolean {
  const has = Object.hasOwn(tags, key);
  if (operator === 'IS_NULL') return !has;
  if (!has || operator === 'IS_NOT_NULL') return has;
  const tag = tags[key]!;
  if (operator === 'EQ') return tag === value;
  if (operator === 'NE') return tag !== value;
  return isLike(tag, value, operator === 'ILIKE' ? 'i' : '');
}

/** By code points, as the database compares bytes of UTF-8. */
function byCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

const VALUE: Readonly<Record<string, (model: Listed) => string>> = {
  DISPLAY_NAME: (model) => model.displayName,
  NAME: (model) => model.name,
  CREATED_AT: (model) => model.createdAt,
  UPDATED_AT: (model) => model.updatedAt,
};

test('the models that are not archived are listed newest first, by one statement a page', async () => {
  const active = all.filter(({ archivedAt }) => archivedAt === null);
  expect(active.length).toBeLessThan(all.length);
  expect(await pages({})).toEqual(active);
  expect(await pages({ filter: null, orderBy: [] })).toEqual(active);
  expect(await pages({ filter: {} })).toEqual(active);
  subgraph.statements();
  await read('{ models(first: 20) { nodes { name } } }');
  expect(subgraph.statements().filter((sql) => /FROM "?models"?\./.test(sql))).toHaveLength(1);
});

test('whatever is asked for, the list is what a plain evaluation of all models gives', async () => {
  const maybe = <T>(value: () => T) => (random() < 0.25 ? value() : undefined);
  for (let round = 0; round < 120; round++) {
    const namespace = maybe(() => pick(['x', 'x/y', 'z', '']));
    const displayName = random() < 0.05 ? pick(all).displayName : undefined;
    const displayNameLike = maybe(() => `%${text()}%`);
    const displayNameILike = maybe(() => `%${text().toLowerCase()}%`);
    const archived = pick(['ACTIVE', 'ARCHIVED', 'ALL', 'ALL']);
    const conditions: Condition[] = Array.from({ length: Math.floor(random() * 2.2) }, () => ({
      key: pick(['k', 'l', 'none']),
      operator: pick(['EQ', 'NE', 'LIKE', 'ILIKE', 'IS_NULL', 'IS_NOT_NULL']),
      value: pick([text(), `%${text()}%`]),
    }));
    const fields = Object.keys(VALUE).filter(() => random() < 0.4);
    const orderBy = fields.map((field) => ({ field, direction: pick(['ASC', 'DESC']) }));
    const filter = { namespace, displayName, displayNameLike, displayNameILike, archived, tags: conditions };
    const expected = all
      .filter(
        (model) =>
          (namespace === undefined || model.name.slice(0, Math.max(0, model.name.lastIndexOf('/'))) === namespace) &&
          (displayName === undefined || model.displayName === displayName) &&
          (displayNameLike === undefined || isLike(model.displayName, displayNameLike)) &&
          (displayNameILike === undefined || isLike(model.displayName, displayNameILike, 'i')) &&
          (archived === 'ALL' || (archived === 'ACTIVE') === (model.archivedAt === null)) &&
          conditions.every((condition) => meets(model, condition)),
      )
      // Stable: what is equal stays newest first.
      .toSorted((a, b) => {
        for (const { field, direction } of orderBy) {
          const compared = byCodePoints(VALUE[field]!(a), VALUE[field]!(b));
          if (compared !== 0) return direction === 'ASC' ? compared : -compared;
        }
        return 0;
      });
    const wanted = JSON.stringify({ filter, orderBy });
    expect(await pages({ filter, orderBy }, 1 + Math.floor(random() * 9)), wanted).toEqual(expected);
  }
});

test.each([
  ['an order that names a field twice', { orderBy: [{ field: 'NAME' }, { field: 'NAME', direction: 'DESC' }] }],
  ['a tag that is compared with nothing', { filter: { tags: [{ key: 'k' }] } }],
  ['a cursor of another order', { orderBy: [{ field: 'NAME' }], after: 'azE6eA' }],
])('%s is refused', async (_, wrong) => {
  const { errors } = await subgraph.ask(LIST, { first: 1, ...wrong });
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});
