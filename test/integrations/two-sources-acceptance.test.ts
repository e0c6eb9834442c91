import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importGit } from '#integrations/git-history/import-git.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestGraph } from '../support/test-graph.js';

/** A public project with MLflow's store and DVC's files in one repository; a clone of it is no part of this project. */
const NAME = 'PranavBejgam/DVC-MLflow';
const CLONE = path.join(process.env['PEDIGRAPH_TEST_REPOSITORIES'] ?? '', NAME.replace('/', '+'));
const place = [path.join(CLONE, 'repo'), CLONE].find((one) => existsSync(path.join(one, 'HEAD')));

test.skipIf(place !== undefined)(`SKIPPED: no clone of ${NAME} is at hand, so it is NOT JOINED`, () => {});

const WHOLE = `query ($repository: String!) { sourceRecords(filter: { repository: $repository }, first: 100) {
  nodes { tool path run { name sources { tool commit } } datasetVersion { externalDigest { value } } }
} }`;

interface Nodes {
  readonly nodes: readonly {
    readonly tool: string;
    readonly path: string;
    readonly run: { readonly name: string; readonly sources: readonly object[] } | null;
    readonly datasetVersion: { readonly externalDigest: { readonly value: string } | null } | null;
  }[];
}

test.skipIf(place === undefined)('one query has the runs of MLflow and the data of DVC of one repository', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pedigraph-joined-'));
  try {
    const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, encoding: 'utf8' }).trim();
    git('clone', '--quiet', place!, folder);
    const url = `https://github.com/${NAME}`;
    git('remote', 'set-url', 'origin', url);
    const outs = new Set(
      git('log', '--format=%H', '--', 'data.dvc')
        .split('\n')
        .map((commit) => /md5: (\S+)/.exec(git('show', `${commit}:data.dvc`))![1]),
    );
    const records = git('ls-files', 'mlruns/*/*/meta.yaml').split('\n');
    const runs = records.filter((file) => /\/[0-9a-f]{32}\/meta\.yaml$/.test(file));
    const [first] = git('rev-list', '--reverse', 'HEAD').split('\n');

    await using graph = await createTestGraph();
    const client = createGraphqlClient({ url: graph.url });
    await importGit({ repository: folder, env: process.env, client });
    await importMlflow({ source: path.join(folder, 'mlruns'), client, env: process.env });
    const { data } = await graph.ask<{ sourceRecords: Nodes }>(WHOLE, { repository: url });
    const { nodes } = data.sourceRecords;
    const ofRuns = nodes.filter(({ run }) => run !== null);
    expect(ofRuns.map((node) => node.path).sort()).toEqual(runs.sort());
    for (const { run } of ofRuns)
      expect(run!.sources).toEqual([
        { tool: 'mlflow', commit: null },
        { tool: 'git', commit: first },
      ]);
    const ofData = nodes.filter((node) => node.tool === 'dvc' && node.path === 'data');
    expect(new Set(ofData.map((node) => node.datasetVersion?.externalDigest?.value))).toEqual(outs);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
