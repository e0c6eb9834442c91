import { createHash } from 'node:crypto';
import type { TestPeers } from './test-peers.js';

/** What there is to pin: refs of two dataset versions and an environment version, and the id of a finished run. */
export interface Pins {
  readonly raw: string;
  readonly clean: string;
  readonly environment: string;
  readonly run: string;
}

const REGISTER_DATASET = `mutation ($input: RegisterDatasetVersionInput!) {
  registerDatasetVersion(input: $input) { datasetVersion { ref } }
}`;
const REGISTER_ENVIRONMENT = `mutation ($input: RegisterEnvironmentVersionInput!) {
  registerEnvironmentVersion(input: $input) { environmentVersion { ref } }
}`;
const RUN = `mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } } }`;
const FINISH = 'mutation ($run: ID!) { finishRun(input: { run: $run, status: FINISHED }) { run { id } } }';

/** Writes what there is to pin; again it is the same. */
export async function seedPeers({ ask }: Pick<TestPeers, 'ask'>): Promise<Pins> {
  const [raw, clean] = ['acme/raw@1.0.0', 'acme/clean@1.0.0'];
  const environment = 'acme/train@1.0.0';
  await ask('datasets', REGISTER_DATASET, { input: { dataset: 'acme/raw', files: [file('raw')], rowCount: 10 } });
  await ask('datasets', REGISTER_DATASET, {
    input: { dataset: 'acme/clean', files: [file('clean')], rowCount: 8, derivedFrom: [raw] },
  });
  await ask('environments', REGISTER_ENVIRONMENT, {
    input: { environment: 'acme/train', image: `registry.example.org/train@${digestOf('image')}` },
  });
  const { startRun } = await ask<{ startRun: { run: { id: string } } }>('experiments', RUN, {
    input: {
      experiment: 'acme/baseline',
      name: 'pinned',
      externalId: 'pinned',
      inputs: [{ role: 'TRAINING', ref: clean }],
      environment,
    },
  });
  const run = startRun.run.id;
  await ask('experiments', FINISH, { run });
  return { raw, clean, environment, run };
}

/** The digest that stands for some content. */
export function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

function file(content: string) {
  return { path: `${content}.parquet`, uri: `s3://acme/${content}.parquet`, digest: digestOf(content), sizeBytes: 1 };
}
