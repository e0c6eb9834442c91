import { afterAll } from 'vitest';
import { models } from '#subgraphs/models/index.js';
import { digestOf, seedPeers } from '../support/seed-peers.js';
import { createTestPeers } from '../support/test-peers.js';
import type { TestSubgraph } from '../support/test-subgraph.js';
import { describeSubgraph, type Registered } from './describe-subgraph.js';

const REGISTER = `mutation ($input: RegisterModelVersionInput!) {
  registerModelVersion(input: $input) { created modelVersion { id ref version model { id name } } }
}`;
const ALIAS = `mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }`;
const APPROVE = `mutation ($ref: String!) {
  setStatus(input: { modelVersion: $ref, status: APPROVED }) { previous }
}`;
const DEPLOY = `mutation ($input: RecordDeploymentInput!) { recordDeployment(input: $input) { deployment { id } } }`;
const ROLL_BACK = `mutation ($input: RollbackInput!) { rollback(input: $input) { to { ref } } }`;

const NAME = `mutation ($namespace: String!, $model: String!) {
  createModel(input: { namespace: $namespace, displayName: "The detector", description: "Finds fraud.", tags: { team: "risk" }, owners: ["ann"], createdElsewhereAt: "2020-09-01", createdElsewhereBy: "ben" }) { __typename }
  renameModel(input: { model: $model, displayName: "The other" }) { __typename }
  archive: archiveModel(input: { model: $model, reason: "Old." }) { __typename }
  restoreModel(input: { model: $model }) { __typename }
}`;

const RESOLVE = `mutation ($input: ResolveContradictionInput!) { resolveContradiction(input: $input) { __typename } }`;

const GOVERN = `mutation ($model: String!, $ref: String!, $digest: String!, $expiresAt: DateTime!) {
  setTags(input: { of: $ref, set: { card: "yes" } }) { __typename }
  recordEvaluation(input: { modelVersion: $ref, metrics: [{ key: "auc", value: 0.9 }] }) { __typename }
  reportContradiction(input: { modelVersion: $ref, kind: TAG_MOVED, source: "https://git.example.org/acme/fraud", place: "refs/tags/v1" }) { contradiction { id } }
  recordReachCheck(input: { modelVersion: $ref, places: [{ place: "s3://acme/z", answer: YES, reason: "It is there." }] }) { __typename }
  addModelVersionLocations(input: { modelVersion: $ref, locations: [{ path: "a", uri: "s3://copies/a", digest: $digest }] }) { __typename }
  recordSources(input: { sources: [{ modelVersion: $ref, tool: "gto", location: "https://git.example.org/acme/fraud", externalId: "model@v1.0.0" }] }) { __typename }
  approve(input: { modelVersion: $ref }) { __typename }
  setPolicy(input: { scope: $model, alias: "staging", rules: { requiredTags: ["owner"] } }) { __typename }
  waiveRule(input: { modelVersion: $ref, alias: "staging", rule: "tag owner", reason: "Later.", expiresAt: $expiresAt }) { __typename }
  promote(input: { modelVersion: $ref, alias: "staging" }) { __typename }
}`;

const peers = createTestPeers();
afterAll(() => peers[Symbol.asyncDispose]());

describeSubgraph({
  definition: models,
  extends: ['DatasetVersion', 'Run'],
  transportOf: peers.transportOf,
  async seed(subgraph) {
    const { clean, raw, environment, run } = await seedPeers(peers);
    const model = 'acme/detector';
    const first = await register(subgraph, {
      model,
      architecture: 'trees',
      code: { repository: 'https://git.example.org/acme/fraud.git', commit: 'c0ffee0' },
      config: { 10: 'ten', 9: 1e-7, é: [1e21, null] },
      artifacts: [
        { path: 'z', uri: 's3://acme/z' },
        { path: 'a', uri: 's3://acme/a', digest: digestOf('a') },
      ],
      datasets: [
        { role: 'TRAINING', ref: clean },
        { role: 'REFERENCE', ref: raw },
      ],
      environment,
      run,
    });
    const second = await register(subgraph, {
      model,
      createdElsewhereAt: '2020-09-01',
      createdElsewhereBy: 'ben',
      parents: [first.ref],
      tags: { team: 'risk' },
    });
    const parts = { environment: { environment: 'acme/other', os: 'linux/amd64' } };
    const other = await register(subgraph, { model: 'acme/other', parts });
    const late = `mutation ($ref: String!, $run: ID!) { attachRun(input: { modelVersion: $ref, run: $run }) { __typename } }`;
    await write(subgraph, late, { ref: other.ref, run });
    await write(subgraph, NAME, { namespace: 'acme', model: 'acme/other' });
    for (const version of [first.version, second.version]) {
      await write(subgraph, ALIAS, { input: { model, alias: 'production', version } });
    }
    await write(subgraph, APPROVE, { ref: first.ref });
    const deployments: string[] = [];
    for (const { ref } of [first, second]) {
      const input = { modelVersion: ref, target: 'prod-eu', environment };
      deployments.push(
        (await write<{ recordDeployment: { deployment: { id: string } } }>(subgraph, DEPLOY, { input }))
          .recordDeployment.deployment.id,
      );
    }
    await write(subgraph, ROLL_BACK, { input: { model, alias: 'production', reason: 'It was worse.' } });
    const governed = await write<{ reportContradiction: { contradiction: { id: string } } }>(subgraph, GOVERN, {
      model,
      ref: first.ref,
      digest: digestOf('a'),
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    });
    const { id: contradiction } = governed.reportContradiction.contradiction;
    await write(subgraph, RESOLVE, { input: { contradiction, reason: 'Moved back.' } });
    return {
      Model: { id: [first.model.id, other.model.id], name: [first.model.name, other.model.name] },
      ModelVersion: { id: [first.id, second.id, other.id], ref: [first.ref, second.ref, other.ref] },
      Deployment: { id: deployments },
    };
  },
  register: (subgraph, model, content) => register(subgraph, { model, config: { content } }),
});

interface Version extends Registered {
  readonly ref: string;
  readonly model: { readonly id: string; readonly name: string };
}

async function register(subgraph: TestSubgraph, input: object): Promise<Version> {
  type Data = { registerModelVersion: { created: boolean; modelVersion: Omit<Version, 'created'> } };
  const { created, modelVersion } = (await write<Data>(subgraph, REGISTER, { input })).registerModelVersion;
  return { created, ...modelVersion };
}

async function write<T>(subgraph: TestSubgraph, query: string, variables: Record<string, unknown>): Promise<T> {
  const { data, errors } = await subgraph.ask<T>(query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
