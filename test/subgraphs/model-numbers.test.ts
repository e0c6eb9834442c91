import { afterAll, beforeAll, expect, test } from 'vitest';
import { models } from '#subgraphs/models/index.js';
import { mutationDocument } from '../support/mutation-example.js';
import { createRandom } from '../support/seeded-random.js';
import { openTestSubgraph, type TestSubgraph } from '../support/test-subgraph.js';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(models);
});
afterAll(() => subgraph[Symbol.asyncDispose]());

interface Registered {
  readonly created: boolean;
  readonly bump: { readonly level: string; readonly reasons: readonly string[] };
  readonly modelVersion: {
    readonly version: string;
    readonly externalVersion: string | null;
    readonly digest: string;
    readonly manifest: Record<string, unknown>;
  };
}

const REGISTER = mutationDocument(
  'registerModelVersion',
  'created bump { level reasons } modelVersion { version externalVersion digest manifest }',
);

async function register(input: object): Promise<Registered> {
  const { data, errors } = await subgraph.ask<{ registerModelVersion: Registered }>(REGISTER, { input });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data.registerModelVersion;
}

async function refusal(input: object, document = REGISTER) {
  return (await subgraph.ask(document, { input })).errors?.[0]?.extensions;
}

/** The version that a ref selects. */
async function selected(ref: string): Promise<string | null> {
  const query = 'query ($ref: String!) { modelVersion(ref: $ref) { version } }';
  const { data } = await subgraph.ask<{ modelVersion: { version: string } | null }>(query, { ref });
  return data.modelVersion?.version ?? null;
}

test('content under two external numbers is a version each, found by its number, sent again or not', async () => {
  const content = { model: 'numbers/m', config: { depth: 3 } };
  const first = await register({ ...content, externalVersion: '1' });
  const second = await register({ ...content, externalVersion: '2', tags: { of: 'two' } });
  const third = await register({ ...content, externalVersion: '3' });
  expect([first, second, third].map(({ created, modelVersion }) => [created, modelVersion.version])).toEqual([
    [true, '1.0.0'],
    [true, '1.0.1'],
    [true, '1.0.2'],
  ]);
  expect(second.bump).toEqual({ level: 'PATCH', reasons: ['it is the same content under another external number'] });
  expect([first, second, third].map(({ modelVersion }) => modelVersion.manifest['externalVersion'])).toEqual([
    undefined,
    '2',
    '3',
  ]);
  for (const [externalVersion, version] of [
    ['1', '1.0.0'],
    ['2', '1.0.1'],
    ['3', '1.0.2'],
  ]) {
    const again = await register({ ...content, externalVersion });
    expect([again.created, again.modelVersion.version]).toEqual([false, version]);
    expect(await selected(`numbers/m@${externalVersion}`)).toBe(version);
  }
  // Without a number it is the first.
  expect((await register(content)).modelVersion.version).toBe('1.0.0');
});

test('content that was registered without an external number gets it in a version of its own', async () => {
  const content = { model: 'numbers/late', config: 1 };
  await register(content);
  const numbered = await register({ ...content, externalVersion: '7' });
  expect([numbered.created, numbered.modelVersion.version, numbered.modelVersion.externalVersion]).toEqual([
    true,
    '1.0.1',
    '7',
  ]);
  expect((await register({ ...content, externalVersion: '7' })).created).toBe(false);
});

test('an external number that is taken by other content is a conflict that names its version', async () => {
  await register({ model: 'numbers/taken', config: 1, externalVersion: '5' });
  const other = { model: 'numbers/taken', config: 2, externalVersion: '5' };
  expect(await refusal(other)).toMatchObject({
    code: 'CONFLICT',
    existing: 'numbers/taken@1.0.0',
    existingVersion: '1.0.0',
  });
  const same = { model: 'numbers/taken', config: 1, externalVersion: '5', version: '3.0.0' };
  expect(await refusal(same)).toMatchObject({ code: 'CONFLICT', existingVersion: '1.0.0' });
  expect((await register({ ...same, externalVersion: '6' })).modelVersion.version).toBe('3.0.0');
});

test('of the same content under the same number at once one is made, and under different ones one each', async () => {
  const send = (externalVersion: string) => register({ model: 'numbers/race', config: 1, externalVersion });
  const same = await Promise.all(Array.from({ length: 6 }, () => send('1')));
  expect(same.filter(({ created }) => created)).toHaveLength(1);
  const others = await Promise.all(['2', '3', '4', '5', '6'].map(send));
  expect(new Set(others.map(({ modelVersion }) => modelVersion.version)).size).toBe(5);
});

