import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { models } from '#subgraphs/models/index.js';
import { mutationDocument } from '../support/mutation-example.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(models);
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

async function refusal(field: string, input: object) {
  const { errors } = await subgraph.ask(mutationDocument(field, '__typename'), { input });
  return errors?.[0]?.extensions;
}

type Named = { readonly name: string; readonly displayName: string };
const create = (input: object) =>
  write<{ created: boolean; model: Named }>('createModel', input, 'created model { name displayName }');
const register = (model: string) => write('registerModelVersion', { model });
const rename = (model: string, displayName: string) => write('renameModel', { model, displayName });

/** The name of the model that is called so. */
async function nameOf(namespace: string, displayName: string): Promise<string | null> {
  const query = `query ($namespace: String!, $displayName: String!) {
    model: modelByDisplayName(namespace: $namespace, displayName: $displayName) { name }
  }`;
  const { model } = await read<{ model: Named | null }>(query, { namespace, displayName });
  return model?.name ?? null;
}

async function events(subject: string): Promise<[type: string, payload: object][]> {
  const rows = await subgraph.subgraph.database.manager.query<{ type: string; payload: object }[]>(
    'SELECT type, payload FROM ledger_event WHERE subject = $1 ORDER BY position',
    [subject],
  );
  return rows.map(({ type, payload }) => [type, payload]);
}

