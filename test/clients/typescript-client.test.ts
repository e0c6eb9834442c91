import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { loadExample } from '#process/example/load-example.js';
import persisted from '../../clients/typescript/persisted-documents.json' with { type: 'json' };
import {
  ModelVersionDocument,
  ModelVersionsDocument,
  Pedigraph,
  PedigraphError,
  PromoteDocument,
  RegisterModelVersionDocument,
  SetTagsDocument,
} from '../../clients/typescript/src/index.js';
import { createTestGraph, type TestGraph } from '../support/test-graph.js';

const TOKEN = 'a-token-of-tools-in-typescript';
const ONE = { ref: 'demo/churn@1.1.0' };

let graph: TestGraph;
beforeAll(async () => {
  graph = await createTestGraph({ PEDIGRAPH_TOKEN: TOKEN });
  await loadExample({ url: graph.url, token: TOKEN });
});
afterAll(() => graph[Symbol.asyncDispose]());

/** A client whose requests are noted. */
function client(options: Partial<ConstructorParameters<typeof Pedigraph>[0]> = {}) {
  const sent: { body: Record<string, unknown>; key: string | null }[] = [];
  const noting: typeof fetch = (input, init) => {
    const key = new Headers(init?.headers).get('idempotency-key');
    sent.push({ body: JSON.parse(String(init?.body)) as Record<string, unknown>, key });
    return (options.fetch ?? fetch)(input, init);
  };
  const url = new URL(graph.url).origin;
  return { sent, pedigraph: new Pedigraph({ url, token: TOKEN, pauseBefore: 1, ...options, fetch: noting }) };
}

const refused = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail('it was answered'),
    (error: unknown) => error as PedigraphError,
  );

test('a version is answered with what made it, typed', async () => {
  const { modelVersion } = await client().pedigraph.query(ModelVersionDocument, ONE);
  expect(modelVersion?.run?.metrics.find(({ key }) => key === 'auc')?.value).toBe(0.87);
  expect(modelVersion?.datasets[0]?.datasetVersion?.ref).toBe('demo/customers@1.1.0');
});

test('an error has the code, the sentence and the details of the server', async () => {
  const { pedigraph } = client();
  const input = { modelVersion: 'demo/churn@9.9.9', alias: 'canary' };
  const error = await refused(pedigraph.mutate(PromoteDocument, { input }));
  expect(error).toBeInstanceOf(PedigraphError);
  expect([error.code, error.message.length > 20]).toEqual(['NOT_FOUND', true]);
  const anonymous = client({ token: undefined });
  expect((await refused(anonymous.pedigraph.query(ModelVersionDocument, ONE))).code).toBe('UNAUTHENTICATED');
  expect(anonymous.sent.length).toBe(1);
  const conflict = { ...input, modelVersion: ONE.ref, expected: '1.0.0' };
  const { code, details } = await refused(pedigraph.mutate(PromoteDocument, { input: conflict }));
  expect([code, Object.keys(details).length > 0]).toEqual(['CONFLICT', true]);
});

test('a write whose answer is lost is sent again under its key, and done once', async () => {
  let lost = 2;
  const losing: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    if (lost-- > 0) throw new TypeError('fetch failed');
    return response;
  };
  const { pedigraph, sent } = client({ fetch: losing });
  const input = { model: 'demo/typescript', config: { depth: 6 } };
  const { registerModelVersion } = await pedigraph.mutate(RegisterModelVersionDocument, { input });
  expect(registerModelVersion).toMatchObject({ created: true, modelVersion: { ref: 'demo/typescript@1.0.0' } });
  expect(sent.length).toBe(3);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
});

test('under a key of one’s own the same write is one, and another is refused', async () => {
  const { pedigraph } = client();
  const tag = (value: string) =>
    pedigraph.mutate(
      SetTagsDocument,
      { input: { of: ONE.ref, set: { seen: value } } },
      { idempotencyKey: 'my-own-key' },
    );
  expect(await tag('once')).toEqual(await tag('once'));
  expect((await refused(tag('twice'))).code).toBe('IDEMPOTENCY_KEY_REUSED');
});