test('an older line goes on beside the highest version, which stays the latest, and lists are in the order of SemVer', async () => {
  const model = 'lines/m';
  const content = (architecture: string, config: number) => ({ model, architecture, config });
  await register({ ...content('trees', 1), version: '1.4.0' });
  await register({ ...content('nets', 1), version: '2.0.0' });
  const hotfix = await register({ ...content('trees', 2), version: '1.4.1' });
  expect(hotfix).toMatchObject({ created: true, bump: { level: 'PATCH', reasons: ['the configuration changed'] } });
  await register({ ...content('trees', 3), version: '1.5.0' });
  await register({ ...content('nets', 2), version: '2.0.0+cpu' });
  expect(await refusal({ ...content('nets', 3), version: '1.5.1' })).toMatchObject({
    code: 'VERSION_TOO_LOW',
    highest: '2.0.0+cpu',
  });
  expect(await selected(`${model}@latest`)).toBe('2.0.0+cpu');
  expect(await selected(`${model}@2.0.0`)).toBe('2.0.0');
  expect((await register(content('nets', 4))).modelVersion.version).toBe('2.0.1');

  const inOrder = ['2.0.1', '2.0.0+cpu', '2.0.0', '1.5.0', '1.4.1', '1.4.0'];
  type Page = { nodes: { version: string }[]; pageInfo: { endCursor: string } };
  const listed: string[] = [];
  for (let after: string | null = null; listed.length < inOrder.length; ) {
    const query = `query ($model: String!, $after: String) { model(name: $model) {
      versions(first: 2, after: $after) { nodes { version } pageInfo { endCursor } }
    } }`;
    const { data }: { data: { model: { versions: Page } } } = await subgraph.ask(query, { model, after });
    listed.push(...data.model.versions.nodes.map(({ version }) => version));
    after = data.model.versions.pageInfo.endCursor;
  }
  expect(listed).toEqual(inOrder);
  const { data } = await subgraph.ask<{ model: { versionTable: { nodes: { version: string }[] } } }>(
    'query ($model: String!) { model(name: $model) { versionTable(first: 10) { nodes { version } } } }',
    { model },
  );
  expect(data.model.versionTable.nodes.map(({ version }) => version)).toEqual(inOrder);
});

test('an alias may begin with a digit; what reads as a number or a version is none', async () => {
  await register({ model: 'aliases/m', externalVersion: '2024' });
  const set = mutationDocument('setAlias', '__typename');
  for (const alias of ['2024-best', '_x', '3rd']) {
    const input = { model: 'aliases/m', alias, version: '1.0.0' };
    expect(await refusal(input, set)).toBeUndefined();
    expect(await selected(`aliases/m@${alias}`)).toBe('1.0.0');
  }
  for (const alias of ['2024', '1.0.0', '1.0.0+cpu', '1.0', 'latest']) {
    const input = { model: 'aliases/m', alias, version: '1.0.0' };
    expect((await refusal(input, set))?.code).toBe('BAD_USER_INPUT');
  }
});

test('whatever is registered in whatever order under whatever number, each number finds the content that was given with it', async () => {
  const random = createRandom(7);
  const model = 'numbers/random';
  const contentOf = new Map<string, number>();
  for (let step = 0; step < 150; step++) {
    const config = Math.floor(random() * 4);
    const externalVersion = random() < 0.8 ? String(Math.floor(random() * 12)) : undefined;
    const input = { model, config, ...(externalVersion === undefined ? {} : { externalVersion }) };
    const known = externalVersion === undefined ? undefined : contentOf.get(externalVersion);
    if (known !== undefined && known !== config) {
      expect(await refusal(input)).toMatchObject({ code: 'CONFLICT' });
      continue;
    }
    const { created, modelVersion } = await register(input);
    if (externalVersion === undefined) continue;
    expect(created).toBe(known === undefined);
    expect(modelVersion.externalVersion).toBe(externalVersion);
    contentOf.set(externalVersion, config);
    for (const [number, content] of contentOf) {
      const query = 'query ($ref: String!) { modelVersion(ref: $ref) { config externalVersion } }';
      const { data } = await subgraph.ask(query, { ref: `${model}@${number}` });
      expect(data).toEqual({ modelVersion: { config: content, externalVersion: number } });
    }
  }
});
