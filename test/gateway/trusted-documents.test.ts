import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createAutomaticDocuments } from '#gateway/documents/automatic-documents.js';
import { openDocuments } from '#gateway/documents/documents.js';
import { readTrustedDocuments } from '#gateway/documents/read-trusted-documents.js';
import { ANONYMOUS, type Caller } from '#platform/auth/caller.js';
import { ConfigError } from '#platform/config/read-config.js';
import { sha256 } from '#platform/digest/digest.js';
import { testConfig } from '../support/test-config.js';
import { askEveryWay, byEveryWay } from './every-way.js';
import { serveLibrary } from './serve-library.js';

const BOOKS = '{ books { title } }';
const AUTHORS = 'query Authors { authors { name } }';
const TOKEN = 'a-token-of-some-length';
const hex = (document: string) => sha256(document).slice('sha256:'.length);
const persistedQuery = (document: string) => ({ version: 1, sha256Hash: hex(document) });

/** A folder with these files. */
async function folderOf(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(path.join(tmpdir(), 'trusted-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

const FILES = { 'books.graphql': BOOKS, 'by-codegen/persisted-documents.json': JSON.stringify({ 'an-id': AUTHORS }) };

const refused = (code: string) =>
  byEveryWay({ errors: [expect.objectContaining({ extensions: expect.objectContaining({ code }) })] });
const books = byEveryWay({ data: { books: expect.any(Array) } });
const authors = byEveryWay({ data: { authors: expect.any(Array) } });

test('a trusted document is answered by its id or its text, by every way, and no other is', async () => {
  await using files = await folderOf(FILES);
  await using server = await serveLibrary({
    env: { PEDIGRAPH_TRUSTED_DOCUMENTS: files.folder, PEDIGRAPH_TOKEN: TOKEN },
  });
  const ask = (operation: Record<string, unknown>) => askEveryWay(server, operation, TOKEN);
  expect(await ask({ documentId: sha256(BOOKS) })).toEqual(books);
  expect(await ask({ documentId: 'an-id' })).toEqual(authors);
  expect(await ask({ documentId: 'an-id', operationName: 'Authors', variables: {} })).toEqual(authors);
  expect(await ask({ extensions: { persistedQuery: persistedQuery(AUTHORS) } })).toEqual(authors);
  expect(await ask({ query: BOOKS })).toEqual(books);

  const before = server.library.asked.length;
  for (const query of ['{ asker }', `${BOOKS} `, '{ __schema { queryType { name } } }', '{', 'subscription { ticks }'])
    expect(await ask({ query }), query).toEqual(refused('DOCUMENT_NOT_TRUSTED'));
  const extensions = { persistedQuery: persistedQuery('{ asker }') };
  expect(await ask({ query: '{ asker }', extensions })).toEqual(refused('DOCUMENT_NOT_TRUSTED'));
  expect(await ask({ extensions })).toEqual(refused('DOCUMENT_NOT_TRUSTED'));
  expect(await ask({ documentId: hex('{ asker }') })).toEqual(refused('PERSISTED_QUERY_NOT_FOUND'));
  for (const documentId of ['__proto__', 'constructor', '../books.graphql', 'books.graphql', ''])
    expect(await ask({ documentId }), documentId).toEqual(refused('PERSISTED_QUERY_NOT_FOUND'));
  expect(await ask({ documentId: 'an-id', query: '{ asker }' })).toEqual(refused('BAD_REQUEST'));
  expect(server.library.asked).toHaveLength(before);
  const { status } = await server.ask('{ asker }', {}, { authorization: `Bearer ${TOKEN}` });
  expect(status).toBe(403);
});

test('where only the anonymous are bound to trusted documents, others send what they like, and it stays theirs', async () => {
  const trusted = { find: (id: string) => (id === 'an-id' ? AUTHORS : undefined) };
  await using files = await folderOf({ 'manifest.json': JSON.stringify({ 'an-id': trusted.find('an-id') }) });
  const documents = await openDocuments({ trustedDocuments: files.folder, trustedDocumentsMode: 'anonymous-only' });
  const ann: Caller = { ...ANONYMOUS, actor: 'ann', kind: 'USER' };
  const extensions = { persistedQuery: persistedQuery(BOOKS) };
  expect(() => documents.resolve({ query: BOOKS }, ANONYMOUS)).toThrow(/trusted documents alone/);
  expect(documents.resolve({ query: BOOKS, extensions }, ann)).toBe(BOOKS);
  expect(documents.resolve({ extensions }, ann)).toBe(BOOKS);
  expect(documents.resolve({ documentId: sha256(BOOKS) }, ann)).toBe(BOOKS);
  // What somebody else has had remembered is no more trusted for it.
  expect(() => documents.resolve({ extensions }, ANONYMOUS)).toThrow(/trusted documents alone/);
  expect(() => documents.resolve({ documentId: sha256(BOOKS) }, ANONYMOUS)).toThrow(/No document has the id/);
  for (const caller of [ann, ANONYMOUS]) expect(documents.resolve({ documentId: 'an-id' }, caller)).toBe(AUTHORS);
});

test('without trusted documents an id finds what was sent with its hash before', async () => {
  await using server = await serveLibrary();
  const unknown = await server.fetch(`/graphql?documentId=${sha256(BOOKS)}`);
  expect(unknown.body.errors[0].message).toMatch(/send the document itself/);
  await server.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: BOOKS, extensions: { persistedQuery: persistedQuery(BOOKS) } }),
  });
  expect(await askEveryWay(server, { documentId: sha256(BOOKS) })).toEqual(books);
});

