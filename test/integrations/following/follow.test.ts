import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createGraphqlClient, type GraphqlClient } from '#integrations/client/graphql-client.js';
import { follow } from '#integrations/following/follow.js';
import { followCheck } from '#integrations/following/follow-check.js';
import type { Followed, SourceToFollow } from '#integrations/following/follow-file.js';
import { type FollowOptions, followSource } from '#integrations/following/follow-source.js';
import { takeLease } from '#integrations/following/source-lease.js';
import { runCommand } from '../../support/running-command.js';
import { createTestGraph, type TestGraph } from '../../support/test-graph.js';
import { makeRepository } from '../git-history/git-repository.js';
import { createStore, experimentMeta, runMeta, versionMeta } from '../mlflow-fixture.js';

let graph: TestGraph;
let client: GraphqlClient;
beforeAll(async () => {
  graph = await createTestGraph();
  client = createGraphqlClient({ url: graph.url });
});
afterAll(() => graph[Symbol.asyncDispose]());
afterEach(() => vi.useRealTimers());

const SOURCES = `{ sources { totalCount nodes {
  kind source namespace schedule reading outcome readAt nextAt brought failure failures position
} } }`;

async function sourceOf(namespace: string) {
  const { data } = await graph.ask<{ sources: { nodes: Record<string, unknown>[] } }>(SOURCES);
  return data.sources.nodes.find((node) => node['namespace'] === namespace);
}

const options = (over: Partial<FollowOptions> = {}): FollowOptions => ({
  ...{ client, env: process.env, authorization: undefined, holder: 'first', signal: new AbortController().signal },
  ...{ isNow: true, ...over },
});

const gitSource = (git: string, namespace: string): SourceToFollow => ({
  ...{ git, namespace, models: [], schedule: 'every 1h', repositoryUrl: `https://git.example.org/${namespace}` },
});

test('a repository is imported, left alone while its refs are where they were, and read again once one moves', async () => {
  await using repository = await makeRepository();
  const first = await repository.commit({ 'model.pkl': 'one' });
  repository.tag('net@v1.0.0', first);
  const source = gitSource(repository.folder, 'followed/git');
  expect(await followSource(source, options())).toMatchObject({
    ended: 'read',
    brought: { outcome: 'READ', brought: { models: 1, modelVersions: 1 }, skipped: 0 },
  });
  const read = await sourceOf('followed/git');
  expect(read).toMatchObject({
    ...{ kind: 'GIT', source: repository.folder, schedule: 'every 1h', reading: false, outcome: 'READ', failures: 0 },
    ...{ brought: { models: 1, modelVersions: 1 }, failure: null, position: expect.stringMatching(/^sha256:/) },
  });
  const hours = (Date.parse(String(read!['nextAt'])) - Date.parse(String(read!['readAt']))) / 3_600_000;
  expect(Math.round(hours)).toBe(1);
  expect(await followSource(source, options())).toMatchObject({ brought: { outcome: 'UNCHANGED' } });
  // What the last whole read brought is still there to be seen.
  expect(await sourceOf('followed/git')).toMatchObject({ outcome: 'UNCHANGED', brought: { modelVersions: 1 } });
  const second = await repository.commit({ 'model.pkl': 'two' });
  repository.tag('net@v1.1.0', second);
  expect(await followSource(source, options())).toMatchObject({ brought: { brought: { modelVersions: 1 } } });
  // Read in another way it is read again.
  const otherwise = { ...source, models: ['*.bin'] };
  expect(await followSource(otherwise, options())).toMatchObject({ brought: { outcome: 'READ' } });
  expect(await followSource(otherwise, options())).toMatchObject({ brought: { outcome: 'UNCHANGED' } });
});

test('a repository of the Hub is followed as one of code is', async () => {
  await using repository = await makeRepository();
  await repository.commit({ 'model.gguf': 'one' });
  const namespace = 'followed/hub';
  const source: SourceToFollow = { huggingface: repository.folder, namespace, name: 'acme/tiny', schedule: 'every 1h' };
  expect(await followSource(source, options())).toMatchObject({
    brought: { brought: { models: 1, modelVersions: 1 } },
  });
  expect(await sourceOf(namespace)).toMatchObject({ kind: 'HUGGING_FACE', source: repository.folder, outcome: 'READ' });
  expect(await followSource(source, options())).toMatchObject({ brought: { outcome: 'UNCHANGED' } });
  await repository.commit({ 'model.gguf': 'two' });
  expect(await followSource(source, options())).toMatchObject({ brought: { brought: { modelVersions: 1 } } });
});

