import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readEvents } from '#platform/ledger/read-events.js';
import { datasets } from '#subgraphs/datasets/index.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

const FIELDS = 'id ref version digest manifest derivedFrom { ref }';
const REGISTER = `mutation ($input: RegisterDatasetVersionInput!) {
  registerDatasetVersion(input: $input) { created bump { level reasons } datasetVersion { ${FIELDS} } }
}`;
const BY_REF = `query ($ref: String!) { datasetVersion(ref: $ref) { ${FIELDS} } }`;

const digestOf = (words: string) => `sha256:${createHash('sha256').update(words).digest('hex')}`;
const pinned = { path: 'a.parquet', uri: 's3://acme/a.parquet', digest: digestOf('a'), sizeBytes: 1024 };
const unpinned = { path: 'b.csv', uri: 's3://acme/b.csv' };
const amount = { name: 'amount', type: 'double', nullable: false };
const note = { name: 'note', type: 'string', nullable: true };
const BASE = {
  dataset: 'acme/sales',
  files: [pinned, unpinned],
  schema: [amount, note],
  rowCount: 100,
  license: 'CC0-1.0',
  statistics: { mean: 1 },
  splits: [{ name: 'train', rowCount: 80, files: ['*.parquet'] }],
  derivedFrom: ['acme/raw@1.0.0'],
};

const SAID = ['only what is said about the data changed'];
const GONE = ['the column note is gone'];

describe('the version number follows what a reader of the data meets', () => {
  test.each([
    ['a column that is gone', { schema: [amount] }, 'MAJOR', GONE],
    ['a renamed column', { schema: [amount, { ...note, name: 'remark' }] }, 'MAJOR', GONE],
    [
      'a column of another type',
      { schema: [{ ...amount, type: 'decimal' }, note] },
      'MAJOR',
      ['the column amount went from double to decimal'],
    ],
    [
      'a column that may be null now',
      { schema: [{ ...amount, nullable: true }, note] },
      'MAJOR',
      ['the column amount may be null now'],
    ],
    [
      'another dataset it is derived from',
      { derivedFrom: ['acme/raw@1.0.0', 'acme/other@1.0.0'] },
      'MAJOR',
      ['it is derived from acme/other, which the version before was not'],
    ],
    ['no dataset it is derived from', { derivedFrom: [] }, 'MAJOR', ['it is no longer derived from acme/raw']],
    ['a broken column beside other rows', { schema: [amount], rowCount: 101 }, 'MAJOR', GONE],
    ['other rows', { rowCount: 101 }, 'MINOR', ['the rows went from 100 to 101']],
    ['another file', { files: [{ ...pinned, digest: digestOf('b') }, unpinned] }, 'MINOR', ['the files changed']],
    ['a file less', { files: [pinned] }, 'MINOR', ['the files changed']],
    [
      'a column more',
      { schema: [amount, note, { name: 'day', type: 'date', nullable: false }] },
      'MINOR',
      ['the column day was added'],
    ],
    ['another licence', { license: 'MIT' }, 'PATCH', SAID],
    ['other statistics', { statistics: { mean: 2 } }, 'PATCH', SAID],
    ['other splits', { splits: [] }, 'PATCH', SAID],
    ['another version of the same source', { derivedFrom: ['acme/raw@1.1.0'] }, 'PATCH', SAID],
    ['a column that is no longer null', { schema: [amount, { ...note, nullable: false }] }, 'PATCH', SAID],
  ] as const)('%s', async (_, change, level, reasons) => {
    await using subgraph = await openWithSources();
    await register(subgraph, BASE);
    const { created, bump, datasetVersion } = await register(subgraph, { ...BASE, ...change });
    const version = { MAJOR: '2.0.0', MINOR: '1.1.0', PATCH: '1.0.1' }[level];
    expect({ created, bump, version: datasetVersion.version }).toEqual({
      created: true,
      bump: { level, reasons },
      version,
    });
  });

  test('a description or a source alone is no new version', async () => {
    await using subgraph = await openWithSources();
    const { datasetVersion } = await register(subgraph, BASE);
    const again = await register(subgraph, { ...BASE, description: 'Sales.', source: 'https://acme.example/sales' });
    expect(again).toMatchObject({ created: false, datasetVersion: { id: datasetVersion.id } });
  });
});