describe('createModel', () => {
  const input = {
    namespace: 'made',
    displayName: 'Übersicht / 模型 (neu)',
    description: 'Finds it.',
    tags: { team: 'risk' },
    owners: ['ann'],
    createdElsewhereAt: '2020-09-01T00:00:00.000Z',
    createdElsewhereBy: 'ben',
  };
  const named = { name: 'made/Ubersicht-neu', displayName: input.displayName };

  test('makes a model without a version, with all that is said of it, and once', async () => {
    const preview = 'query ($input: CreateModelInput!) { previewModel(input: $input) { created name displayName } }';
    expect(await read(preview, { input })).toEqual({ previewModel: { created: true, ...named } });
    expect(await create(input)).toEqual({ created: true, model: named });
    expect(await create(input)).toEqual({ created: false, model: named });
    expect(await read(preview, { input })).toEqual({ previewModel: { created: false, ...named } });
    const { model } = await read<{ model: { id: string } }>(
      `query ($name: String!) { model(name: $name) {
        id description tags owners createdBy createdElsewhereAt createdElsewhereBy archivedAt latest { ref }
        displayNames { displayName actor } versions { totalCount }
      } }`,
      named,
    );
    const { createdElsewhereAt, createdElsewhereBy, description, tags, owners, displayName } = input;
    expect(model).toEqual({
      id: expect.any(String),
      description,
      tags,
      owners,
      createdBy: 'anonymous',
      createdElsewhereAt,
      createdElsewhereBy,
      archivedAt: null,
      latest: null,
      displayNames: [{ displayName, actor: 'anonymous' }],
      versions: { totalCount: 0 },
    });
    const of = { id: model.id, kind: 'MODEL' };
    expect(await events(named.name)).toEqual([
      ['ModelCreated', { id: model.id, displayName, createdElsewhereAt, createdElsewhereBy }],
      ['DescriptionSet', { ...of, description }],
      ['TagsChanged', { ...of, set: tags, remove: [] }],
      ['OwnersSet', { ...of, owners }],
    ]);
  });

  test('of a name that has versions is that model, whatever else is given', async () => {
    await register('made/first');
    expect(await create({ name: 'made/first', displayName: 'Other', tags: { a: 'b' } })).toEqual({
      created: false,
      model: { name: 'made/first', displayName: 'made/first' },
    });
    expect((await events('made/first')).map(([type]) => type)).toEqual([]);
  });

  test('derives the first name that is free, and finds nothing but the namespace itself', async () => {
    await register('derived/a-b');
    await create({ name: 'derived/below/a b'.replace(' ', '-') });
    expect((await create({ namespace: 'derived', displayName: 'a b' })).model.name).toBe('derived/a-b-2');
    expect((await create({ namespace: 'derived', displayName: 'a+b' })).model.name).toBe('derived/a-b-3');
    expect((await create({ namespace: '', displayName: '模型' })).model.name).toBe('unnamed');
    expect(await nameOf('derived', 'derived/a-b')).toBe('derived/a-b');
    expect(await nameOf('derived', 'a-b')).toBeNull();
    expect(await nameOf('derived', 'a b')).toBe('derived/a-b-2');
    expect(await nameOf('derived', 'a-b-2')).toBeNull();
    expect(await nameOf('derived/below', 'derived/below/a-b')).toBe('derived/below/a-b');
    expect(await nameOf('derived', 'derived/below/a-b')).toBeNull();
    expect(await nameOf('', '模型')).toBe('unnamed');
    expect(await nameOf('', 'derived/a-b')).toBeNull();
  });

  test.each([
    ['neither', { displayName: 'a' }],
    ['both', { name: 'x/a', namespace: 'x', displayName: 'a' }],
    ['no name for people', { namespace: 'x' }],
  ])('refuses %s of name and namespace', async (_, wrong) => {
    expect(await refusal('createModel', wrong)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('of the same at once makes one, and of different ones that derive one name, one each', async () => {
    const same = await Promise.all(
      Array.from({ length: 8 }, () => create({ namespace: 'race', displayName: 'at once' })),
    );
    expect(same.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(same.map(({ model }) => model.name))).toEqual(new Set(['race/at-once']));
    const texts = ['at*once', 'at/once', 'at once!', 'at once?'];
    const others = await Promise.all(texts.map((displayName) => create({ namespace: 'race', displayName })));
    expect(others.map(({ model }) => model.name).sort()).toEqual([2, 3, 4, 5].map((n) => `race/at-once-${n}`));
  });
});

describe('renameModel', () => {
  test('changes what a model is called and nothing else, and what it was called is told', async () => {
    await register('renamed/m');
    const before = new Date().toISOString();
    expect(
      await write('renameModel', { model: 'renamed/m', displayName: 'M 2', reason: 'Better.' }, 'previous'),
    ).toEqual({ previous: 'renamed/m' });
    expect(await write('renameModel', { model: 'renamed/m', displayName: 'M 2' }, 'previous')).toEqual({
      previous: 'M 2',
    });
    await rename('renamed/m', 'M 3');
    const { model } = await read<{ model: object }>(
      `query ($before: DateTime!) { model(name: "renamed/m") {
        name displayName before: displayName(asOf: $before) displayNames { displayName } latest { ref }
      } }`,
      { before },
    );
    expect(model).toEqual({
      name: 'renamed/m',
      displayName: 'M 3',
      before: 'renamed/m',
      displayNames: [{ displayName: 'M 3' }, { displayName: 'M 2' }, { displayName: 'renamed/m' }],
      latest: { ref: 'renamed/m@1.0.0' },
    });
    expect(await Promise.all(['renamed/m', 'M 2', 'M 3'].map((text) => nameOf('renamed', text)))).toEqual([
      null,
      null,
      'renamed/m',
    ]);
    expect(await events('renamed/m')).toEqual([
      ['ModelRenamed', { id: expect.any(String), displayName: 'M 2', previous: 'renamed/m', reason: 'Better.' }],
      ['ModelRenamed', { id: expect.any(String), displayName: 'M 3', previous: 'M 2', reason: null }],
    ]);
  });

  test('is refused where another one of the namespace is called so, or it is not called as was expected', async () => {
    await create({ name: 'taken/a' });
    await create({ name: 'taken/b' });
    await create({ name: 'elsewhere/a' });
    expect(await refusal('renameModel', { model: 'taken/b', displayName: 'taken/a' })).toMatchObject({
      code: 'CONFLICT',
      existing: 'taken/a',
    });
    expect(await refusal('createModel', { name: 'taken/c', displayName: 'taken/a' })).toMatchObject({
      code: 'CONFLICT',
    });
    const expected = { model: 'taken/b', displayName: 'c', expected: 'a' };
    expect(await refusal('renameModel', expected)).toMatchObject({ code: 'CONFLICT', current: 'taken/b' });
    expect(await refusal('renameModel', { model: 'taken/none', displayName: 'x' })).toMatchObject({
      code: 'NOT_FOUND',
    });
    await rename('elsewhere/a', 'taken/b');
  });

  test('to the name of a model that is still to come makes that one called otherwise, and refuses nothing', async () => {
    await register('later/old');
    await rename('later/old', 'later/new');
    await register('later/new');
    expect(await nameOf('later', 'later/new')).toBe('later/old');
    expect(await nameOf('later', 'later/new-2')).toBe('later/new');
    expect((await create({ name: 'later/old-2', displayName: 'later/old' })).created).toBe(true);
  });

  test('of two at once to the same display name, one is refused', async () => {
    for (const name of ['both/a', 'both/b']) await create({ name });
    const refused = await Promise.all(
      ['both/a', 'both/b'].map((model) => refusal('renameModel', { model, displayName: 'c' })),
    );
    expect(refused.map((one) => one?.['code'])).toEqual(expect.arrayContaining([undefined, 'CONFLICT']));
  });
});

describe('archiveModel', () => {
  test('leaves all readable, gives up the display name, and is taken back where nobody took that', async () => {
    await register('archived/m');
    await rename('archived/m', 'M');
    expect(await write('archiveModel', { model: 'archived/m', reason: 'Old.' }, 'model { archivedAt }')).toEqual({
      model: { archivedAt: expect.any(String) },
    });
    await write('archiveModel', { model: 'archived/m' });
    expect(await nameOf('archived', 'M')).toBeNull();
    expect(await read('{ modelVersion(ref: "archived/m@latest") { ref } }')).toEqual({
      modelVersion: { ref: 'archived/m@1.0.0' },
    });
    expect(await write('restoreModel', { model: 'archived/m' }, 'model { archivedAt }')).toEqual({
      model: { archivedAt: null },
    });
    await write('restoreModel', { model: 'archived/m' });
    expect(await nameOf('archived', 'M')).toBe('archived/m');

    await write('archiveModel', { model: 'archived/m' });
    expect((await create({ namespace: 'archived', displayName: 'M' })).model.name).toBe('archived/M');
    expect(await refusal('restoreModel', { model: 'archived/m' })).toMatchObject({
      code: 'CONFLICT',
      existing: 'archived/M',
    });
    await rename('archived/m', 'the old one');
    await write('restoreModel', { model: 'archived/m' });
    expect(await nameOf('archived', 'the old one')).toBe('archived/m');
    expect((await events('archived/m')).map(([type]) => type)).toEqual([
      'ModelRenamed',
      'ModelArchived',
      'ModelRestored',
      'ModelArchived',
      'ModelRenamed',
      'ModelRestored',
    ]);
  });
});

test('a model changes with what is registered and said of it', async () => {
  const updatedAt = async () =>
    (await read<{ model: { updatedAt: string } }>('{ model(name: "updated/m") { updatedAt } }')).model.updatedAt;
  const steps: [string, object][] = [
    ['createModel', { name: 'updated/m' }],
    ['registerModelVersion', { model: 'updated/m' }],
    ['setTags', { of: 'updated/m', set: { a: 'b' } }],
    ['setAlias', { model: 'updated/m', alias: 'staging', version: '1.0.0' }],
    ['renameModel', { model: 'updated/m', displayName: 'M' }],
    ['archiveModel', { model: 'updated/m' }],
  ];
  const moments: string[] = [];
  for (const [field, input] of steps) {
    await write(field, input);
    moments.push(await updatedAt());
    await subgraph.subgraph.database.manager.query('SELECT pg_sleep(0.002)');
  }
  expect(moments).toEqual([...new Set(moments)].sort());
});
