import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshFolder, type RunningCommand, startCommand } from '../../support/running-command.js';

const TOKEN = 'a-token-that-only-ann-has';
const BEN = 'a-token-that-only-ben-has';

let product: RunningCommand;

beforeAll(async () => {
  product = await startCommand(['start', '--empty'], freshFolder(), {
    PEDIGRAPH_TOKENS: `ann=${TOKEN},ben:CONTRIBUTOR=${BEN}`,
  });
}, 120_000);

afterAll(() => product[Symbol.asyncDispose]());

const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Sends as MLflow's client does; its code and status stand for a refusal. */
// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
async function send(method: Method, path: string, fields: object = {}, token = TOKEN): Promise<any> {
  const query = new URLSearchParams();
  if (method === 'GET')
    for (const [key, value] of Object.entries(fields)) for (const one of [value].flat()) query.append(key, String(one));
  const body = method === 'GET' ? {} : { body: JSON.stringify(fields) };
  const url = `${product.url}/mlflow/api/2.0/mlflow/${path}?${query}`;
  const answer = await fetch(url, { method, headers: headersOf(token), ...body });
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
  const message = (await answer.json()) as any;
  return answer.ok ? message : `${answer.status} ${message.error_code}`;
}

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
async function ask(query: string, variables: object = {}): Promise<any> {
  const body = JSON.stringify({ query, variables });
  const answer = await fetch(`${product.url}/graphql`, { method: 'POST', headers: headersOf(TOKEN), body });
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
  const { data, errors } = (await answer.json()) as any;
  expect(errors).toBeUndefined();
  return data;
}

const idOf = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
const createModel = (name: string, more: object = {}) => send('POST', 'registered-models/create', { name, ...more });
const getModel = async (name: string) => (await send('GET', 'registered-models/get', { name })).registered_model;
const getVersion = async (name: string, version: number) =>
  (await send('GET', 'model-versions/get', { name, version })).model_version;
/** Registers a version of a model that lies in a bucket; `of` tells contents apart. */
const createVersion = (name: string, of = 'model', more: object = {}) =>
  send('POST', 'model-versions/create', { name, source: `s3://bucket/${of}`, ...more });
const versionsOf = async (filter: string, more: object = {}) => {
  const found = await send('GET', 'model-versions/search', { filter, ...more });
  return found.model_versions.map(({ name, version }: { name: string; version: string }) => `${name}/${version}`);
};

/** A run that has ended, with the files of a model, and its id. */
async function trainedRun(end = true): Promise<string> {
  const { run } = await send('POST', 'runs/create', {
    start_time: 1_700_000_000_000,
    tags: [{ key: 'mlflow.source.git.commit', value: 'a'.repeat(40) }],
  });
  const { run_id, artifact_uri } = run.info;
  const at = `${product.url}/mlflow/api/2.0/mlflow-artifacts/artifacts/${artifact_uri.slice('mlflow-artifacts:/'.length)}`;
  const files = {
    MLmodel: 'flavors:\n  sklearn: {}\n  python_function: {python_version: 3.11.7}\n',
    'requirements.txt': 'scikit-learn==1.5.0\nnumpy==2.1.0\n',
    'model.pkl': 'bytes',
  };
  for (const [file, body] of Object.entries(files))
    expect((await fetch(`${at}/model/${file}`, { method: 'PUT', headers: headersOf(TOKEN), body })).status).toBe(200);
  if (end) await send('POST', 'runs/update', { run_id, status: 'FINISHED' });
  return run_id;
}

const SEALED = `query ($displayName: String!, $number: String!) { modelByDisplayName(namespace: "mlflow", displayName: $displayName) {
  name version(selector: $number) { version externalVersion manifest run { id } runAttachment { actor } code { commit }
    environment { ref packages { name version } runtime { version } } artifacts { path digest } config status } } }`;
const sealed = async (displayName: string, number: number) =>
  (await ask(SEALED, { displayName, number: String(number) })).modelByDisplayName.version;