test('a mutation that is named by its id is not executed by GET', async () => {
  const mutation = 'mutation { writes }';
  await using files = await folderOf({ 'write.graphql': mutation });
  await using server = await serveLibrary({ env: { PEDIGRAPH_TRUSTED_DOCUMENTS: files.folder } });
  for (const route of ['/graphql', '/graphql/stream']) {
    const answer = await server.fetch(`${route}?documentId=${sha256(mutation)}`);
    expect([route, answer.status]).toEqual([route, 405]);
  }
  expect(server.library.asked).toEqual([]);
});

test('a flood of hashes is forgotten, and what is trusted is not', async () => {
  await using files = await folderOf(FILES);
  const documents = await openDocuments({ trustedDocuments: files.folder, trustedDocumentsMode: 'anonymous-only' });
  const ann: Caller = { ...ANONYMOUS, actor: 'ann', kind: 'USER' };
  for (let n = 0; n < 20_000; n++) {
    const query = `{a${n}}`;
    documents.resolve({ query, extensions: { persistedQuery: persistedQuery(query) } }, ann);
    expect(() => documents.resolve({ documentId: `${n}` }, ann)).toThrow();
  }
  expect(documents.resolve({ documentId: 'an-id' }, ann)).toBe(AUTHORS);
  const automatic = createAutomaticDocuments(1_000_000);
  for (let n = 0; n < 5_000; n++) automatic.remember(hex(`{a${n}}`), `{a${n}}`);
  expect(automatic.size).toBeLessThan(2_500);
});

test("manifests of Apollo, graphql-codegen and Relay are read, and a document's own file", async () => {
  const apollo = { format: 'apollo-persisted-query-manifest', version: 1 };
  await using files = await folderOf({
    'apollo.json': JSON.stringify({ ...apollo, operations: [{ id: 'x1', name: 'B', type: 'query', body: BOOKS }] }),
    'relay.json': JSON.stringify({ '5bd8ec1b3e9d9e4b9e5ff0e5b4d5f2b5': AUTHORS }),
    'deep/er/asker.gql': '{ asker }',
    'README.md': 'of no concern',
  });
  const trusted = await readTrustedDocuments(files.folder);
  expect(trusted.size).toBe(3);
  expect(['x1', hex(BOOKS), '5bd8ec1b3e9d9e4b9e5ff0e5b4d5f2b5', sha256('{ asker }')].map(trusted.find)).toEqual([
    BOOKS,
    BOOKS,
    AUTHORS,
    '{ asker }',
  ]);
});

test('a folder that cannot be trusted is refused at the start, with the file and the reason', async () => {
  const cases: [files: Record<string, string>, reason: RegExp][] = [
    [{}, /holds no trusted document: put \.graphql files there/],
    [{ 'a.graphql': '{' }, /a\.graphql is no file of trusted documents: Syntax Error/],
    [{ 'a.graphql': 'fragment F on Book { title }' }, /a\.graphql.* has no operation; fragments stand in the document/],
    [{ 'a.json': '{' }, /a\.json is no file of trusted documents/],
    [{ 'package.json': '{"name":"x","dependencies":{}}' }, /package\.json.* neither a manifest of Apollo/],
    [{ 'a.json': `{"x":"${BOOKS}"}`, 'b.json': `{"x":"${AUTHORS}"}` }, /b\.json.* the id "x" stands for another/],
    [{ 'a.json': `{"${sha256(AUTHORS)}":"${BOOKS}"}` }, /a\.json.* is not the SHA-256 of its document/],
  ];
  for (const [files, reason] of cases) {
    await using made = await folderOf(files);
    await expect(readTrustedDocuments(made.folder)).rejects.toThrow(reason);
  }
  await expect(readTrustedDocuments('/no/such/folder')).rejects.toThrow(/cannot be read.*--trusted-documents/);
  expect(() => testConfig({ PEDIGRAPH_TRUSTED_DOCUMENTS_MODE: 'only' })).toThrow(ConfigError);
});
