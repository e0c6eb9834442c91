import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { printable } from '#platform/errors/printable.js';
import { type EndedCommand, runCommand } from '../support/running-command.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';
import { createStore, experimentMeta, runMeta, type TemporaryStore, versionMeta } from './mlflow-fixture.js';

// Each of these starts a process.
vi.setConfig({ testTimeout: 120_000 });

/** C0 with an OSC and a CSI, C1, DEL, marks of direction, and the end of a line that could pass for one of ours. */
const EVIL = 'a\u001b]0;owned\u0007\u001b[2J\u009b31m\u007f\u202e\u2066\u200f\nskipped (0):\r';
/** The same as the name of a file: all but `/` and NUL may stand in one. */
const EVIL_FILE = EVIL;

let graph: TestGraph;
let server: Server;
let place: string;
beforeAll(async () => {
  graph = await createTestGraph();
  place = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-hostile-'));
  server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ errors: [{ message: EVIL, extensions: { code: `BAD${EVIL}`, [EVIL]: EVIL } }] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(async () => {
  server.close();
  await rm(place, { recursive: true, force: true });
  await graph[Symbol.asyncDispose]();
});

const answersEvil = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
const NO_CI = { GITHUB_ACTIONS: '', GITLAB_CI: '', JENKINS_URL: '', PEDIGRAPH_TOKEN: '' };
const pedigraph = (...words: string[]) => runCommand(words, NO_CI);
const expectHarmless = ({ output }: EndedCommand) => {
  expect(output.replaceAll('\n', '').match(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u)).toBeNull();
  expect(output).not.toMatch(/^skipped \(0\):/m);
  expect(output).toContain('\\u001b]0;owned\\u0007');
};

function createHostileStore(): Promise<TemporaryStore> {
  const run = 'a'.repeat(32);
  const quoted = JSON.stringify(EVIL);
  return createStore({
    '1/meta.yaml': experimentMeta('1', quoted),
    [`1/${run}/meta.yaml`]: runMeta(run, { run_name: quoted }),
    [`1/${run}/params/${EVIL_FILE}`]: Buffer.from([0xff]),
    [`1/${run}/tags/${EVIL_FILE}`]: 'x'.repeat(100_000),
    [`1/${run}/metrics/${EVIL_FILE}`]: 'no point\n',
    [`1/${run}/artifacts/model/requirements.txt`]: `https://evil.example.org/${EVIL.replace('\n', '')}\n`,
    [`1/${EVIL_FILE}/meta.yaml`]: `status: [${EVIL}`,
    [`2${EVIL_FILE}/meta.yaml`]: `name: ${EVIL}: {`,
    [`models/${EVIL_FILE}/meta.yaml`]: `name: ${quoted}\n`,
    [`models/${EVIL_FILE}/version-1/meta.yaml`]: versionMeta(1, { run_id: quoted }),
    [`models/${EVIL_FILE}/aliases/${EVIL_FILE}`]: '7',
  });
}

test('import mlflow prints nothing that controls a terminal, whatever a store holds', async () => {
  await using store = await createHostileStore();
  const told = await pedigraph('import', 'mlflow', store.root, '--url', graph.url);
  expectHarmless(told);
  expect(told.stdout).toContain('asks for no package by name');
  expect(told.stdout).toContain('is not YAML');
  const asJson = await pedigraph('import', 'mlflow', store.root, '--url', graph.url, '--json');
  expectHarmless(asJson);
  // The escapes are those of JSON: what a program reads is what the store holds.
  expect(JSON.stringify(JSON.parse(asJson.stdout))).toContain(JSON.stringify(EVIL_FILE).slice(1, -1));
});

test('nor does what a server answers', async () => {
  await using store = await createHostileStore();
  const manifest = path.join(place, 'manifest.yaml');
  await writeFile(manifest, 'model: acme/a\n');
  const words = ['--url', answersEvil()];
  for (const told of [
    await pedigraph('import', 'mlflow', store.root, ...words),
    await pedigraph('register', manifest, ...words),
    await pedigraph('reproduce', 'acme/a@1.0.0', path.join(place, 'out'), ...words),
  ]) {
    expectHarmless(told);
    expect(told.code).toBe(1);
  }
});

test('nor does what a manifest, a supergraph or the command line holds', async () => {
  const manifest = path.join(place, 'evil.yaml');
  const supergraph = path.join(place, 'evil.graphql');
  await writeFile(manifest, `${JSON.stringify(EVIL)}: 1\nconfig: { file: ${JSON.stringify(EVIL)} }\n`);
  await writeFile(supergraph, `type Query { ${EVIL}`);
  for (const told of [
    await pedigraph('register', manifest, '--url', graph.url),
    await pedigraph('register', path.join(place, EVIL_FILE), '--url', graph.url),
    await pedigraph('reproduce', EVIL, path.join(place, 'out'), '--url', graph.url),
    await pedigraph('import', 'mlflow', path.join(place, EVIL_FILE), '--url', graph.url),
    await pedigraph('gateway', '--supergraph', path.join(place, EVIL_FILE), '--port', '0'),
  ]) {
    expectHarmless(told);
  }
  for (const [words, code] of [
    [['gateway', '--supergraph', supergraph, '--port', '0'], 1],
    [['register', manifest, '--url', EVIL], 2],
    [['register', `--${EVIL}`], 2],
  ] as const) {
    const told = await pedigraph(...words);
    expect([told.code, told.output.replaceAll('\n', '').match(/[\p{Cc}\p{Bidi_Control}]/u)]).toEqual([code, null]);
  }
});

test.each([
  ['\u0000', '\\u0000'],
  ['\u001b', '\\u001b'],
  ['\u007f', '\\u007f'],
  ['\u0085', '\\u0085'],
  ['\u009d', '\\u009d'],
  ['\u061c', '\\u061c'],
  ['\u200e', '\\u200e'],
  ['\u2028', '\\u2028'],
  ['\u2069', '\\u2069'],
  ['é 日本 👍🏽 👨‍👩‍👧', 'é 日本 👍🏽 👨‍👩‍👧'],
])('%j is printed as %s', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
