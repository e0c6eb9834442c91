import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { checkVersion, isBroken } from '#integrations/storage/check-version.js';
import { isPrivateAddress } from '#integrations/storage/private-address.js';
import { PlaceReach } from '#integrations/storage/reach-places.js';
import { createTestGraph, type TestGraph } from '../../support/test-graph.js';
import { makeRepository } from '../git-history/git-repository.js';

let graph: TestGraph;
let folder: string;
let server: Server;
let origin: string;
const asked: string[] = [];
beforeAll(async () => {
  graph = await createTestGraph();
  folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-check-'));
  server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    const status = { '/gone': 404, '/moved': 302, '/denied': 403 }[url ?? ''] ?? 200;
    response.writeHead(status, { 'content-length': 5, location: '/elsewhere' }).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
  await graph[Symbol.asyncDispose]();
});

const digestOf = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const REGISTER =
  'mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { modelVersion { ref } } }';
const RESOLVABLE = `query ($ref: String!, $asOf: DateTime) { modelVersion(ref: $ref) {
  reproducibility { resolvable(asOf: $asOf) { answer actor places { answer reason } } }
  reachChecks { totalCount nodes { answer createdAt } }
  contradictions { nodes { kind place known found resolvedAt } }
} }`;

async function register(model: string, artifacts: readonly object[], code?: object): Promise<string> {
  const { data, errors } = await graph.ask<{ registerModelVersion: { modelVersion: { ref: string } } }>(REGISTER, {
    input: { model, artifacts, code },
  });
  expect(errors).toBeUndefined();
  return data.registerModelVersion.modelVersion.ref;
}

const check = (ref: string, over: { record?: boolean; allowPrivate?: boolean } = {}) =>
  checkVersion(ref, {
    ...{ client: createGraphqlClient({ url: graph.url }), env: process.env, maxBytes: 1_000 },
    ...{ record: false, allowPrivate: false, ...over },
  });

// biome-ignore lint/suspicious/noExplicitAny: whatever was selected
async function stateOf(ref: string, asOf?: string): Promise<any> {
  const { data } = await graph.ask<{ modelVersion: object }>(RESOLVABLE, { ref, asOf });
  return data.modelVersion;
}

test('files of this machine are there, gone, of another size or of other bytes; other machines are unknown', async () => {
  const put = (name: string, text: string) => writeFile(path.join(folder, name), text);
  await put('same', 'same');
  await put('changed', 'after!');
  await put('longer', 'longer');
  await put('large', 'x'.repeat(2_000));
  const at = (name: string) => pathToFileURL(path.join(folder, name)).href;
  const artifact = (name: string, text: string) => ({
    ...{ path: name, uri: at(name), digest: digestOf(text), sizeBytes: text.length },
  });
  const ref = await register('check/files', [
    ...[artifact('same', 'same'), artifact('changed', 'before'), artifact('longer', 'long'), artifact('gone', 'gone')],
    artifact('large', 'x'.repeat(2_000)),
    ...['file:///no/such/folder/a', '\\\\server\\share\\a', 'az://box/a', 'odd', 'https://127.0.0.1:1/a'].map(
      (uri) => ({
        ...{ path: uri.replaceAll(/\W/g, ''), uri },
      }),
    ),
  ]);
  const { places } = await check(ref);
  expect(places.map(({ answer, reason }) => [answer, reason])).toEqual([
    ['YES', 'It has its digest.'],
    ['NO', `It has the digest ${digestOf('after!')}.`],
    ['NO', 'It has 6 bytes, and 4 were sealed.'],
    ['NO', 'The folder is here, and the file is not.'],
    ['YES', 'It is there; its 2000 bytes were not read.'],
    ['UNKNOWN', 'The folder is not on this machine.'],
    ['UNKNOWN', 'It is on a share of another machine.'],
    ['UNKNOWN', 'There is no way from here to ask a place of the kind azure.'],
    ['UNKNOWN', 'It is of no form that is known here.'],
    ['UNKNOWN', '127.0.0.1 is an address of a private network: --allow-private asks it all the same.'],
  ]);
});

test('a web server is asked by HEAD, no redirect is followed, and one of a private network only where that is allowed', async () => {
  const ref = await register(
    'check/web',
    ['ok', 'gone', 'moved', 'denied', 'other'].map((name) => ({
      ...{ path: name, uri: `${origin}/${name}`, sizeBytes: name === 'other' ? 4 : 5 },
    })),
  );
  const refused = await check(ref);
  expect(new Set(refused.places.map(({ answer }) => answer))).toEqual(new Set(['UNKNOWN']));
  expect(asked).toEqual([]);
  const { places } = await check(ref, { allowPrivate: true });
  expect(places.map(({ answer }) => answer)).toEqual(['YES', 'NO', 'UNKNOWN', 'UNKNOWN', 'NO']);
  expect(asked.toSorted()).toEqual(['HEAD /denied', 'HEAD /gone', 'HEAD /moved', 'HEAD /ok', 'HEAD /other']);
});