test('a model of any name is made once, found, renamed, described and tagged, and its name is free when it is deleted', async () => {
  const name = 'Größe モデル';
  const { registered_model } = await createModel(name, { description: 'd', tags: [{ key: 'team', value: 'risk' }] });
  expect(registered_model).toMatchObject({ name, description: 'd', latest_versions: [], aliases: [] });
  expect(await createModel(name)).toBe('400 RESOURCE_ALREADY_EXISTS');
  expect(await createModel('a/b')).toBe('400 INVALID_PARAMETER_VALUE');
  await send('PATCH', 'registered-models/update', { name, description: 'new' });
  await send('POST', 'registered-models/set-tag', { name, key: 'k', value: 'v' });
  await send('DELETE', 'registered-models/delete-tag', { name, key: 'team' });
  await createVersion(name);
  await send('POST', 'registered-models/rename', { name, new_name: 'G' });
  expect(await send('GET', 'registered-models/get', { name })).toBe('404 RESOURCE_DOES_NOT_EXIST');
  expect(await getModel('G')).toMatchObject({ description: 'new', tags: [{ key: 'k', value: 'v' }] });
  expect((await getVersion('G', 1)).name).toBe('G');
  await createModel('H');
  expect(await send('POST', 'registered-models/rename', { name: 'H', new_name: 'G' })).toBe(
    '400 RESOURCE_ALREADY_EXISTS',
  );
  await send('DELETE', 'registered-models/delete', { name: 'G' });
  expect(await send('GET', 'model-versions/get', { name: 'G', version: 1 })).toBe('404 RESOURCE_DOES_NOT_EXIST');
  await createModel('G');
  expect((await createVersion('G')).model_version.version).toBe('1');
});

test('a version pins its run, code, environment and files, and says whether it can be made again', async () => {
  const run_id = await trainedRun();
  await createModel('pinned');
  const source = `runs:/${run_id}/model`;
  const { model_version } = await send('POST', 'model-versions/create', { name: 'pinned', source, run_id });
  expect(model_version).toMatchObject({
    ...{ name: 'pinned', version: '1', source, run_id, status: 'READY', current_stage: 'None', aliases: [] },
    tags: [{ key: 'pedigraph.reproducibility', value: 'NOT_REPRODUCIBLE' }],
  });
  expect(await getVersion('pinned', 1)).toEqual(model_version);
  const version = await sealed('pinned', 1);
  expect(version).toMatchObject({
    version: '1.0.0',
    run: { id: idOf(run_id) },
    runAttachment: null,
    code: { commit: 'a'.repeat(40) },
    environment: { runtime: { version: '3.11.7' } },
    config: { flavors: ['python_function', 'sklearn'], mlflow: { source, run_id } },
  });
  expect(version.artifacts.map(({ path }: { path: string }) => path)).toEqual([
    'MLmodel',
    'model.pkl',
    'requirements.txt',
  ]);
  expect(version.manifest.run.digest).toMatch(/^sha256:/);
  for (const { digest } of version.artifacts) expect(digest).toMatch(/^sha256:/);
});

test('a file of a version comes by name, number and path, and nothing beside its files', async () => {
  const run_id = await trainedRun();
  await createModel('downloaded');
  await send('POST', 'model-versions/create', { name: 'downloaded', source: `runs:/${run_id}/model`, run_id });
  const download = (version: string, path: string) =>
    fetch(
      `${product.url}/mlflow/model-versions/get-artifact?${new URLSearchParams({ name: 'downloaded', version, path })}`,
      {
        headers: headersOf(TOKEN),
      },
    );
  expect(await (await download('1', 'model.pkl')).text()).toBe('bytes');
  for (const [version, path] of [
    ['1', 'absent'],
    ['2', 'model.pkl'],
  ] as const)
    expect((await download(version, path)).status, path).toBe(404);
  await createVersion('downloaded');
  for (const [version, path] of [
    ['1', '../../../etc/passwd'],
    ['1', '/etc/passwd'],
    ['2', 'model.pkl'],
  ] as const)
    expect((await download(version, path)).status, path).toBe(400);
});

