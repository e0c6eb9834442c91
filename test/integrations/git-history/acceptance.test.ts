import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGraphqlClient } from '#integrations/client/graphql-client.js';
import { gtoRegistry } from '#integrations/git-history/gto/gto-registry.js';
import { readRepository } from '#integrations/git-history/history/read-repository.js';
import { revisionFacts } from '#integrations/git-history/history/revision-facts.js';
import { importGit } from '#integrations/git-history/import-git.js';
import { commitOf, readCommit } from '#integrations/git-history/objects/commits.js';
import { openRepository } from '#integrations/git-history/objects/open-repository.js';
import { createTestGraph } from '../../support/test-graph.js';
import { hasGit } from './git-repository.js';

/** What `gto` and `dvc` themselves say of public repositories, which are no part of the project: in a folder beside one above. */
const FACTS = sharedFolder('acceptance/dvc');
/** Clones of these repositories: `PEDIGRAPH_TEST_REPOSITORIES/<owner>+<name>`, a folder or a bare repository each. */
const CLONES = process.env['PEDIGRAPH_TEST_REPOSITORIES'] ?? '';

interface Digest {
  readonly file?: string;
  readonly stage?: string;
  readonly kind?: string;
  readonly path: string;
  readonly md5?: string;
  readonly size?: number;
  readonly nfiles?: number;
}

interface Facts {
  readonly repository: string;
  readonly 'gto show --json': Readonly<
    Record<
      string,
      { readonly version: string; readonly stage: Readonly<Record<string, string>>; readonly active: boolean }
    >
  >;
  readonly 'gto history --json': readonly {
    readonly ref: string;
    readonly event: string;
    readonly commit: string;
    readonly timestamp: string;
    readonly stage: string | null;
    readonly version: string;
  }[];
  readonly 'git tags': readonly { readonly tag: string; readonly annotated: boolean; readonly commit: string }[];
  readonly revisions: Readonly<
    Record<string, { readonly commit: string; readonly digests: readonly Digest[]; readonly 'dvc stage list': unknown }>
  >;
}

function sharedFolder(name: string, from = import.meta.dirname): string {
  const here = path.join(from, 'shared', name);
  return existsSync(here) || path.dirname(from) === from ? here : sharedFolder(name, path.dirname(from));
}

const files = hasGit && existsSync(FACTS) ? readdirSync(FACTS).filter((file) => file.endsWith('.json')) : [];
const known = files.flatMap((file) => {
  const facts = JSON.parse(readFileSync(path.join(FACTS, file), 'utf8')) as Facts;
  const clone = path.join(CLONES, facts.repository.replace('/', '+'));
  const place = [clone, path.join(clone, 'repo')].find(
    (one) => existsSync(path.join(one, 'HEAD')) || existsSync(path.join(one, '.git')),
  );
  return CLONES === '' || place === undefined ? [] : [{ name: facts.repository, facts, place }];
});

test.skipIf(known.length > 0)(
  'SKIPPED: no public repository is at hand, so what dvc and gto say of them is NOT COMPARED',
  () => {},
);

const EVENTS: Readonly<Record<string, string>> = {
  register: 'registration',
  deregister: 'deregistration',
  assign: 'assignment',
  unassign: 'unassignment',
  deprecate: 'deprecation',
};

describe.each(known)('$name', ({ facts, place }) => {
  test('its tags, versions and stages are those that Git and GTO show', async () => {
    await using repository = await openRepository(place, process.env);
    using reader = readRepository(repository.git);
    const { all, gto } = await reader.tags();
    expect(all.map(({ name, isAnnotated, commit }) => ({ tag: name, annotated: isAnnotated, commit }))).toEqual(
      facts['git tags']
        .map(({ tag, annotated, commit }) => ({ tag, annotated, commit }))
        .sort((a, b) => (a.tag < b.tag ? -1 : 1)),
    );
    const shown = gtoRegistry(gto.events).map(({ name, latest, stages, isActive }) => [
      name,
      { version: latest, stage: Object.fromEntries(stages), registered: true, active: isActive },
    ]);
    expect(Object.fromEntries(shown)).toEqual(facts['gto show --json']);
    const events = gto.events
      .toReversed()
      .map(({ ref, action, commit, at }) => ({ ref, event: EVENTS[action], commit, at }));
    expect(events).toEqual(
      facts['gto history --json'].map(({ ref, event, commit, timestamp }) => ({
        ref,
        event,
        commit,
        at: Date.parse(timestamp),
      })),
    );
  });

  test.each(Object.keys(facts.revisions))(
    'its digests and stages at %s are those that DVC records',
    async (revision) => {
      const { commit: id, digests, 'dvc stage list': stages } = facts.revisions[revision]!;
      await using repository = await openRepository(place, process.env);
      using reader = readRepository(repository.git);
      expect(revision === 'main' || (await commitOf(repository.git, revision))).toBe(revision === 'main' || id);
      const commit = await readCommit(id, reader.objects);
      const read = await revisionFacts(await reader.history.at(commit!), reader.blobs);
      expect(
        read.digests.map((one) => [one.file, one.stage, one.path, one.digest, one.sizeBytes, one.fileCount]),
      ).toEqual(
        digests.map((one) => [
          one.file ?? null,
          one.stage ?? null,
          one.path,
          one.md5 ?? null,
          one.size ?? null,
          one.nfiles ?? null,
        ]),
      );
      if (typeof stages === 'string') expect(read.stages).toEqual(stages.split('\n').filter(Boolean));
    },
  );
});

