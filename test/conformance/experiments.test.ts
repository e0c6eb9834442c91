import { afterAll } from 'vitest';
import { experiments } from '#subgraphs/experiments/index.js';
import { digestOf, seedPeers } from '../support/seed-peers.js';
import { createTestPeers } from '../support/test-peers.js';
import type { TestSubgraph } from '../support/test-subgraph.js';
import { describeSubgraph } from './describe-subgraph.js';

const START = `mutation ($input: StartRunInput!) {
  startRun(input: $input) { run { id ref experiment { id name } } }
}`;
const LOG = `mutation ($run: ID!, $metrics: [MetricInput!]!) {
  logMetrics(input: { run: $run, metrics: $metrics }) { accepted }
  logParameters(input: { run: $run, parameters: { depth: 6 } }) { accepted }
}`;
const FINISH = `mutation ($run: ID!, $artifacts: [ArtifactInput!]!) {
  addRunInputs(input: { run: $run, inputs: [{ ref: "acme/raw@1.0.0", context: "night", tags: { a: "b" } }] }) { added }
  finishRun(input: { run: $run, status: FINISHED, artifacts: $artifacts }) { run { id } }
  resumeRun(input: { run: $run }) { run { id } }
  logBatch(input: { run: $run, metrics: [{ key: "auc", value: 0.2, step: 2 }], parameters: { late: "0.0" }, afterEnd: true }) { metrics }
  again: finishRun(input: { run: $run, status: FAILED, artifacts: $artifacts }) { run { id } }
  archiveRun(input: { run: $run, reason: "It is told." }) { run { id } }
  restoreRun(input: { run: $run, reason: "It goes on." }) { run { id } }
  setRunTags(input: { run: $run, set: { reviewed: "yes" } }) { run { id } }
  renameRun(input: { run: $run, name: "wholly" }) { run { id } }
}`;
const LOGGED_MODEL = `mutation ($run: ID!) {
  pending: createLoggedModel(input: { experiment: "acme/baseline", name: "pending" }) { loggedModel { id ref } }
  loggedModel: createLoggedModel(input: { experiment: "acme/baseline", run: $run, name: "model", parameters: { depth: "6" }, tags: { a: "b" } }) {
    loggedModel { id ref }
  }
}`;
const LOGGED = `mutation ($loggedModel: ID!, $run: ID!, $artifacts: [ArtifactInput!]!) {
  logLoggedModelMetrics(input: { loggedModel: $loggedModel, run: $run, metrics: [
    { key: "auc", value: 0.5, dataset: "acme/raw@1.0.0" }, { key: "loss", value: "NaN", datasetName: "words" }
  ] }) { accepted }
  failed: finishLoggedModel(input: { loggedModel: $loggedModel, status: FAILED, message: "No space." }) { loggedModel { id } }
  finishLoggedModel(input: { loggedModel: $loggedModel, status: READY, artifacts: $artifacts }) { loggedModel { id } }
  logLoggedModelParameters(input: { loggedModel: $loggedModel, parameters: { late: 1 }, afterEnd: true }) { accepted }
  setLoggedModelTags(input: { loggedModel: $loggedModel, set: { a: "c" } }) { loggedModel { id } }
  archiveLoggedModel(input: { loggedModel: $loggedModel }) { loggedModel { id } }
  restoreLoggedModel(input: { loggedModel: $loggedModel }) { loggedModel { id } }
  addRunOutputs(input: { run: $run, loggedModels: [{ loggedModel: $loggedModel }], datasetVersions: ["acme/raw@1.0.0"] }) { added }
  addRunInputs(input: { run: $run, loggedModels: [$loggedModel] }) { added }
}`;
const EXPERIMENT = `mutation {
  createExperiment(input: { namespace: "acme", displayName: "Largé", tags: { team: "risk" }, externalId: "mlflow:1" }) {
    experiment { id name }
  }
  renameExperiment(input: { experiment: "acme/Large", displayName: "大" }) { experiment { id } }
  setExperimentTags(input: { experiment: "acme/Large", set: { team: "fraud" }, remove: ["none"] }) { experiment { id } }
  archiveExperiment(input: { experiment: "acme/Large" }) { experiment { id } }
  restoreExperiment(input: { experiment: "acme/Large", reason: "It goes on." }) { experiment { id } }
}`;

const peers = createTestPeers();
afterAll(() => peers[Symbol.asyncDispose]());

describeSubgraph({
  definition: experiments,
  transportOf: peers.transportOf,
  async seed(subgraph) {
    const { raw, clean, environment } = await seedPeers(peers);
    const whole = await start(subgraph, {
      experiment: 'acme/baseline',
      name: 'whole',
      parameters: { 10: 'ten', 9: 1e-7, é: [1e21, null] },
      inputs: [
        { role: 'TRAINING', ref: clean },
        { role: 'REFERENCE', ref: raw },
      ],
      environment,
    });
    await write(subgraph, LOG, {
      run: whole.id,
      metrics: [
        { key: 'loss', value: 'NaN', step: 2 },
        { key: 'auc', value: 0.1, step: 1 },
      ],
    });
    await write(subgraph, FINISH, {
      run: whole.id,
      artifacts: [
        { path: 'z', uri: 's3://acme/z' },
        { path: 'a', uri: 's3://acme/a', digest: digestOf('a') },
      ],
    });
    const logged = await write<Record<'loggedModel' | 'pending', { readonly loggedModel: Pick<Run, 'id' | 'ref'> }>>(
      subgraph,
      LOGGED_MODEL,
      { run: whole.id },
    );
    const [loggedModel, pending] = [logged.loggedModel.loggedModel, logged.pending.loggedModel];
    await write(subgraph, LOGGED, {
      loggedModel: loggedModel.id,
      run: whole.id,
      artifacts: [{ path: 'm', uri: 's3://m' }],
    });
    const open = await start(subgraph, { experiment: 'acme/baseline', name: 'open' });
    const other = await start(subgraph, { experiment: 'acme/other', name: 'other', parent: whole.id, user: 'ann' });
    const { createExperiment: made } = await write<{ createExperiment: Pick<Run, 'experiment'> }>(
      subgraph,
      EXPERIMENT,
      {},
    );
    const named = [whole, other, made].map(({ experiment }) => experiment);
    return {
      Experiment: { id: named.map(({ id }) => id), name: named.map(({ name }) => name) },
      Run: { id: [whole.id, open.id, other.id], ref: [whole.ref, open.ref, other.ref] },
      LoggedModel: { id: [loggedModel.id, pending.id], ref: [loggedModel.ref, pending.ref] },
    };
  },
});

interface Run {
  readonly id: string;
  readonly ref: string;
  readonly experiment: { readonly id: string; readonly name: string };
}

async function start(subgraph: TestSubgraph, input: object): Promise<Run> {
  return (await write<{ startRun: { run: Run } }>(subgraph, START, { input })).startRun.run;
}

async function write<T>(subgraph: TestSubgraph, query: string, variables: Record<string, unknown>): Promise<T> {
  const { data, errors } = await subgraph.ask<T>(query, variables);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}
