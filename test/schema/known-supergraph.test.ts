import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { composeSupergraph } from '../../src/platform/federation/compose-supergraph.js';
import { sealedSupergraph, supergraphOf } from '../../src/process/known-supergraph.js';

const file = path.join(os.tmpdir(), `pedigraph-supergraph-${randomBytes(6).toString('hex')}.graphql`);
afterAll(() => rm(file, { force: true }));

const service = { name: 'books', sdl: 'type Query { book: String }', url: 'http://books/graphql' };
const { supergraphSdl: composed } = composeSupergraph([service]);
/** No composer would say this. */
const WRITTEN = 'type Query { book: Int }';

test('a supergraph that was composed from these services and is as it was written is not composed again', async () => {
  await writeFile(file, sealedSupergraph([service], WRITTEN));
  expect(await supergraphOf([service], file)).toBe(`${WRITTEN}\n`);
});

test.each([
  ['another SDL', { sdl: 'type Query { book: String film: String }' }],
  ['another URL', { url: 'http://elsewhere/graphql' }],
  ['another name', { name: 'library' }],
])('%s is composed', async (_, other) => {
  await writeFile(file, sealedSupergraph([service], WRITTEN));
  const changed = { ...service, ...other };
  expect(await supergraphOf([changed], file)).toBe(composeSupergraph([changed]).supergraphSdl);
});

test.each([
  ['edited', (text: string) => text.replace('Int', 'ID')],
  ['without its first line', (text: string) => text.slice(text.indexOf('\n') + 1)],
  ['empty', () => ''],
])('a file that is %s is not believed', async (_, edit) => {
  await writeFile(file, edit(sealedSupergraph([service], WRITTEN)));
  expect(await supergraphOf([service], file)).toBe(composed);
});

test('where there is no file it is composed', async () => {
  expect(await supergraphOf([service], `${file}.missing`)).toBe(composed);
});
