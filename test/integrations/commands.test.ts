import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createGitFolder, type GitFolder } from '../support/git-folder.js';
import { runCommand } from '../support/running-command.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

// Each of these starts processes, which takes its time where other tests do so too.
vi.setConfig({ testTimeout: 90_000 });

const TOKEN = 'a-token-that-only-ann-has';

let graph: TestGraph;
let folder: GitFolder;
beforeAll(async () => {
  graph = await createTestGraph({ PEDIGRAPH_TOKEN: TOKEN });
  folder = await createGitFolder();
  await put('weights.bin', 'weights');
  await put('good.yaml', 'model: acme/command\nartifacts: [weights.bin]\n');
  await put('bad.yaml', 'model: acme/command\n\nmodle: x\n');
  await folder.commit('all');
});
afterAll(async () => {
  await folder[Symbol.asyncDispose]();
  await graph[Symbol.asyncDispose]();
});

const place = (name: string) => path.join(folder.path, name);
const put = (name: string, content: string) => writeFile(place(name), content);
/** No variable of a CI system that these tests themselves may run in. */
const NO_CI = { GITHUB_ACTIONS: '', GITLAB_CI: '', JENKINS_URL: '', PEDIGRAPH_TOKEN: '' };
const pedigraph = (words: readonly string[], env: NodeJS.ProcessEnv = { PEDIGRAPH_TOKEN: TOKEN }) =>
  runCommand([...words, '--url', graph.url], { ...NO_CI, ...env });

const WHOLE = `model: acme/whole
artifacts: [model.bin]
datasets: [{ dataset: acme/whole, files: [weights.bin] }]
environment: { environment: acme/whole, runtime: { name: node, version: 20.19.0 }, packages: [{ manager: nvm, name: node, version: 20.19.0 }] }
run: { experiment: acme/whole, name: whole }
code: { repository: https://git.example.org/acme/whole.git }
`;

