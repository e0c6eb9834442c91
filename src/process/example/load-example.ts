import { createGraphqlClient, type GraphqlClient } from '#integrations/client/graphql-client.js';
import { EXAMPLE_MODELS } from './example-models.js';
import { DATASETS, ENVIRONMENTS, MODEL_VERSIONS, RUNS, type RunStory } from './story.js';

/** Where to load the example. */
export interface LoadExampleOptions {
  /** The GraphQL endpoint. */
  readonly url: string;
  readonly token?: string | undefined;
}

/**
 * Loads a small example through the API, as any client would, into a store that holds nothing else. Resolves to whether
 * it did. The deployment comes last and every step before it may be repeated, so a load that was cut off is finished by
 * the next.
 */
export async function loadExample(options: LoadExampleOptions): Promise<boolean> {
  const client = createGraphqlClient(options);
  const { models, deployments } = await client.query<Found>(WHAT_IS_THERE);
  const isOurs = models.nodes.every(({ name }) => EXAMPLE_MODELS.includes(name));
  if (!isOurs || deployments.nodes.length > 0) return false;

  for (const input of ENVIRONMENTS) await client.mutate(REGISTER_ENVIRONMENT, { input });
  for (const input of DATASETS) await client.mutate(REGISTER_DATASET, { input });
  const runIds = new Map<string, string>();
  for (const story of RUNS) runIds.set(story.start.name, await train(client, story));
  for (const { run, ...input } of MODEL_VERSIONS) {
    await client.mutate(REGISTER_MODEL, { input: { ...input, run: run === null ? null : runIds.get(run) } });
  }
  for (const [alias, version] of Object.entries({ production: '1.1.0', staging: '2.0.0' })) {
    await client.mutate(SET_ALIAS, { input: { model: 'demo/churn', alias, version } });
  }
  await client.mutate(RECORD_DEPLOYMENT, {
    input: { modelVersion: 'demo/churn@1.1.0', target: 'demo-eu', environment: 'demo/python@1.0.0' },
  });
  return true;
}

/** Starts a run, logs its curve, and finishes it; returns its id. */
async function train(client: GraphqlClient, { start, curve, status }: RunStory): Promise<string> {
  const { startRun } = await client.mutate<{ startRun: { run: { id: string; status: string } } }>(START_RUN, {
    input: start,
  });
  const { id } = startRun.run;
  if (startRun.run.status !== 'RUNNING') return id;
  const began = new Date(start.startedAt).getTime();
  const metrics = curve.flatMap((point, step) =>
    Object.entries(point).map(([key, value]) => ({
      key,
      value,
      step: step + 1,
      timestamp: new Date(began + step * 60_000),
    })),
  );
  await client.mutate(LOG_METRICS, { run: id, metrics });
  await client.mutate(FINISH_RUN, { run: id, status, endedAt: new Date(began + curve.length * 60_000) });
  return id;
}

interface Found {
  readonly models: { readonly nodes: readonly { readonly name: string }[] };
  readonly deployments: { readonly nodes: readonly unknown[] };
}

const WHAT_IS_THERE = `{ models(first: 3) { nodes { name } } deployments(target: "demo-eu", first: 1) { nodes { id } } }`;
const REGISTER_ENVIRONMENT = `mutation ($input: RegisterEnvironmentVersionInput!) {
  registerEnvironmentVersion(input: $input) { created } }`;
const REGISTER_DATASET = `mutation ($input: RegisterDatasetVersionInput!) { registerDatasetVersion(input: $input) { created } }`;
const START_RUN = `mutation ($input: StartRunInput!) { startRun(input: $input) { run { id status } } }`;
const LOG_METRICS = `mutation ($run: ID!, $metrics: [MetricInput!]!) { logMetrics(input: { run: $run, metrics: $metrics }) { accepted } }`;
const FINISH_RUN = `mutation ($run: ID!, $status: RunEndStatus!, $endedAt: DateTime) {
  finishRun(input: { run: $run, status: $status, endedAt: $endedAt }) { run { digest } } }`;
const REGISTER_MODEL = `mutation ($input: RegisterModelVersionInput!) { registerModelVersion(input: $input) { created } }`;
const SET_ALIAS = `mutation ($input: SetAliasInput!) { setAlias(input: $input) { alias { name } } }`;
const RECORD_DEPLOYMENT = `mutation ($input: RecordDeploymentInput!) { recordDeployment(input: $input) { deployment { id } } }`;
