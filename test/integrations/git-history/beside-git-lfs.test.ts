import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importGit } from '#integrations/git-history/import-git.js';
import { createTestGraph, type TestGraph } from '../../support/test-graph.js';
import { makeRepository } from './git-repository.js';

const hasLfs = spawnSync('git', ['lfs', 'version']).status === 0;

test.skipIf(hasLfs)(
  'SKIPPED: there is no git-lfs on the PATH (Debian: git-lfs), and NOTHING IS COMPARED with it',
  () => {},
);

interface Files {
  readonly nodes: readonly { readonly files: readonly { readonly digest: string; readonly sizeBytes: number }[] }[];
}

const VERSIONS =
  'query ($name: String!) { dataset(name: $name) { versions { nodes { files { digest sizeBytes } } } } }';

describe.skipIf(!hasLfs)('beside the real git-lfs', () => {
  let graph: TestGraph;
  beforeAll(async () => {
    graph = await createTestGraph();
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  test('every version of a file has the digest and size that git-lfs lists, without its objects', async () => {
    await using repository = await makeRepository();
    repository.git('lfs', 'install', '--local');
    repository.git('lfs', 'track', '*.bin');
    const commits: string[] = [];
    for (const size of [1, 3, 70_000]) commits.push(await repository.commit({ 'data/set.bin': randomBytes(size) }));
    const listed = commits.map((commit) => {
      const { files } = JSON.parse(repository.git('lfs', 'ls-files', '--json', commit));
      return { digest: `sha256:${files[0].oid}`, sizeBytes: files[0].size };
    });
    const client = createGraphqlClient({ url: graph.url });

    const report = await importGit({ repository: repository.folder, client, namespace: 'lfs', env: process.env });

    expect(report.skips).toEqual([]);
    const { data } = await graph.ask<{ dataset: { versions: Files } }>(VERSIONS, { name: 'lfs/data/set.bin' });
    const here = data.dataset.versions.nodes.flatMap(({ files }) => files);
    expect(here.toSorted((a, b) => a.sizeBytes - b.sizeBytes)).toEqual(listed);
  });
});