test('a name that leads to a private network is refused when it is looked up', async () => {
  const ref = await register('check/names', [{ path: 'a', uri: origin.replace('127.0.0.1', 'localhost') }]);
  const before = asked.length;
  const { places } = await check(ref);
  expect(places).toMatchObject([{ answer: 'UNKNOWN', reason: expect.stringMatching(/^localhost is an address of/) }]);
  expect(asked).toHaveLength(before);
  expect(
    ['10.1.2.3', '169.254.169.254', '::1', '::ffff:127.0.0.1', 'fd00::1', '8.8.8.8', '2606:4700::1'].map(
      isPrivateAddress,
    ),
  ).toEqual([true, true, true, true, true, false, false]);
});

test('a commit is in the repository, or is not', async () => {
  await using repository = await makeRepository();
  const commit = await repository.commit({ 'train.py': 'one' });
  const code = (id: string) => ({ repository: repository.folder, commit: id });
  const [there, gone] = [
    await register('check/there', [], code(commit)),
    await register('check/gone', [], code('d'.repeat(40))),
  ];
  expect((await check(there)).places).toMatchObject([{ answer: 'YES' }]);
  expect((await check(gone)).places).toMatchObject([
    { answer: 'NO', reason: 'The repository does not have the commit.' },
  ]);
});

test('a repository that cannot be asked is unknown, and never without the commit', async () => {
  await using repository = await makeRepository();
  const commit = await repository.commit({ 'train.py': 'one' });
  const reach = async (place: string, env: NodeJS.ProcessEnv = process.env) => {
    await using places = new PlaceReach({ env, allowPrivate: false, maxBytes: 0 });
    return (await places.commit(place, commit)).answer;
  };
  const url = pathToFileURL(repository.folder).href;
  expect([await reach(repository.folder), await reach(url)]).toEqual(['YES', 'YES']);
  // Without a git that could look.
  expect(await reach(repository.folder, { ...process.env, PATH: '/none' })).toBe('UNKNOWN');
  for (const place of ['.', 'file:///%zz', `file://host${repository.folder}`, `${repository.folder}/none`, 'ext::sh'])
    expect(await reach(place)).toBe('UNKNOWN');
});

test('a repository of a private network is asked only where that is allowed', async () => {
  const connections: Socket[] = [];
  const silent = createTcpServer((socket) => connections.push(socket.end())).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const reach = async (allowPrivate: boolean, host: string) => {
    await using places = new PlaceReach({ env: process.env, allowPrivate, maxBytes: 0 });
    return await places.commit(`https://${host}:${port}/a.git`, 'd'.repeat(40));
  };
  for (const host of ['127.0.0.1', 'localhost', '[::1]'])
    expect(await reach(false, host)).toMatchObject({
      answer: 'UNKNOWN',
      reason: expect.stringMatching(/private network/),
    });
  expect(connections).toHaveLength(0);
  expect(await reach(true, '127.0.0.1')).toMatchObject({ answer: 'UNKNOWN' });
  expect(connections.length).toBeGreaterThan(0);
  silent.close();
});

test('what was found is a fact of its moment, and changed bytes are a contradiction until they are back', async () => {
  const file = path.join(folder, 'model.bin');
  const artifact = { path: 'model.bin', uri: file, digest: digestOf('sealed') };
  await writeFile(file, 'sealed');
  const ref = await register('check/recorded', [artifact]);
  expect((await stateOf(ref)).reproducibility.resolvable).toBeNull();
  await check(ref, { record: true });
  const first = await stateOf(ref);
  expect(first.reproducibility.resolvable).toEqual({
    ...{ answer: 'YES', actor: 'anonymous', places: [{ answer: 'YES', reason: 'It has its digest.' }] },
  });
  await writeFile(file, 'other!');
  for (let times = 0; times < 2; times++) await check(ref, { record: true });
  const changed = await stateOf(ref);
  expect(changed.reproducibility.resolvable.answer).toBe('NO');
  expect(changed.contradictions.nodes).toEqual([
    {
      ...{ kind: 'DIGEST_DIFFERS', place: file, known: digestOf('sealed'), found: digestOf('other!') },
      resolvedAt: null,
    },
  ]);
  const { createdAt } = first.reachChecks.nodes[0];
  expect((await stateOf(ref, createdAt)).reproducibility.resolvable.answer).toBe('YES');
  await writeFile(file, 'sealed');
  await check(ref, { record: true });
  const back = await stateOf(ref);
  expect(back.reachChecks.nodes.map(({ answer }: { answer: string }) => answer)).toEqual(['YES', 'NO', 'NO', 'YES']);
  expect(back.contradictions.nodes).toMatchObject([{ resolvedAt: expect.any(String) }]);
});

