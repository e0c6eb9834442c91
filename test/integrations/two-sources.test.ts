import { cp } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { importGit } from '#integrations/git-history/import-git.js';
import { importMlflow } from '#integrations/mlflow/import-mlflow.js';
import { createTestGraph } from '../support/test-graph.js';
import { hasGit, makeRepository } from './git-history/git-repository.js';
import { createStore, experimentMeta, runMeta } from './mlflow-fixture.js';

const RUN = 'a'.repeat(32);
const MD5 = '4c75339082a1f8359bc00fbdf38c6d73';
const url = 'https://github.com/acme/wine';
const DATA = `outs:\n- md5: ${MD5}\n  size: 97\n  hash: md5\n  path: wine.csv\n`;
const INPUT = {
  [`1/datasets/${'d'.repeat(32)}/meta.yaml`]: `digest: 1a2b3c4d\nname: wine\nprofile: '{}'\nschema: '{}'\nsource: '{"uri": "s3://acme/dvc/files/md5/4c/${MD5.slice(2)}"}'\nsource_type: s3\n`,
  [`1/${RUN}/inputs/${'e'.repeat(32)}/meta.yaml`]: `destination_id: ${RUN}\ndestination_type: RUN\nsource_id: ${'d'.repeat(32)}\nsource_type: DATASET\ntags: {}\n`,
};

const WHOLE = `query ($repository: String!) {
  sourceRecords(filter: { repository: $repository }) {
    nodes { tool path subject run { sources { tool } inputs { datasetVersion { ref sources { tool subject } sameAs { subject isSame } } } } }
  }
}`;

// A project of one repository, with MLflow's store beside what DVC tracks.
test.skipIf(!hasGit).each([['git first'], ['mlflow first']])(
  'a run that lies in Git and data that DVC has are joined by what both sources say, %s',
  async (order) => {
    await using graph = await createTestGraph();
    await using repository = await makeRepository();
    await using store = await createStore({
      '1/meta.yaml': experimentMeta('1', 'exp'),
      [`1/${RUN}/meta.yaml`]: runMeta(RUN, { experiment_id: "'1'" }),
      ...INPUT,
    });
    const mlruns = path.join(repository.folder, 'mlruns');
    await cp(store.root, mlruns, { recursive: true });
    repository.git('remote', 'add', 'origin', `${url}.git`);
    await repository.commit({ 'wine.csv.dvc': DATA });
    const client = createGraphqlClient({ url: graph.url });
    const ofGit = () => importGit({ repository: repository.folder, env: process.env, url, client });
    const ofMlflow = () => importMlflow({ source: mlruns, client, env: process.env });
    const importers = order === 'git first' ? [ofGit, ofMlflow] : [ofMlflow, ofGit];
    for (const read of [...importers, ...importers]) expect((await read()).skips).toEqual([]);

    const { data, errors } = await graph.ask<{ sourceRecords: { nodes: { tool: string }[] } }>(WHOLE, {
      repository: 'git@github.com:acme/wine.git',
    });
    expect(errors).toBeUndefined();
    const nodes = data.sourceRecords.nodes.toSorted((a, b) => a.tool.localeCompare(b.tool));
    const inDvc = 'acme/wine/wine.csv@1.0.0';
    const inMlflow = 'mlflow/wine@1.0.0';
    expect(nodes).toEqual([
      { tool: 'dvc', path: 'wine.csv', subject: inDvc, run: null },
      {
        ...{ tool: 'git', path: `mlruns/1/${RUN}/meta.yaml`, subject: expect.stringMatching(/^mlflow\/exp@/) },
        run: {
          sources: [{ tool: 'mlflow' }, { tool: 'git' }],
          inputs: [
            {
              datasetVersion: {
                ref: inMlflow,
                sources: expect.toSatisfy(
                  (found: { tool: string }[]) =>
                    found
                      .map(({ tool }) => tool)
                      .sort()
                      .join() === 'dvc,mlflow',
                ),
                sameAs: [{ subject: inDvc, isSame: true }],
              },
            },
          ],
        },
      },
    ]);
  },
);