/** What a version is made of, and where its stages were at a moment, by one query. */
const WHOLE = `query ($ref: String!, $then: DateTime!) { modelVersion(ref: $ref) {
  code { commit repository }
  environment { packages { name } }
  run { name parameters environment { ref } inputs { role datasetVersion {
    externalDigest { value }
    derivedFrom { externalDigest { value } derivedFrom { externalDigest { value } derivedFrom { ref source } } }
  } } }
  lineage(direction: UPSTREAM) { nodes { entity { ... on Run { name datasetOutputs { externalDigest { value } } } } } }
  model {
    now: aliases { name modelVersion { version } }
    inMay: aliases(effectiveAt: $then) { name modelVersion { version } }
    recorded: aliases(asOf: $then) { name }
    aliasHistory { nodes { alias movedElsewhereAt modelVersion { version } } }
  }
} }`;

interface Whole {
  readonly modelVersion: {
    readonly run: { readonly inputs: readonly { readonly datasetVersion: object }[] };
    readonly lineage: { readonly nodes: readonly { readonly entity: { readonly name?: string } }[] };
  };
}

const getStarted = known.find(({ name }) => name === 'iterative/example-get-started');

test.skipIf(getStarted === undefined)(
  'one query answers version, stage runs, data from another repository, environment and the history of stages',
  async () => {
    const { facts, place, name } = getStarted!;
    await using graph = await createTestGraph();
    const client = createGraphqlClient({ url: graph.url });
    const report = await importGit({
      repository: place,
      namespace: name,
      url: `https://github.com/${name}`,
      env: process.env,
      client,
    });
    expect(report.skips).toEqual([]);
    const revision = facts.revisions['text-classification@v1.2.0']!;
    const md5Of = (path: string) => revision.digests.find((one) => one.path === path)!.md5;
    const then = '2024-05-10T20:23:35.000Z';
    const variables = { ref: `${name}/text-classification@1.2.0`, then };
    const ask = async () => (await graph.ask<Whole>(WHOLE, variables)).data.modelVersion;
    const stageRuns = ['featurize', 'prepare', 'train'];
    const runsOf = ({ lineage }: Whole['modelVersion']) =>
      lineage.nodes.flatMap(({ entity }) => (entity.name === undefined ? [] : [entity.name])).sort();
    await expect.poll(async () => runsOf(await ask()), { timeout: 60_000 }).toEqual(stageRuns);
    const version = await ask();
    expect(version).toMatchObject({
      code: { commit: revision.commit, repository: `https://github.com/${name}` },
      environment: { packages: expect.arrayContaining([{ name: 'scikit-learn' }]) },
      run: {
        name: 'train',
        environment: { ref: expect.any(String) },
        inputs: [
          {
            role: 'TRAINING',
            datasetVersion: {
              externalDigest: { value: md5Of('data/features') },
              derivedFrom: [
                {
                  externalDigest: { value: md5Of('data/prepared') },
                  derivedFrom: [
                    {
                      externalDigest: { value: md5Of('data/data.xml') },
                      derivedFrom: [
                        { ref: expect.stringMatching(/^iterative\/dataset-registry\/get-started\/data\.xml@/) },
                      ],
                    },
                  ],
                },
              ],
            },
          },
        ],
      },
      model: {
        now: Object.entries(facts['gto show --json']['text-classification']!.stage)
          .map(([stage, version]) => ({ name: stage, modelVersion: { version: version.slice(1) } }))
          .sort((a, b) => (a.name < b.name ? -1 : 1)),
        inMay: [{ name: 'prod', modelVersion: { version: '1.0.0' } }],
        recorded: [],
      },
    });
    const outputs = version.lineage.nodes.filter(({ entity }) => entity.name === 'prepare').map(({ entity }) => entity);
    expect(outputs).toEqual([
      { name: 'prepare', datasetOutputs: [{ externalDigest: { value: md5Of('data/prepared') } }] },
    ]);
    const moves = facts['gto history --json'].filter(({ event }) => event === 'assignment');
    expect(version).toHaveProperty(
      'model.aliasHistory.nodes',
      expect.arrayContaining(
        moves.map(({ timestamp, stage, version: to }) => ({
          alias: stage,
          movedElsewhereAt: new Date(timestamp).toISOString(),
          modelVersion: { version: to.slice(1) },
        })),
      ),
    );
  },
);