test('of more files than a check has places those that were not looked at are unknown, and so is the version', async () => {
  const file = path.join(folder, 'one-of-many');
  await writeFile(file, 'many');
  const artifacts = Array.from({ length: 1_201 }, (_, index) => ({
    ...{ path: `part-${index}`, uri: pathToFileURL(file).href, digest: digestOf('many') },
  }));
  const ref = await register('acme/many-files', artifacts);
  const { places } = await check(ref, { record: true });
  expect(places).toHaveLength(1_000);
  expect(new Set(places.slice(0, -1).map(({ answer }) => answer))).toEqual(new Set(['YES']));
  expect(places.at(-1)).toMatchObject({ place: '202 files more', answer: 'UNKNOWN' });
  expect((await stateOf(ref)).reproducibility.resolvable).toMatchObject({ answer: 'UNKNOWN' });
});

test('of several places of a file one that has it is enough, and other bytes at any of them are a contradiction', async () => {
  const [first, second] = ['first.bin', 'second.bin'].map((name) => path.join(folder, name)) as [string, string];
  await writeFile(first, 'placed');
  await writeFile(second, 'placed');
  const artifact = { path: 'model.bin', uri: pathToFileURL(first).href, digest: digestOf('placed') };
  const ref = await register('check/places', [artifact]);
  const ADD =
    'mutation ($input: AddModelVersionLocationsInput!) { addModelVersionLocations(input: $input) { added { uri } } }';
  const locations = [{ uri: pathToFileURL(second).href, digest: digestOf('placed') }];
  expect((await graph.ask(ADD, { input: { modelVersion: ref, locations } })).errors).toBeUndefined();

  const checked = async (): Promise<readonly [string, readonly string[], boolean]> => {
    const looked = await check(ref, { record: true });
    const { resolvable } = (await stateOf(ref)).reproducibility;
    return [resolvable.answer, looked.places.map(({ answer }) => answer), isBroken(looked)];
  };
  expect(await checked()).toEqual(['YES', ['YES', 'YES'], false]);
  await rm(first);
  expect(await checked()).toEqual(['YES', ['NO', 'YES'], false]);
  await writeFile(first, 'others');
  expect(await checked()).toEqual(['YES', ['NO', 'YES'], true]);
  expect((await stateOf(ref)).contradictions.nodes).toMatchObject([{ place: artifact.uri, resolvedAt: null }]);
  await rm(first);
  await rm(second);
  expect(await checked()).toEqual(['NO', ['NO', 'NO'], true]);
});

test('places of one file come to the best of them, and parts to the worst', async () => {
  const ref = await register('check/parts', [{ path: 'a', uri: '/a', digest: digestOf('a') }]);
  const RECORD =
    'mutation ($input: RecordReachCheckInput!) { recordReachCheck(input: $input) { reachCheck { answer places { path } } } }';
  const record = async (...places: (readonly [path: string | null, answer: string])[]) => {
    const input = {
      modelVersion: ref,
      places: places.map(([at, answer], index) => ({ path: at, place: `${index}`, answer, reason: 'It is so.' })),
    };
    const { data } = await graph.ask<{
      recordReachCheck: { reachCheck: { answer: string; places: { path: string | null }[] } };
    }>(RECORD, { input });
    const { answer, places: recorded } = data.recordReachCheck.reachCheck;
    expect(recorded.map((place) => place.path)).toEqual(places.map(([at]) => at));
    return answer;
  };
  expect(await record(['a', 'NO'], ['a', 'UNKNOWN'])).toBe('UNKNOWN');
  expect(await record(['a', 'NO'], ['b', 'YES'], ['a', 'YES'])).toBe('YES');
  expect(await record([null, 'NO'], [null, 'YES'])).toBe('NO');
  expect(await record(['a', 'YES'], ['b', 'NO'], ['b', 'NO'])).toBe('NO');
  expect(await record(['a', 'YES'], [null, 'UNKNOWN'])).toBe('UNKNOWN');
});