test('named by its hash a document is sent whole once, and then by its hash alone', async () => {
  const { pedigraph, sent } = client({ persisted: true });
  for (let n = 0; n < 2; n++) await pedigraph.query(ModelVersionDocument, ONE);
  expect(sent.map(({ body }) => Object.keys(body).sort())).toEqual([
    ['extensions', 'variables'],
    ['extensions', 'query', 'variables'],
    ['extensions', 'variables'],
  ]);
});

test('a server of trusted documents alone takes the manifest of the package', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'pedigraph-trusted-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(path.join(folder, 'typescript.json'), JSON.stringify(persisted));
  const { url } = await graph.serveBeside({ PEDIGRAPH_TRUSTED_DOCUMENTS: folder });
  for (const byHash of [true, false]) {
    const { pedigraph, sent } = client({ url, persisted: byHash });
    expect((await pedigraph.query(ModelVersionDocument, ONE)).modelVersion?.ref).toBe(ONE.ref);
    expect(sent.length).toBe(1);
  }
  const own = { toString: () => '{ me { actor } }' };
  expect((await refused(client({ url }).pedigraph.query(own))).code).toBe('DOCUMENT_NOT_TRUSTED');
});

test('every node of a connection comes, page by page', async () => {
  const { pedigraph, sent } = client();
  const versions: string[] = [];
  const variables = { model: 'demo/churn', first: 2 };
  for await (const { version } of pedigraph.nodes(ModelVersionsDocument, variables, ({ model }) => model?.versions))
    versions.push(version);
  expect([versions, sent.length]).toEqual([['2.0.0', '1.1.0', '1.0.0'], 2]);
});

test('where nobody answers, and where something else does, it says so', async () => {
  const nobody = client({ url: 'http://127.0.0.1:9' });
  expect((await refused(nobody.pedigraph.query(ModelVersionDocument, ONE))).code).toBe('UNAVAILABLE');
  expect(nobody.sent.length).toBe(4);
  const error = await refused(client({ url: await proxy(418) }).pedigraph.query(ModelVersionDocument, ONE));
  expect(error.message).toMatch(/^Expected a GraphQL answer of http.*, and got HTTP 418 with no content type\.$/);
});

test('where a proxy gives up on a write, it may have happened', async () => {
  const { pedigraph, sent } = client({ url: await proxy(504) });
  expect((await refused(pedigraph.query(ModelVersionDocument, ONE))).code).toBe('UNAVAILABLE');
  const written = await refused(pedigraph.mutate(SetTagsDocument, { input: { of: ONE.ref, set: { seen: 'once' } } }));
  expect([written.code, sent.length]).toEqual(['OUTCOME_UNKNOWN', 8]);
});

test('variables that JSON cannot say are the caller’s mistake, and nothing is sent', async () => {
  const { pedigraph, sent } = client();
  const input = { model: 'demo/typescript', config: { depth: 6n } };
  await expect(pedigraph.mutate(RegisterModelVersionDocument, { input })).rejects.toThrow(TypeError);
  expect(sent.length).toBe(0);
});

test('a URL with a password is refused, and the password is in no error', async () => {
  expect(() => client({ url: 'https://ann:secret@pedigraph.example' })).toThrow(
    new PedigraphError('BAD_USER_INPUT', 'Expected a URL without user and password: pass an API key as `token`.'),
  );
});

/** The URL of something that answers all with one status and no GraphQL. */
async function proxy(status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end('<html>')).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a signal of the caller ends an operation with its own reason', async () => {
  const given = AbortSignal.abort(new Error('enough'));
  await expect(client().pedigraph.query(ModelVersionDocument, ONE, { signal: given })).rejects.toThrow('enough');
  const input = { of: ONE.ref, set: { seen: 'never' } };
  await expect(client().pedigraph.mutate(SetTagsDocument, { input }, { signal: given })).rejects.toThrow('enough');
  // In the pause before it is sent again, too: this one is longer than the test may take.
  const ending = new AbortController();
  const failing: typeof fetch = async () => {
    setTimeout(() => ending.abort(new Error('enough')));
    throw new TypeError('fetch failed');
  };
  const { pedigraph } = client({ fetch: failing, pauseBefore: 1e9 });
  await expect(pedigraph.query(ModelVersionDocument, ONE, { signal: ending.signal })).rejects.toThrow('enough');
});