/** A port at which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('register prints the ref alone, says the rest beside it, and does not mind being asked again', async () => {
  const first = await pedigraph(['register', place('good.yaml')]);
  expect(first).toMatchObject({ code: 0, stdout: 'acme/command@1.0.0\n' });
  expect(first.stderr).toMatch(/^registered: INITIAL, because .*\nNOT_REPRODUCIBLE, missing: /m);
  const again = await pedigraph(['register', place('good.yaml')]);
  expect(again).toMatchObject({ code: 0, stdout: 'acme/command@1.0.0\n' });
  expect(again.stderr).toMatch(/^was registered before, with the same content: /m);
});

test('register --dry-run --json prints what it would be, and writes nothing', async () => {
  await put('dry.yaml', 'model: acme/dry-command\n');
  const { code, stdout, stderr } = await pedigraph(['register', place('dry.yaml'), '--dry-run', '--json']);
  expect([code, JSON.parse(stdout).ref, stderr]).toEqual([0, 'acme/dry-command@1.0.0', '']);
  expect((await graph.ask('{ model(name: "acme/dry-command") { name } }')).data).toEqual({ model: null });
});

test('register names what the commit does not contain, and --require reproducible then ends with 3 and writes nothing', async () => {
  await put('lock.txt', 'nothing');
  await put('whole.yaml', WHOLE);
  await folder.commit('whole');
  await put('notes.txt', 'not committed');
  await put('model.bin', 'made by the command, and registered');
  const register = (...words: string[]) => pedigraph(['register', place('whole.yaml'), ...words]);
  const refused = await register('--require', 'reproducible');
  expect(refused).toMatchObject({ code: 3, stdout: '' });
  expect(refused.stderr).toMatch(/^Not in commit [0-9a-f]{40}: notes\.txt \(not in Git\)\.$/m);
  expect(refused.stderr).toMatch(/^would be registered: /m);
  expect((await register('--require', 'reproducible', '--dry-run')).code).toBe(3);
  expect((await graph.ask('{ model(name: "acme/whole") { name } }')).data).toEqual({ model: null });
  const dirty = await register();
  expect(dirty.code).toBe(0);
  const { data } = await graph.ask<{ modelVersion: { reproducibility: { missing: string[] } } }>(
    '{ modelVersion(ref: "acme/whole@1.0.0") { reproducibility { missing } } }',
  );
  expect(data.modelVersion.reproducibility.missing).toEqual([
    expect.stringMatching(
      /^a dirty tree: changes beside commit [0-9a-f]{40} were not committed: notes\.txt \(not in Git\)$/,
    ),
  ]);
  await put('.git/info/exclude', 'notes.txt\n');
  const taken = await register('--require', 'reproducible');
  expect(taken).toMatchObject({ code: 0, stdout: 'acme/whole@1.0.1\n' });
  expect(taken.stderr).not.toContain('Not in commit');
  expect((await register('--require', 'nothing')).code).toBe(2);
  expect((await register('--help')).stdout).toContain('3  it is not what --require asks for');
});

test('the token of the flag counts before that of the environment, and help shows neither', async () => {
  const wrong = { PEDIGRAPH_TOKEN: 'another-token-than-hers' };
  const [told, refused, help] = await Promise.all([
    pedigraph(['register', place('good.yaml'), '--token', TOKEN], wrong),
    pedigraph(['register', place('good.yaml')], wrong),
    pedigraph(['register', '--help']),
  ]);
  expect([told.code, told.stdout]).toEqual([0, expect.stringMatching(/^acme\/command@1\.0\.\d\n$/)]);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/^UNAUTHENTICATED: /m);
  expect(help.stdout).toContain('--token <token>');
  expect(help.output).not.toContain(TOKEN);
});

test('a manifest that cannot be taken is 2, with file and line and no stack', async () => {
  const { code, stdout, stderr } = await pedigraph(['register', place('bad.yaml')]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(`${place('bad.yaml')}:3: modle: there is no such key`);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a manifest that is not there is 2, and so is a flag that there is not', async () => {
  const ended = await Promise.all([
    pedigraph(['register', place('nowhere.yaml')]),
    pedigraph(['register', place('good.yaml'), '--forse']),
  ]);
  expect(ended).toMatchObject([
    { code: 2, stdout: '' },
    { code: 2, stdout: '' },
  ]);
});

test('reproduce says what it checked, and is 0 where nothing failed and 1 where something did', async () => {
  const good = await pedigraph(['reproduce', 'acme/command@1.0.0', place('again')]);
  expect(good).toMatchObject({ code: 0, stderr: '' });
  expect(good.stdout).toContain('acme/command@1.0.0: NOT_REPRODUCIBLE\n');
  expect(good.stdout).toContain('\nok: the digest is that of the manifest\n');
  expect(good.stdout).toContain(`\nNow: sh ${place('again/rebuild.sh')}\n`);
  await put('weights.bin', 'other weights');
  const bad = await pedigraph(['reproduce', 'acme/command@latest', place('another')]);
  await put('weights.bin', 'weights');
  expect(bad.code).toBe(1);
  expect(bad.stdout).toContain('\nfailed: weights.bin at file:');
});

test('reproduce is 1 for a version that is not there and 2 for a file in place of the folder, with a sentence', async () => {
  const [unknown, file] = await Promise.all([
    pedigraph(['reproduce', 'acme/nobody@1.0.0', place('nobody')]),
    pedigraph(['reproduce', 'acme/command@1.0.0', place('weights.bin')]),
  ]);
  expect(unknown).toMatchObject({ code: 1, stdout: '' });
  expect(unknown.stderr).toMatch(/^Expected "acme\/nobody@1\.0\.0" to be a model version, but there is none\.$/m);
  expect(file).toMatchObject({ code: 2, stdout: '' });
  expect(file.stderr).toContain(`Expected ${place('weights.bin')} to be a folder, but a file is in its place`);
});

test('what a server tells cannot control the terminal', async () => {
  const input = {
    model: 'acme/terminal',
    artifacts: [{ path: 'a\u009b2J', uri: 's3://a/\u001b]0;owned\u0007', digest: `sha256:${'0'.repeat(64)}` }],
    tags: { command: 'true \u001b[2J' },
  };
  const { errors } = await graph.ask(
    'mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { created } }',
    { input },
  );
  expect(errors).toBeUndefined();
  const { output } = await pedigraph(['reproduce', 'acme/terminal@1.0.0', place('terminal')]);
  expect(output).toContain('\\u009b2J');
  expect(output.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
});

test('a gateway that does not answer is 1', async () => {
  const { code, stderr } = await runCommand(
    ['register', place('good.yaml'), '--url', `http://127.0.0.1:${await closedPort()}/graphql`],
    NO_CI,
  );
  expect(code).toBe(1);
  expect(stderr).toMatch(/^UNAVAILABLE: Nothing answers at /m);
});

test('location add says where a file of a version lies, too, and refuses what is another', async () => {
  await put('placed.bin', 'placed');
  await put('copy.bin', 'placed');
  await put('placed.yaml', 'model: acme/placed\nartifacts: [placed.bin]\n');
  expect(await pedigraph(['register', place('placed.yaml')])).toMatchObject({ code: 0 });
  const add = (...words: string[]) => pedigraph(['location', 'add', 'acme/placed@latest', ...words]);
  const added = await add(place('copy.bin'));
  expect(added.stdout).toMatch(
    /^placed\.bin of acme\/placed@1\.0\.0 is at file:.*copy\.bin, too: sha256:[0-9a-f]{64}\n$/,
  );
  expect(added).toMatchObject({ code: 0, stderr: '' });
  const again = await add(place('copy.bin'), '--json');
  expect(JSON.parse(again.stdout)).toEqual({ ref: 'acme/placed@1.0.0', added: [], known: 1 });
  const refused = await add(place('weights.bin'));
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(/^BAD_USER_INPUT: Expected what lies at .* to have the digest of placed\.bin/m);
});
