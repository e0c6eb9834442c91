import { afterAll, beforeAll, expect, test } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { createRandom } from '../support/seeded-random.js';
import { createTestPeers } from '../support/test-peers.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

interface Known {
  readonly id: string;
  readonly name: string;
  displayName: string;
  readonly tags: Record<string, string>;
  isArchived: boolean;
  readonly createdAt: string;
  updatedAt: string;
}

const peers = createTestPeers();
const random = createRandom(21);
const oneOf = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
const NAMESPACES = ['list', 'list/below', 'other', ''];
const WORDS = ['Alpha', 'alpha', 'Ärger', '100%', 'a_b', 'a\\b', '検', 'Zoo', '🦊'];
const VALUES = ['1', 'one', 'One', '', '%'];

let subgraph: TestSubgraph;
const known: Known[] = [];
beforeAll(async () => {
  subgraph = await openTestSubgraph(experiments, peers.transportOf);
  for (let number = 0; number < 40; number++) known.push(await make(number));
});
afterAll(async () => {
  await subgraph[Symbol.asyncDispose]();
  await peers[Symbol.asyncDispose]();
});

async function ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await subgraph.ask<T>(query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function write(field: string, input: object): Promise<Known> {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const selection = 'experiment { id name displayName tags createdAt updatedAt }';
  const document = `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
  return (await ask<Record<string, { experiment: Known }>>(document, { input }))[field]!.experiment;
}

/** An experiment to which some things happened. */
async function make(number: number): Promise<Known> {
  const called = () => `${oneOf(WORDS)} ${number}`;
  const tags = Object.fromEntries(['a', 'b'].filter(() => random() < 0.6).map((key) => [key, oneOf(VALUES)]));
  let one = await write('createExperiment', { namespace: oneOf(NAMESPACES), displayName: called(), tags });
  const experiment = one.id;
  if (random() < 0.3) one = await write('renameExperiment', { experiment, displayName: called() });
  if (random() < 0.3) one = await write('setExperimentTags', { experiment, set: { a: oneOf(VALUES) }, remove: ['b'] });
  const isArchived = random() < 0.3;
  if (isArchived) one = await write('archiveExperiment', { experiment });
  if (isArchived && random() < 0.3) one = await write('restoreExperiment', { experiment });
  const { archivedAt } = (
    await ask<{ experiment: { archivedAt: string | null } }>(
      'query ($id: ID!) { experiment(id: $id) { archivedAt } }',
      { id: experiment },
    )
  ).experiment;
  return { ...one, isArchived: archivedAt !== null };
}

interface Filter {
  readonly namespace?: string;
  readonly displayName?: string;
  readonly displayNameLike?: string;
  readonly displayNameILike?: string;
  readonly tags?: readonly { readonly key: string; readonly operator: string; readonly value?: string }[];
  readonly archived?: 'ACTIVE' | 'ARCHIVED' | 'ALL';
}
interface Order {
  readonly field: 'DISPLAY_NAME' | 'NAME' | 'CREATED_AT' | 'UPDATED_AT';
  readonly direction: 'ASC' | 'DESC';
}

/** A pattern of LIKE as a regular expression. */
function like(pattern: string, flags = ''): RegExp {
  const literal = (character: string) => character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
  const parts = [...pattern].map((character) => ({ '%': '.*', _: '.' })[character] ?? literal(character));
  return new RegExp(`^${parts.join('')}$`, `su${flags}`);
}

const TAG_TESTS: Readonly<Record<string, (value: string | undefined, wanted: string) => boolean>> = {
  EQ: (value, wanted) => value === wanted,
  NE: (value, wanted) => value !== undefined && value !== wanted,
  LIKE: (value, wanted) => value !== undefined && like(wanted).test(value),
  ILIKE: (value, wanted) => value !== undefined && like(wanted, 'i').test(value),
  IS_NULL: (value) => value === undefined,
  IS_NOT_NULL: (value) => value !== undefined,
};

function meets(one: Known, filter: Filter): boolean {
  const namespace = one.name.slice(0, Math.max(0, one.name.lastIndexOf('/')));
  const { archived = 'ACTIVE', displayNameLike, displayNameILike } = filter;
  return (
    (filter.namespace === undefined || filter.namespace === namespace) &&
    (filter.displayName === undefined || filter.displayName === one.displayName) &&
    (displayNameLike === undefined || like(displayNameLike).test(one.displayName)) &&
    (displayNameILike === undefined || like(displayNameILike, 'i').test(one.displayName)) &&
    (filter.tags ?? []).every(({ key, operator, value = '' }) => TAG_TESTS[operator]!(one.tags[key], value)) &&
    (archived === 'ALL' || (archived === 'ARCHIVED') === one.isArchived)
  );
}

const KEYS: Readonly<Record<Order['field'], (one: Known) => string>> = {
  DISPLAY_NAME: (one) => Buffer.from(one.displayName).toString('hex'),
  NAME: (one) => one.name,
  CREATED_AT: (one) => one.createdAt,
  UPDATED_AT: (one) => one.updatedAt,
};

function inOrder(orderBy: readonly Order[]) {
  return (a: Known, b: Known): number => {
    for (const { field, direction } of orderBy) {
      const [one, other] = [KEYS[field](a), KEYS[field](b)];
      if (one !== other) return one < other === (direction === 'ASC') ? -1 : 1;
    }
    return a.id < b.id ? 1 : -1;
  };
}

const LIST = `query ($filter: ExperimentFilter, $orderBy: [ExperimentOrder!]!, $first: Int!, $after: String) {
  experiments(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    nodes { id } totalCount pageInfo { endCursor hasNextPage hasPreviousPage }
  }
}`;
interface Page {
  readonly nodes: readonly { readonly id: string }[];
  readonly totalCount: number;
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

/** Every page of a list, one behind the other. */
async function listed(filter: Filter | null, orderBy: readonly Order[], first: number): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const variables = { filter, orderBy, first, after };
    const page: Page = (await ask<{ experiments: Page }>(LIST, variables)).experiments;
    ids.push(...page.nodes.map(({ id }) => id));
    if (!page.pageInfo.hasNextPage) {
      expect(page.totalCount).toBe(ids.length);
      return ids;
    }
    after = page.pageInfo.endCursor;
  }
}

function randomFilter(): Filter {
  const sometimes = <T>(part: () => T): T | Record<string, never> => (random() < 0.3 ? part() : {});
  const patterns = ['%', 'al%', 'Al%', '%a%', '_l%', '%\\%', '%100%%', '', '%検%', '% 1_'];
  return {
    ...sometimes(() => ({ namespace: oneOf(NAMESPACES) })),
    ...sometimes(() => ({ displayName: oneOf(known).displayName })),
    ...sometimes(() => ({ displayNameLike: oneOf(patterns) })),
    ...sometimes(() => ({ displayNameILike: oneOf(patterns) })),
    ...sometimes(() => ({
      tags: [{ key: oneOf(['a', 'b', 'c']), operator: oneOf(Object.keys(TAG_TESTS)), value: oneOf(VALUES) }],
    })),
    ...sometimes(() => ({ archived: oneOf(['ACTIVE', 'ARCHIVED', 'ALL'] as const) })),
  };
}

test('random filters and orders list in pages what a plain evaluation finds', async () => {
  const fields = Object.keys(KEYS) as Order['field'][];
  let found = 0;
  for (let round = 0; round < 120; round++) {
    const filter = randomFilter();
    const orderBy = fields
      .filter(() => random() < 0.4)
      .map((field): Order => ({ field, direction: oneOf(['ASC', 'DESC'] as const) }));
    const wanted = known.filter((one) => meets(one, filter)).sort(inOrder(orderBy));
    const message = JSON.stringify({ filter, orderBy });
    expect(await listed(filter, orderBy, oneOf([3, 7, 100])), message).toEqual(wanted.map(({ id }) => id));
    found += wanted.length;
  }
  expect(found).toBeGreaterThan(400);
});

test('without a filter all are listed, archived ones too, newest first', async () => {
  expect(await listed(null, [], 7)).toEqual(known.toSorted(inOrder([])).map(({ id }) => id));
});

test('a cursor of another order, or of no order at all, is refused', async () => {
  const first = { filter: null, orderBy: [{ field: 'NAME', direction: 'ASC' }], first: 3 };
  const { experiments: page } = await ask<{ experiments: Page }>(LIST, first);
  const forged = Buffer.from(JSON.stringify(['o1', 'x', 'a'])).toString('base64url');
  for (const [orderBy, after] of [
    [[], page.pageInfo.endCursor],
    [[{ field: 'NAME', direction: 'DESC' }], page.pageInfo.endCursor],
    [first.orderBy, forged],
    [first.orderBy, 'x'],
  ]) {
    const { errors } = await subgraph.ask(LIST, { ...first, orderBy, after });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  }
});

test('a tag that is compared with nothing is refused', async () => {
  const filter = { tags: [{ key: 'a', operator: 'LIKE' }] };
  const { errors } = await subgraph.ask(LIST, { filter, orderBy: [], first: 3 });
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});
