import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient, type GraphqlClient } from '#integrations/client/graphql-client.js';
import { register } from '#integrations/registration/register.js';
import { writeReproduction } from '#integrations/reproduction/write-reproduction.js';
import { createGitFolder, type GitFolder } from '../support/git-folder.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const EXAMPLE = path.resolve(import.meta.dirname, '../../examples/house-prices');
const MODEL = 'examples/house-prices';
const TOKENS = { ann: 'a-token-that-only-ann-has', ben: 'a-token-that-only-ben-has' };

let graph: TestGraph;
let folder: GitFolder;
let ann: GraphqlClient;
let ben: GraphqlClient;
beforeAll(async () => {
  graph = await createTestGraph({ PEDIGRAPH_TOKENS: `ann=${TOKENS.ann},ben=${TOKENS.ben}` });
  [ann, ben] = [TOKENS.ann, TOKENS.ben].map((token) => createGraphqlClient({ url: graph.url, token })) as [
    GraphqlClient,
    GraphqlClient,
  ];
  folder = await createGitFolder();
  await cp(EXAMPLE, folder.path, { recursive: true });
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
  await graph[Symbol.asyncDispose]();
});

const digestOfFile = async (file: string) =>
  `sha256:${createHash('sha256')
    .update(await readFile(file))
    .digest('hex')}`;
const train = () => promisify(execFile)(process.execPath, ['train.mjs'], { cwd: folder.path });
const registerIt = (dryRun = false) =>
  register({ file: path.join(folder.path, 'pedigraph.yaml'), client: ann, env: {}, dryRun });
const write = (client: GraphqlClient, field: string, type: string, input: object, selection: string) =>
  client
    .mutate<Record<string, unknown>>(`mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`, {
      input,
    })
    .then((data) => data[field]);

test('the data are what their generator makes', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['make-houses.mjs'], { cwd: EXAMPLE });
  expect(stdout).toBe(await readFile(path.join(EXAMPLE, 'data/houses.csv'), 'utf8'));
});

test('a model goes all its way: trained, registered, promoted, replaced, rolled back, compared and rebuilt', async () => {
  // Trained on the area alone, and registered from its manifest.
  await folder.git('remote', 'add', 'origin', folder.path);
  const commit = await folder.commit('Houses by their area');
  await train();
  const weights = await digestOfFile(path.join(folder.path, 'model.json'));
  expect(await registerIt(true)).toMatchObject({ created: true, version: '1.0.0' });
  expect(await registerIt()).toMatchObject({
    created: true,
    ref: `${MODEL}@1.0.0`,
    verdict: 'REPRODUCIBLE',
    missing: [],
  });
  expect(await registerIt()).toMatchObject({ created: false, ref: `${MODEL}@1.0.0` });

  // Promoted under a policy: whoever trained it is not who approves it.
  const rules = { metrics: ['r2 >= 0.9', 'rmse <= replaced'], reproducible: true, approvals: 1 };
  await write(ben, 'setPolicy', 'SetPolicyInput', { scope: 'examples/*', rules }, 'policy { id }');
  const promote = (version: string) =>
    write(ann, 'promote', 'PromoteInput', { modelVersion: `${MODEL}@${version}` }, 'promotion { verdict }');
  await expect(promote('1.0.0')).rejects.toMatchObject({
    code: 'POLICY_UNMET',
    details: { unmet: [{ rule: 'approvals', observed: '0 of 1: nobody' }] },
  });
  await write(ben, 'approve', 'ApproveInput', { modelVersion: `${MODEL}@1.0.0` }, '__typename');
  expect(await promote('1.0.0')).toEqual({ promotion: { verdict: 'PROMOTED' } });

  // Replaced by one that also looks at rooms and age.
  const params = path.join(folder.path, 'params.json');
  await writeFile(params, (await readFile(params, 'utf8')).replace('["area"]', '["area", "rooms", "age"]'));
  await folder.commit('Rooms and age');
  await train();
  expect(await registerIt()).toMatchObject({ ref: `${MODEL}@1.0.1`, bump: { level: 'PATCH' } });
  await write(ben, 'approve', 'ApproveInput', { modelVersion: `${MODEL}@1.0.1` }, '__typename');
  expect(await promote('1.0.1')).toEqual({ promotion: { verdict: 'PROMOTED' } });

  // Rolled back.
  const back = { model: MODEL, alias: 'production', reason: 'the age of the newest houses is wrong' };
  expect(await write(ann, 'rollback', 'RollbackInput', back, 'from { version status } to { version status }')).toEqual({
    from: { version: '1.0.1', status: 'APPROVED' },
    to: { version: '1.0.0', status: 'PRODUCTION' },
  });

  // Compared.
  const { compareModelVersions } = await ann.query<{ compareModelVersions: Compared }>(COMPARE, {
    refs: [`${MODEL}@1.0.0`, `${MODEL}@1.0.1`],
  });
  expect(compareModelVersions.changes.map(({ part, path: at }) => `${part} ${at}`)).toEqual(
    expect.arrayContaining(['CODE code.commit', 'ARTIFACT model.json.digest', 'PARAMETER parameters.features']),
  );
  expect(compareModelVersions.metrics.map(({ key, better }) => [key, better])).toEqual([
    ['r2', 'HIGHER'],
    ['rmse', 'LOWER'],
  ]);

  // Rebuilt from its recipe, bytes and all.
  const target = path.join(folder.path, 'reproduction');
  const { findings } = await writeReproduction({
    client: ann,
    ref: `${MODEL}@production`,
    folder: target,
    force: false,
  });
  expect(findings).toEqual(
    expect.arrayContaining([
      { outcome: 'ok', what: 'the digest is that of the manifest' },
      { outcome: 'ok', what: `commit ${commit} is in ${folder.path}` },
    ]),
  );
  const { stderr } = await promisify(execFile)('sh', [path.join(target, 'rebuild.sh')]);
  expect(stderr).toContain(`${MODEL}@1.0.0 was rebuilt: every artifact has its digest.`);
  expect(await digestOfFile(path.join(target, 'source/model.json'))).toBe(weights);
});

const COMPARE = `query ($refs: [String!]!) {
  compareModelVersions(refs: $refs) { changes { part path } metrics { key better } }
}`;

interface Compared {
  readonly changes: readonly { readonly part: string; readonly path: string }[];
  readonly metrics: readonly { readonly key: string; readonly better: string }[];
}