test('a version that was registered while its run went on learns it when that ends, and what is sealed stays', async () => {
  const run_id = await trainedRun(false);
  await createModel('early');
  await send('POST', 'model-versions/create', { name: 'early', source: `runs:/${run_id}/model`, run_id });
  const before = await sealed('early', 1);
  expect(before).toMatchObject({ run: { id: idOf(run_id) }, runAttachment: null, manifest: { run: { digest: null } } });
  await send('POST', 'runs/update', { run_id, status: 'FINISHED' });
  const after = await sealed('early', 1);
  expect(after).toEqual({ ...before, runAttachment: { actor: 'ann' } });
});

test('numbers go on whatever was deleted, and each has its own tags, description and aliases', async () => {
  await createModel('n');
  for (const number of ['1', '2', '3']) expect((await createVersion('n')).model_version.version).toBe(number);
  await send('POST', 'registered-models/alias', { name: 'n', alias: 'champion', version: '3' });
  await send('PATCH', 'model-versions/update', { name: 'n', version: '2', description: 'two' });
  await send('POST', 'model-versions/set-tag', { name: 'n', version: '2', key: 'k', value: 'v' });
  await send('DELETE', 'model-versions/delete', { name: 'n', version: '3' });
  expect((await createVersion('n')).model_version.version).toBe('4');
  expect(await versionsOf("name = 'n'", { order_by: ['version_number ASC'] })).toEqual(['n/1', 'n/2', 'n/4']);
  expect(await getVersion('n', 2)).toMatchObject({ description: 'two' });
  expect((await getVersion('n', 2)).tags).toContainEqual({ key: 'k', value: 'v' });
  expect((await getVersion('n', 1)).description).toBe('');
  expect((await getModel('n')).aliases).toEqual([]);
  expect(await send('GET', 'registered-models/alias', { name: 'n', alias: 'champion' })).toBe(
    '400 INVALID_PARAMETER_VALUE',
  );
  expect((await sealed('n', 3)).status).toBe('ARCHIVED');
});

test('of callers at once each gets a number of its own, whether their contents differ or not', async () => {
  await createModel('many');
  const made = await Promise.all(
    Array.from({ length: 12 }, (_, index) => createVersion('many', index < 6 ? 'same' : `other-${index}`)),
  );
  const numbers = made.map(({ model_version }) => Number(model_version.version)).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
});

test('a tag version is the version here where it has a place, and tags that a client gives are what it gets', async () => {
  await createModel('tagged');
  const tags = (version: string) => [{ key: 'version', value: version }];
  const { model_version } = await createVersion('tagged', 'a', { tags: tags('1.4.0+cpu') });
  expect(model_version.tags).toEqual(tags('1.4.0+cpu'));
  await createVersion('tagged', 'b', { tags: tags('1.0.0') });
  expect([(await sealed('tagged', 1)).version, (await sealed('tagged', 2)).version]).toEqual(['1.4.0+cpu', '2.0.0']);
  const found = await versionsOf("tags.`pedigraph.reproducibility` = 'NOT_REPRODUCIBLE' AND name = 'tagged'");
  expect(found).toEqual(['tagged/2', 'tagged/1']);
});

test('what lies with the server belongs to the run that is named, and no place leads out of itself', async () => {
  await createModel('places');
  const run_id = await trainedRun();
  const register = (source: string, more: object = {}) =>
    send('POST', 'model-versions/create', { name: 'places', source, ...more });
  const { info } = (await send('GET', 'runs/get', { run_id })).run;
  for (const source of [
    `runs:/${run_id}/model`,
    `${info.artifact_uri}/model`,
    '/etc/passwd',
    'file:///etc',
    's3://bucket/%2e%2e/secret',
    `${info.artifact_uri}/../../other`,
    'models:/m-00000000000000000000000000000000',
    'models:/',
  ])
    expect([source, await register(source)]).toEqual([source, '400 INVALID_PARAMETER_VALUE']);
  expect((await register(`${info.artifact_uri}/model`, { run_id })).model_version.run_id).toBe(run_id);
  expect(await register('models:/places/9')).toBe('404 RESOURCE_DOES_NOT_EXIST');
  const copy = (await register('models:/places/1')).model_version;
  expect(copy).toMatchObject({ version: '2', run_id, source: 'models:/places/1' });
  const uri = await send('GET', 'model-versions/get-download-uri', { name: 'places', version: '2' });
  expect(uri).toEqual({ artifact_uri: `${info.artifact_uri}/model` });
  const digests = async (number: number) => (await sealed('places', number)).artifacts;
  expect(await digests(2)).toEqual(await digests(1));
  const { model_version } = await register('https://user:secret@host/model');
  expect(model_version.source).toBe('https://host/model');
});

