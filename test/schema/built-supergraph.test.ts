import { randomBytes } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { composeSupergraph } from '#platform/federation/compose-supergraph.js';
import { supergraphOf } from '#process/built-supergraph.js';
import { runCommand } from '../support/running-command.js';

const file = path.join(os.tmpdir(), `pedigraph-supergraph-${randomBytes(6).toString('hex')}.graphql`);
afterAll(() => rm(file, { force: true }));

const service = { name: 'books', sdl: 'type Query { book: String }', url: 'http://books/graphql' };

test('a supergraph that the build composed is not composed again, and no subgraph is printed for it', async () => {
  await writeFile(file, 'type Query { book: Int }');
  const asked = async () => expect.unreachable();
  expect(await supergraphOf(asked, file)).toBe('type Query { book: Int }');
});

test('where there is none it is composed', async () => {
  const { supergraphSdl } = composeSupergraph([service]);
  expect(await supergraphOf(async () => [service], `${file}.missing`)).toBe(supergraphSdl);
});

test('the build composes the one that is in schema/', async () => {
  // Builds where that is needed.
  await runCommand(['--help']);
  const [built, written] = await Promise.all(
    ['dist/bundle', 'schema'].map((folder) => readFile(path.join(folder, 'supergraph.graphql'), 'utf8')),
  );
  expect(built).toBe(written);
});