test('a source is read by one follower at a time, and again only when it is due', async () => {
  await using repository = await makeRepository();
  await repository.commit({ 'model.pkl': 'one' });
  const source = gitSource(repository.folder, 'followed/held');
  const named = { kind: 'GIT', source: repository.folder, namespace: 'followed/held', schedule: 'every 1h' } as const;
  const lease = await takeLease(named, { holder: 'other', ifDue: false, client });
  if (!lease.granted) throw new Error('nobody else has it');
  expect(await sourceOf('followed/held')).toMatchObject({ reading: true, outcome: null });
  expect(await followSource(source, options())).toMatchObject({ ended: 'waits', why: 'another follower reads it' });
  await lease.giveBack({ outcome: 'STOPPED', nextAt: new Date() });
  const turns = await Promise.all(
    ['a', 'b', 'c'].map((holder) => followSource(source, options({ holder, isNow: false }))),
  );
  expect(turns.map(({ ended }) => ended).toSorted()).toEqual(['read', 'waits', 'waits']);
  expect(await followSource(source, options({ isNow: false }))).toMatchObject({ ended: 'waits', why: 'it is not due' });
  const sooner = { ...source, schedule: 'every 30m' };
  expect(await followSource(sooner, options({ isNow: false }))).toMatchObject({ ended: 'read' });
});

test('a lease that ran out is somebody else’s, and its holder can report nothing any more', async () => {
  const input = { kind: 'GIT', source: 'x', namespace: 'followed/late', holder: 'dead', leaseSeconds: 1 };
  const claim = async (over: object) => {
    const document = 'mutation ($input: ClaimSourceInput!) { claimSource(input: $input) { granted } }';
    const { data } = await graph.ask<{ claimSource: { granted: boolean } }>(document, { input: { ...input, ...over } });
    return data.claimSource.granted;
  };
  expect(await claim({})).toBe(true);
  await expect.poll(() => claim({ holder: 'next' }), { interval: 100 }).toBe(true);
  const report = 'mutation ($input: ReportSourceReadInput!) { reportSourceRead(input: $input) { __typename } }';
  const { kind: _, leaseSeconds: __, ...held } = input;
  const { errors } = await graph.ask(report, { input: { ...held, outcome: 'READ' } });
  expect(errors?.[0]?.extensions.code).toBe('CONFLICT');
});

test('a lease that another follower took is lost, and not asked for again', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const named = { kind: 'GIT', source: 'y', namespace: 'followed/lost', schedule: 'every 1h' } as const;
  let asked = 0;
  const counting: GraphqlClient = {
    ...client,
    mutate: (...words) => {
      asked++;
      return client.mutate(...words);
    },
  };
  const lease = await takeLease(named, { holder: 'slow', ifDue: false, client: counting });
  if (!lease.granted) throw new Error('nobody else has it');
  const report = 'mutation ($input: ReportSourceReadInput!) { reportSourceRead(input: $input) { __typename } }';
  await client.mutate(report, {
    input: { source: 'y', namespace: 'followed/lost', holder: 'slow', outcome: 'STOPPED' },
  });
  const other = await takeLease(named, { holder: 'other', ifDue: false, client });
  if (!other.granted) throw new Error('it was given back');
  vi.advanceTimersByTime(20_000);
  await expect.poll(() => lease.lost.aborted).toBe(true);
  await other.giveBack({ outcome: 'STOPPED', nextAt: new Date() });
  vi.advanceTimersByTime(60_000);
  expect(asked).toBe(2);
});

test('a renewal that is under way when a read ends does not take the lease anew', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const named = { kind: 'GIT', source: 'z', namespace: 'followed/ended', schedule: 'every 1h' } as const;
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  let claims = 0;
  const slow: GraphqlClient = {
    ...client,
    async mutate(document, ...words) {
      if (document.includes('claimSource') && ++claims === 2) await held;
      return client.mutate(document, ...words);
    },
  };
  const lease = await takeLease(named, { holder: 'once', ifDue: false, client: slow });
  if (!lease.granted) throw new Error('nobody else has it');
  vi.advanceTimersByTime(20_000);
  const givenBack = lease.giveBack({ outcome: 'STOPPED', nextAt: new Date() });
  letThrough();
  await givenBack;
  expect(claims).toBe(2);
  expect(await sourceOf('followed/ended')).toMatchObject({ reading: false, outcome: 'STOPPED' });
});

test('a source that fails says why, waits longer each time, and is well again when it was read', async () => {
  await using repository = await makeRepository();
  await repository.commit({ 'model.pkl': 'one' });
  const wrong = gitSource(path.join(repository.folder, '..', 'none'), 'followed/failing');
  const [first, second] = [await followSource(wrong, options()), await followSource(wrong, options())];
  expect([first, second]).toMatchObject([{ ended: 'failed', failure: expect.stringMatching(/no Git repository/) }, {}]);
  expect(await sourceOf('followed/failing')).toMatchObject({ outcome: 'FAILED', failures: 2, readAt: null });
  const secret = gitSource('https://ann:secret@127.0.0.1:1/x.git', 'followed/secret');
  await followSource(secret, options());
  const failed = await sourceOf('followed/secret');
  expect(failed).toMatchObject({ outcome: 'FAILED', source: 'https://127.0.0.1:1/x.git' });
  expect(JSON.stringify(failed)).not.toContain('secret@');
});