describe('what is refused', () => {
  test.each([
    ['two files of one path', { files: [pinned, { ...unpinned, path: pinned.path }] }, /files .*"a\.parquet"/],
    ['two columns of one name', { schema: [amount, { ...note, name: 'amount' }] }, /schema .*"amount"/],
    ['two splits of one name', { splits: [{ name: 'train' }, { name: 'train' }] }, /splits .*"train"/],
    [
      'one source under two spellings',
      { derivedFrom: ['acme/raw@1.1.0', 'acme/raw@latest'] },
      /derivedFrom .*"acme\/raw@1\.1\.0"/,
    ],
    ['a digest that is none', { files: [{ ...pinned, digest: 'md5:12' }] }, /files\[0\]\.digest .*sha256:/],
    [
      'a size below zero',
      { files: [pinned, { ...unpinned, sizeBytes: -1 }] },
      /files\[1\]\.sizeBytes|sizeBytes must not be negative/,
    ],
    ['rows below zero', { rowCount: -1 }, /rowCount must not be negative/],
    ['a source that is no ref', { derivedFrom: ['acme/raw'] }, /Expected a ref .*"acme\/raw"/],
    [
      'more than 10,000 files',
      { files: Array.from({ length: 10_001 }, (_, index) => ({ path: `${index}`, uri: `s3://acme/${index}` })) },
      /files .*10000/,
    ],
  ])('%s is BAD_USER_INPUT, and nothing is written', async (_, change, sentence) => {
    await using subgraph = await openWithSources();
    const before = await eventsOf(subgraph);
    const answer = await subgraph.ask(REGISTER, { input: { ...BASE, ...change } });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringMatching(sentence),
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(await eventsOf(subgraph)).toEqual(before);
    expect(await subgraph.ask('{ dataset(name: "acme/sales") { id } }')).toEqual({ data: { dataset: null } });
  });

  test('sources that do not exist are REFERENCE_NOT_FOUND, all of them named, and nothing is written', async () => {
    await using subgraph = await openWithSources();
    const before = await eventsOf(subgraph);
    const missing = ['acme/raw@9.9.9', 'acme/nowhere@latest', `acme/raw@${digestOf('nothing')}`];
    const [first, ...others] = missing;
    const input = { ...BASE, derivedFrom: [first, 'acme/raw@1.0.0', ...others] };
    const answer = await subgraph.ask(REGISTER, { input });
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining(missing.map((ref) => JSON.stringify(ref)).join(', ')),
      extensions: { code: 'REFERENCE_NOT_FOUND', missing, type: 'DatasetVersion' },
    });
    expect(await eventsOf(subgraph)).toEqual(before);
    expect(await subgraph.ask('{ dataset(name: "acme/sales") { id } }')).toEqual({ data: { dataset: null } });
  });

  test('ten thousand files are taken', async () => {
    await using subgraph = await openTestSubgraph(datasets);
    const files = Array.from({ length: 10_000 }, (_, index) => ({ path: `${index}`, uri: `s3://acme/${index}` }));
    const { datasetVersion } = await register(subgraph, { dataset: 'acme/many', files });
    expect(datasetVersion.manifest.files).toHaveLength(10_000);
  });
});

describe('the manifest holds what a file is, and where it lies only where nothing else says what it is', () => {
  test('a file with a digest may move: it is the same version, and its first place stays', async () => {
    await using subgraph = await openTestSubgraph(datasets);
    const first = await register(subgraph, { dataset: 'acme/a', files: [pinned] });
    const moved = await register(subgraph, { dataset: 'acme/a', files: [{ ...pinned, uri: 'gs://elsewhere/a' }] });
    expect(first.datasetVersion.manifest.files).toEqual([
      { path: pinned.path, digest: pinned.digest, sizeBytes: 1024, mediaType: null },
    ]);
    expect(moved).toMatchObject({ created: false, datasetVersion: { id: first.datasetVersion.id } });
    const { data } = await subgraph.ask('{ datasetVersion(ref: "acme/a@1.0.0") { files { path uri digest } } }');
    expect(data).toEqual({
      datasetVersion: { files: [{ path: pinned.path, uri: pinned.uri, digest: pinned.digest }] },
    });
  });

  test('a file without a digest is its place: elsewhere it is another version', async () => {
    await using subgraph = await openTestSubgraph(datasets);
    const first = await register(subgraph, { dataset: 'acme/b', files: [unpinned] });
    const moved = await register(subgraph, { dataset: 'acme/b', files: [{ ...unpinned, uri: 'gs://elsewhere/b' }] });
    expect(first.datasetVersion.manifest.files).toEqual([
      { ...unpinned, digest: null, sizeBytes: null, mediaType: null },
    ]);
    expect(moved).toMatchObject({ created: true, datasetVersion: { version: '1.1.0' } });
  });

  test('the order in which files and sources are listed does not count; that of columns does', async () => {
    await using subgraph = await openWithSources();
    const input = { ...BASE, derivedFrom: ['acme/other@1.0.0', 'acme/raw@1.0.0'] };
    const { datasetVersion } = await register(subgraph, input);
    const shuffled = { ...input, files: input.files.toReversed(), derivedFrom: input.derivedFrom.toReversed() };
    expect(await register(subgraph, shuffled)).toMatchObject({ created: false, datasetVersion });
    const columns = await register(subgraph, { ...input, schema: input.schema.toReversed() });
    expect(columns).toMatchObject({ created: true, bump: { level: 'PATCH' } });
  });
});