test('aliases are set, moved, followed and removed, and a policy that guards one refuses', async () => {
  await createModel('aliased');
  await createVersion('aliased', 'a');
  await createVersion('aliased', 'b');
  const set = (alias: string, version: string, token = TOKEN) =>
    send('POST', 'registered-models/alias', { name: 'aliased', alias, version }, token);
  for (const version of ['1', '2']) expect(await set('2024-best', version)).toEqual({});
  const get = (alias: string) => send('GET', 'registered-models/alias', { name: 'aliased', alias });
  expect((await get('2024-best')).model_version).toMatchObject({ version: '2', aliases: ['2024-best'] });
  expect((await get('latest')).model_version.version).toBe('2');
  expect((await getModel('aliased')).aliases).toEqual([{ alias: '2024-best', version: '2' }]);
  for (const wrong of ['latest', 'LATEST', 'v1']) expect(await set(wrong, '1')).toBe('400 INVALID_PARAMETER_VALUE');
  expect(await set('a', '9')).toBe('404 RESOURCE_DOES_NOT_EXIST');
  expect(await set('a', 'x')).toBe('400 INVALID_PARAMETER_VALUE');
  for (let sent = 0; sent < 2; sent++)
    expect(await send('DELETE', 'registered-models/alias', { name: 'aliased', alias: '2024-best' })).toEqual({});
  expect(await get('2024-best')).toBe('400 INVALID_PARAMETER_VALUE');
  await ask('mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { policy { id } } }', {
    input: { scope: 'mlflow/aliased', alias: 'guarded', rules: { approvals: 1 } },
  });
  expect(await set('guarded', '1')).toBe('403 PERMISSION_DENIED');
});

test('a stage is a tag with an alias beside it, which a policy guards', async () => {
  await createModel('staged');
  for (const of of ['a', 'b', 'c']) await createVersion('staged', of);
  const move = (version: string, stage: string, archive_existing_versions = false) =>
    send('POST', 'model-versions/transition-stage', { name: 'staged', version, stage, archive_existing_versions });
  const stages = async () => {
    const { model_versions } = await send('POST', 'registered-models/get-latest-versions', { name: 'staged' });
    return Object.fromEntries(
      model_versions.map((one: { current_stage: string; version: string }) => [one.current_stage, one.version]),
    );
  };
  const pointed = async () =>
    Object.fromEntries(
      (await getModel('staged')).aliases.map((one: { alias: string; version: string }) => [one.alias, one.version]),
    );
  expect((await move('2', 'production')).model_version).toMatchObject({ version: '2', current_stage: 'Production' });
  await move('1', 'Production');
  expect([await stages(), await pointed()]).toEqual([{ None: '3', Production: '2' }, { production: '2' }]);
  await move('3', 'Production', true);
  expect(await stages()).toEqual({ Production: '3', Archived: '2' });
  expect((await getVersion('staged', 1)).current_stage).toBe('Archived');
  await move('3', 'Staging');
  expect([await stages(), await pointed()]).toEqual([{ Staging: '3', Archived: '2' }, { staging: '3' }]);
  await move('3', 'None');
  expect([await stages(), await pointed()]).toEqual([{ None: '3', Archived: '2' }, {}]);
  expect(await move('1', 'Nowhere')).toBe('400 INVALID_PARAMETER_VALUE');
  expect(await move('1', 'None', true)).toBe('400 INVALID_PARAMETER_VALUE');
  await ask('mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { policy { id } } }', {
    input: { scope: 'mlflow/staged', alias: 'production', rules: { approvals: 1 } },
  });
  expect(await move('1', 'Production')).toBe('403 PERMISSION_DENIED');
  expect((await getVersion('staged', 1)).current_stage).toBe('Archived');
});