test('a version is checked when its last check is old enough, whoever made that', async () => {
  const register =
    'mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { modelVersion { ref } } }';
  const artifacts = [{ path: 'a', uri: path.join(os.tmpdir(), 'pedigraph-no-such-file') }];
  await client.mutate(register, { input: { model: 'followed/checked', artifacts } });
  const take = (over: Partial<FollowOptions>, schedule = 'every 1h', check = 'followed/checked@1.0.0') =>
    followCheck({ check, schedule, allowPrivate: false }, options(over), 0);
  expect(await take({ isNow: false })).toMatchObject({ ended: 'checked', check: { places: [{ answer: 'NO' }] } });
  const waiting = await take({ isNow: false });
  expect(waiting).toMatchObject({ ended: 'waits', why: 'it is not due' });
  const document = '{ modelVersion(ref: "followed/checked@1.0.0") { reachChecks { nodes { answer createdAt } } } }';
  const { data } = await graph.ask<{ modelVersion: { reachChecks: { nodes: { createdAt: string }[] } } }>(document);
  const { nodes } = data.modelVersion.reachChecks;
  expect(nodes).toMatchObject([{ answer: 'NO' }]);
  if (waiting.ended !== 'waits') throw new Error('see above');
  expect(waiting.next.getTime() - Date.parse(nodes[0]!.createdAt)).toBe(3_600_000);
  expect(await take({ isNow: true })).toMatchObject({ ended: 'checked' });
  expect(await take({ isNow: true }, 'every 1h', 'followed/none@1.0.0')).toMatchObject({
    ...{ ended: 'failed', failure: expect.stringMatching(/followed\/none@1.0.0/) },
  });
});

test('where one source fails, the others are read', async () => {
  await using repository = await makeRepository();
  await repository.commit({ 'model.pkl': 'one' });
  const sources = [gitSource('/none', 'followed/a'), gitSource(repository.folder, 'followed/b')];
  const turns: string[] = [];
  const onTurn = (_: Followed, { ended }: { ended: string }) => turns.push(ended);
  expect(await follow(sources, { ...options(), isOnce: true, onTurn })).toBe(false);
  expect(turns.toSorted()).toEqual(['failed', 'read']);
});

test('what another server answers looks like no line of this one', async () => {
  const hostile = createServer((_, response) => response.end('no JSON\nmlflow forged: 9 runs')).listen(0, '127.0.0.1');
  await once(hostile, 'listening');
  const { port } = hostile.address() as AddressInfo;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-follow-'));
  const file = path.join(folder, 'sources.yaml');
  await writeFile(file, `every: 1h\nsources:\n  - {mlflow: "http://127.0.0.1:${port}", namespace: hostile}\n`);
  const { code, stderr } = await runCommand(['follow', file, '--once', '--url', graph.url], {});
  expect(code).toBe(1);
  expect(stderr).toMatch(/^mlflow hostile: failed: .*no JSON: no JSON\n {2}mlflow forged: 9 runs/m);
  hostile.close();
  await rm(folder, { recursive: true });
});

test('SIGTERM in the midst of an import ends it between two writes, and the next start finishes it', async () => {
  const runs = Array.from({ length: 400 }, (_, index) => index.toString(16).padStart(32, '0'));
  await using store = await createStore({
    '1/meta.yaml': experimentMeta('1', 'exp'),
    ...Object.fromEntries(runs.map((run) => [`1/${run}/meta.yaml`, runMeta(run)])),
    'models/m/meta.yaml': 'name: m\n',
    'models/m/version-1/meta.yaml': versionMeta(1, { run_id: runs[0]!, source: `file:///x/1/${runs[0]}/artifacts/m` }),
  });
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-follow-'));
  const file = path.join(folder, 'sources.yaml');
  await writeFile(file, `every: 1h\nsources:\n  - {mlflow: ${JSON.stringify(store.root)}, namespace: stopped}\n`);
  const start = (...words: string[]) => {
    const child = spawn(process.execPath, ['bin/pedigraph.mjs', 'follow', file, '--url', graph.url, ...words]);
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
    return { child, ended: once(child, 'close').then(([code]) => ({ code, printed })) };
  };
  const running = start();
  const count = async () => {
    const { data } = await graph.ask<{ runs: { totalCount: number } }>(
      '{ runs: experiment(name: "stopped/exp") { runs { totalCount } } }',
    );
    return (data.runs as unknown as { runs: { totalCount: number } } | null)?.runs.totalCount ?? 0;
  };
  await expect.poll(async () => (await sourceOf('stopped'))?.['reading'], { interval: 20 }).toBe(true);
  running.child.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ code: 0, printed: expect.stringMatching(/stopped|new|runs/) });
  expect(await sourceOf('stopped')).toMatchObject({ reading: false });
  const finished = await start('--once').ended;
  expect(finished).toMatchObject({ code: 0, printed: expect.stringMatching(/^mlflow stopped: /m) });
  expect(await count()).toBe(400);
  expect(await sourceOf('stopped')).toMatchObject({ outcome: 'READ', reading: false });
  await appendFile(file, 'unknown: key\n');
  expect(await start().ended).toMatchObject({ code: 2, printed: expect.stringMatching(/:4: .*there is no such key/) });
  await rm(folder, { recursive: true });
});