describe('where data come from', () => {
  test('sources are found by any selector and answered in the order given; the manifest has them by digest', async () => {
    await using subgraph = await openWithSources();
    const other = await subgraph.ask<{ datasetVersion: Version }>(BY_REF, { ref: 'acme/other@1.0.0' });
    const derivedFrom = ['acme/raw@latest', `acme/other@${other.data.datasetVersion.digest}`, 'acme/raw@1.0.0'];
    const { datasetVersion } = await register(subgraph, { ...BASE, derivedFrom });

    const refs = ['acme/raw@1.1.0', 'acme/other@1.0.0', 'acme/raw@1.0.0'];
    const stored = await subgraph.ask<{ datasetVersion: Version }>(BY_REF, { ref: 'acme/sales@1.0.0' });
    expect(stored.data.datasetVersion.derivedFrom).toEqual(refs.map((ref) => ({ ref })));
    const pins = datasetVersion.manifest.derivedFrom;
    expect(pins.map(({ ref }) => ref).sort()).toEqual(refs.toSorted());
    expect(pins.map(({ digest }) => digest)).toEqual(pins.map(({ digest }) => digest).sort());
  });

  test('derivatives pages over what was made from a version, newest first', async () => {
    await using subgraph = await openWithSources();
    for (const rowCount of [1, 2, 3]) await register(subgraph, { ...BASE, rowCount });
    const page = `query ($after: String) { datasetVersion(ref: "acme/raw@1.0.0") { derivatives(first: 2, after: $after) {
      totalCount nodes { ref } pageInfo { hasNextPage endCursor } } } }`;
    type Page = { datasetVersion: { derivatives: { pageInfo: { endCursor: string } } } };
    const first = await subgraph.ask<Page>(page);
    expect(first.data.datasetVersion.derivatives).toMatchObject({
      totalCount: 3,
      nodes: [{ ref: 'acme/sales@1.2.0' }, { ref: 'acme/sales@1.1.0' }],
      pageInfo: { hasNextPage: true },
    });
    const second = await subgraph.ask<Page>(page, { after: first.data.datasetVersion.derivatives.pageInfo.endCursor });
    expect(second.data.datasetVersion.derivatives).toMatchObject({
      totalCount: 3,
      nodes: [{ ref: 'acme/sales@1.0.0' }],
      pageInfo: { hasNextPage: false },
    });
  });

  test('the ledger says what a version was derived from', async () => {
    await using subgraph = await openWithSources();
    const { datasetVersion } = await register(subgraph, { ...BASE, description: 'Sales.' });
    const raw = await subgraph.ask<{ datasetVersion: Version }>(BY_REF, { ref: 'acme/raw@1.0.0' });
    const { id, ref, digest, manifest } = datasetVersion;
    expect((await eventsOf(subgraph)).at(-1)).toMatchObject({
      type: 'DatasetVersionRegistered',
      subject: ref,
      actor: 'anonymous',
      payload: {
        id,
        digest,
        manifest,
        description: 'Sales.',
        bump: { level: 'INITIAL' },
        lineage: {
          node: { kind: 'DATASET_VERSION', id, ref },
          upstream: [
            {
              kind: 'DATASET_VERSION',
              id: raw.data.datasetVersion.id,
              ref: 'acme/raw@1.0.0',
              relation: 'DERIVED_FROM',
            },
          ],
        },
      },
    });
  });
});

test('a page of versions with their datasets and sources is four SQL statements, however many there are', async () => {
  await using subgraph = await openWithSources();
  const query = `query ($first: Int!) { dataset(name: "acme/sales") { versions(first: $first) { nodes { ref dataset { name } derivedFrom { ref } } } } }`;
  for (const rowCount of [1, 2, 3, 4]) await register(subgraph, { ...BASE, rowCount });
  for (const first of [1, 4]) {
    subgraph.statements();
    const { data } = await subgraph.ask<{ dataset: { versions: { nodes: unknown[] } } }>(query, { first });
    expect(data.dataset.versions.nodes).toHaveLength(first);
    // The dataset by name, the page, datasets by id, sources by id.
    expect(subgraph.statements(), `${first} of a page`).toHaveLength(4);
  }
});

interface Version {
  readonly id: string;
  readonly ref: string;
  readonly version: string;
  readonly digest: string;
  readonly manifest: {
    readonly files: readonly object[];
    readonly derivedFrom: readonly { readonly ref: string; readonly digest: string }[];
  };
  readonly derivedFrom: readonly { readonly ref: string }[];
}

interface Registration {
  readonly created: boolean;
  readonly bump: { readonly level: string; readonly reasons: readonly string[] };
  readonly datasetVersion: Version;
}

/** The subgraph with what tests derive from: `acme/raw` 1.0.0 and 1.1.0, `acme/other` 1.0.0. */
async function openWithSources(): Promise<TestSubgraph> {
  const subgraph = await openTestSubgraph(datasets);
  await register(subgraph, { dataset: 'acme/raw', rowCount: 1 });
  await register(subgraph, { dataset: 'acme/raw', rowCount: 2 });
  await register(subgraph, { dataset: 'acme/other', rowCount: 3 });
  return subgraph;
}

async function register(subgraph: TestSubgraph, input: object): Promise<Registration> {
  const { data, errors } = await subgraph.ask<{ registerDatasetVersion: Registration }>(REGISTER, { input });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.registerDatasetVersion;
}

function eventsOf({ subgraph }: TestSubgraph) {
  return readEvents(subgraph.database.manager, 0, 1_000);
}