test('the latest version of each stage is found among more versions than are read with a model', async () => {
  await createModel('long');
  for (let number = 1; number <= 12; number++) await createVersion('long', `${number}`);
  await send('POST', 'model-versions/transition-stage', { name: 'long', version: '1', stage: 'Archived' });
  const { model_versions } = await send('GET', 'registered-models/get-latest-versions', { name: 'long' });
  const latest = model_versions.map((one: { current_stage: string; version: string }) => [
    one.current_stage,
    one.version,
  ]);
  expect(latest).toEqual([
    ['None', '12'],
    ['Archived', '1'],
  ]);
});

test('models and versions are found by MLflow’s filters, in its orders, in pages', async () => {
  for (const name of ['s-1', 's-2', 's-3', 's-4']) {
    await createModel(name, { tags: [{ key: 'odd', value: `${Number(name.at(-1)) % 2}` }] });
    await createVersion(name, name, { tags: [{ key: 'of', value: name }] });
  }
  const models = async (fields: object) => {
    const found = await send('GET', 'registered-models/search', fields);
    if (typeof found === 'string') return found;
    return [found.registered_models.map(({ name }: { name: string }) => name), found.next_page_token];
  };
  expect(await models({ filter: "name LIKE 's-%' AND tags.odd = '1'" })).toEqual([['s-1', 's-3'], undefined]);
  expect(await models({ filter: "name IN ('s-2', 's-4')", order_by: ['name DESC'] })).toEqual([
    ['s-4', 's-2'],
    undefined,
  ]);
  const paged = { filter: "name ILIKE 'S-_'", max_results: 3, order_by: ['name ASC'] };
  const [first, page_token] = (await models(paged)) as [string[], string];
  expect([first, await models({ ...paged, page_token })]).toEqual([
    ['s-1', 's-2', 's-3'],
    [['s-4'], undefined],
  ]);
  expect(await models({ filter: "tags.`mlflow.prompt.is_prompt` = 'true'" })).toEqual([[], undefined]);
  expect(await models({ filter: "tags.`mlflow.prompt.is_prompt` != 'true' AND name = 's-1'" })).toEqual([
    ['s-1'],
    undefined,
  ]);
  for (const wrong of [{ filter: "title = 'x'" }, { max_results: 1_001 }, { order_by: ['size'] }])
    expect(await models(wrong)).toBe('400 INVALID_PARAMETER_VALUE');

  expect(await versionsOf("source_path = 's3://bucket/s-2'")).toEqual(['s-2/1']);
  expect(await versionsOf("name LIKE 's-%' AND tags.of != 's-2'", { order_by: ['name'] })).toEqual([
    's-1/1',
    's-3/1',
    's-4/1',
  ]);
  expect(await versionsOf("name = 's-1' AND version_number > 1")).toEqual([]);
  const run_id = await trainedRun();
  await createVersion('s-1', 'of-run', { run_id });
  expect(await versionsOf(`run_id = '${run_id}'`)).toEqual(['s-1/2']);
  expect(
    await versionsOf("name LIKE 's-%'", { order_by: ['version_number DESC', 'name DESC'], max_results: 2 }),
  ).toEqual(['s-1/2', 's-4/1']);
});

test('a contributor registers, and deletes nothing', async () => {
  await send('POST', 'registered-models/create', { name: 'of-ben' }, BEN);
  const { model_version } = await send('POST', 'model-versions/create', { name: 'of-ben', source: 's3://b/m' }, BEN);
  expect(model_version).toMatchObject({ version: '1', user_id: 'ben' });
  for (const [path, fields] of [
    ['model-versions/delete', { name: 'of-ben', version: '1' }],
    ['registered-models/delete', { name: 'of-ben' }],
  ] as const)
    expect(await send('DELETE', path, fields, BEN)).toBe('403 PERMISSION_DENIED');
  expect((await getVersion('of-ben', 1)).version).toBe('1');
});

test('prompts, which MLflow keeps in its registry, are refused', async () => {
  const tags = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }];
  expect(await createModel('prompt', { tags })).toBe('404 FEATURE_DISABLED');
});
