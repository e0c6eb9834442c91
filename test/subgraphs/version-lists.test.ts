import { afterAll, beforeAll, expect, test } from 'vitest';
import { models } from '#subgraphs/models/index.js';
import { mutationDocument } from '../support/mutation-example.js';
import { createRandom } from '../support/seeded-random.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

interface Listed {
  readonly ref: string;
  readonly version: string;
  readonly externalVersion: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly status: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly model: { readonly name: string; readonly displayName: string; readonly archivedAt: string | null };
}

const NODE = 'ref version externalVersion createdAt updatedAt status tags model { name displayName archivedAt }';
const random = createRandom(20_261_201);
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
const NAMES = ['x/a', 'x/b', 'y/a', 'c'];

let subgraph: TestSubgraph;
/** Every version, newest first, as it says of itself. */
let all: readonly Listed[];
beforeAll(async () => {
  subgraph = await openTestSubgraph(models);
  for (let number = 0; number < 50; number++) {
    const tags = Object.fromEntries(['k', 'l'].filter(() => random() < 0.6).map((key) => [key, pick(['1', '2'])]));
    const input = {
      model: pick(NAMES),
      config: { number },
      tags,
      externalVersion: random() < 0.7 ? `${number}` : null,
    };
    const { modelVersion } = await write<{ modelVersion: { ref: string } }>(
      'registerModelVersion',
      input,
      'modelVersion { ref }',
    );
    const { ref } = modelVersion;
    if (random() < 0.3) await write('setTags', { of: ref, set: { k: pick(['1', '3']) }, remove: ['l'] });
    if (random() < 0.3) await write('setStatus', { modelVersion: ref, status: pick(['ARCHIVED', 'APPROVED']) });
  }
  await write('renameModel', { model: 'x/b', displayName: 'Ä' });
  await write('archiveModel', { model: 'c' });
  all = await pages({ filter: { models: { archived: 'ALL' } } });
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

const LIST = `query ($filter: ModelVersionFilter, $orderBy: [ModelVersionOrder!], $first: Int!, $after: String) {
  modelVersions(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
    totalCount nodes { ${NODE} } pageInfo { hasNextPage endCursor } } }`;

interface Page {
  readonly totalCount: number;
  readonly nodes: readonly Listed[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** What a list holds, read page by page. */
async function pages(wanted: object, first = 9): Promise<Listed[]> {
  const nodes: Listed[] = [];
  for (let after: string | null = null; ; ) {
    const { modelVersions }: { modelVersions: Page } = await read(LIST, { ...wanted, first, after });
    nodes.push(...modelVersions.nodes);
    after = modelVersions.pageInfo.endCursor;
    if (modelVersions.pageInfo.hasNextPage) continue;
    expect(modelVersions.totalCount).toBe(nodes.length);
    return nodes;
  }
}

/** How two versions stand to each other; what has no value is undefined and comes last. */
const COMPARED: Readonly<Record<string, (version: Listed) => string | number | undefined>> = {
  MODEL_DISPLAY_NAME: ({ model }) => model.displayName,
  EXTERNAL_VERSION: ({ externalVersion }) => (externalVersion === null ? undefined : Number(externalVersion)),
  CREATED_AT: ({ createdAt }) => createdAt,
  UPDATED_AT: ({ updatedAt }) => updatedAt,
};

function compare(a: Listed, b: Listed, field: string, direction: string): number {
  const [left, right] = [COMPARED[field]!(a), COMPARED[field]!(b)];
  if (left === right) return 0;
  if (left === undefined || right === undefined) return left === undefined ? 1 : -1;
  return left < right === (direction === 'ASC') ? -1 : 1;
}

test('whatever is asked for, the list is what a plain evaluation of all versions gives', async () => {
  const maybe = <T>(value: () => T) => (random() < 0.3 ? value() : undefined);
  expect(all).toHaveLength(50);
  for (let round = 0; round < 100; round++) {
    const model = maybe(() => pick(NAMES));
    const models = model === undefined ? maybe(() => ({ displayName: pick(['x/a', 'Ä', 'none']) })) : undefined;
    const numbered = maybe(() => random() < 0.5);
    const externalVersions = maybe(() => ['1', '2', '5', '8', '13', '21', '34', '45']);
    const statuses = maybe(() => pick([['ARCHIVED'], ['IN_REVIEW', 'APPROVED']]));
    const tags = maybe(() => [{ key: pick(['k', 'l']), operator: pick(['EQ', 'NE']), value: pick(['1', '2', '3']) }]);
    const [tag] = tags ?? [];
    const orderBy = Object.keys(COMPARED)
      .filter(() => random() < 0.4)
      .map((field) => ({ field, direction: pick(['ASC', 'DESC']) }));
    const filter = { model, models, numbered, externalVersions, statuses, tags };
    const expected = all
      .filter(
        (version) =>
          (model === undefined ? version.model.archivedAt === null : version.model.name === model) &&
          (models === undefined || version.model.displayName === models.displayName) &&
          (numbered === undefined || (version.externalVersion !== null) === numbered) &&
          (externalVersions === undefined || externalVersions.includes(version.externalVersion ?? '')) &&
          (statuses === undefined || statuses.includes(version.status)) &&
          (tag === undefined ||
            (version.tags[tag.key] !== undefined && (version.tags[tag.key] === tag.value) === (tag.operator === 'EQ'))),
      )
      // Stable: what is equal stays newest first.
      .toSorted((a, b) => orderBy.reduce((found, { field, direction }) => found || compare(a, b, field, direction), 0));
    expect(await pages({ filter, orderBy }), JSON.stringify({ filter, orderBy })).toEqual(expected);
  }
});

test('a version of a model is found by whatever stands behind the @ of a ref', async () => {
  await write('setAlias', { model: 'x/a', alias: 'best', version: await versionOf('latest') });
  for (const selector of ['latest', 'best', all.find(({ ref }) => ref.startsWith('x/a@'))!.version])
    expect(await versionOf(selector)).toMatch(/^\d+\.\d+\.\d+$/);
  const numbered = all.find(({ ref, externalVersion }) => ref.startsWith('x/a@') && externalVersion !== null)!;
  expect(await versionOf(numbered.externalVersion!)).toBe(numbered.version);
  expect(await versionOf('999')).toBeUndefined();
});

async function versionOf(selector: string): Promise<string> {
  const { model } = await read<{ model: { version: { version: string } } }>(
    'query ($selector: String!) { model(name: "x/a") { version(selector: $selector) { version } } }',
    { selector },
  );
  return model.version?.version;
}

test('a version says when something was noted beside it', async () => {
  const { ref, updatedAt } = all.at(-1)!;
  await write('setDescription', { of: ref, description: 'new' });
  const { modelVersion } = await read<{ modelVersion: Listed }>(
    'query ($ref: String!) { modelVersion(ref: $ref) { updatedAt } }',
    { ref },
  );
  expect(modelVersion.updatedAt > updatedAt).toBe(true);
});
