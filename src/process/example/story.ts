import { createHash } from 'node:crypto';

/**
 * The example that an empty embedded store begins with: a churn model that was trained, retrained on newer data and
 * replaced by another architecture, and a forecast that somebody registered from a dirty tree. The names, files and
 * numbers are made up; the digests are those of the words that stand for the files.
 */

/** A run of the example: how it starts, what it measures step by step, how it ends. */
export interface RunStory {
  readonly start: { readonly name: string; readonly startedAt: string } & Readonly<Record<string, unknown>>;
  readonly curve: readonly Readonly<Record<string, number>>[];
  readonly status: 'FINISHED' | 'FAILED';
}

/** The environment of the example, as `registerEnvironmentVersion` takes it. */
export const ENVIRONMENTS = [
  {
    environment: 'demo/python',
    image: `registry.example.org/demo/train@${digest('image')}`,
    runtime: { name: 'python', version: '3.11.7' },
    os: 'linux/amd64',
    packages: [
      { manager: 'pip', name: 'scikit-learn', version: '1.5.2' },
      { manager: 'pip', name: 'numpy', version: '1.26.4' },
      { manager: 'pip', name: 'pandas', version: '2.2.3' },
    ],
    seed: 42,
    description: 'The image the churn team trains and serves in.',
  },
];

const COLUMNS = [
  { name: 'customer_id', type: 'string', nullable: false },
  { name: 'tenure_months', type: 'integer', nullable: false },
  { name: 'monthly_charges', type: 'double', nullable: true },
  { name: 'churned', type: 'boolean', nullable: false },
];

/** The dataset versions of the example, sources first, as `registerDatasetVersion` takes them. */
export const DATASETS = [
  dataset('customers-raw', '1.0.0', { rowCount: 7_043, schema: COLUMNS }),
  dataset('customers', '1.0.0', { rowCount: 7_032, schema: COLUMNS, derivedFrom: ['demo/customers-raw@1.0.0'] }),
  dataset('customers-raw', '1.1.0', { rowCount: 9_120, schema: COLUMNS }),
  dataset('customers', '1.1.0', { rowCount: 9_101, schema: COLUMNS, derivedFrom: ['demo/customers-raw@1.1.0'] }),
];

/** The runs of the example. */
export const RUNS: readonly RunStory[] = [
  run(
    'trees-january',
    '2026-01-12T09:00:00Z',
    'demo/customers@1.0.0',
    { learning_rate: 0.1, max_depth: 6 },
    [0.71, 0.79, 0.83, 0.84],
  ),
  run(
    'trees-march',
    '2026-03-03T09:00:00Z',
    'demo/customers@1.1.0',
    { learning_rate: 0.1, max_depth: 6 },
    [0.73, 0.82, 0.86, 0.87],
  ),
  run(
    'network-june',
    '2026-06-18T09:00:00Z',
    'demo/customers@1.1.0',
    { learning_rate: 0.001, hidden_layers: [64, 32] },
    [0.62, 0.78, 0.86, 0.89],
  ),
  {
    ...run('network-too-fast', '2026-06-17T09:00:00Z', 'demo/customers@1.1.0', { learning_rate: 1 }, [0.51, 0.5]),
    status: 'FAILED',
  },
];

/** The model versions of the example, as `registerModelVersion` takes them; `run` is the name of a run above. */
export const MODEL_VERSIONS = [
  churn('trees-january', 'gradient-boosted-trees', 'demo/customers@1.0.0', { threshold: 0.5 }),
  churn('trees-march', 'gradient-boosted-trees', 'demo/customers@1.1.0', { threshold: 0.5 }),
  churn('network-june', 'neural-network', 'demo/customers@1.1.0', { threshold: 0.45 }),
  {
    model: 'demo/forecast',
    architecture: 'arima',
    code: { ...code('forecast'), dirty: true },
    artifacts: [artifact('forecast')],
    description: 'From a notebook; nobody knows which data.',
    run: null,
  },
];

function dataset(name: string, version: string, facts: Readonly<Record<string, unknown>>) {
  const seed = `${name}-${version}`;
  const file = {
    path: 'part-0.parquet',
    uri: `s3://demo/${name}/${version}/part-0.parquet`,
    digest: digest(seed),
    sizeBytes: 1_048_576,
  };
  return { dataset: `demo/${name}`, version, files: [file], license: 'CC0-1.0', ...facts };
}

function run(name: string, startedAt: string, input: string, parameters: object, auc: readonly number[]): RunStory {
  return {
    start: {
      experiment: 'demo/churn',
      name,
      externalId: `demo:${name}`,
      code: code(name),
      parameters,
      inputs: [{ role: 'TRAINING', ref: input }],
      environment: 'demo/python@1.0.0',
      startedAt,
    },
    curve: auc.map((value, step) => ({ auc: value, loss: Number((0.7 / (step + 1)).toFixed(3)) })),
    status: 'FINISHED',
  };
}

function churn(runName: string, architecture: string, trainedOn: string, config: object) {
  return {
    model: 'demo/churn',
    architecture,
    code: code(runName),
    config,
    artifacts: [artifact(runName)],
    datasets: [{ role: 'TRAINING', ref: trainedOn }],
    environment: 'demo/python@1.0.0',
    run: runName,
    tags: { team: 'retention' },
  };
}

function code(seed: string) {
  const commit = createHash('sha1').update(seed).digest('hex');
  return { repository: 'https://git.example.org/demo/churn.git', commit, path: 'train.py', dirty: false };
}

function artifact(seed: string) {
  return {
    path: 'model.onnx',
    uri: `s3://demo/models/${seed}/model.onnx`,
    digest: digest(`weights-${seed}`),
    sizeBytes: 2_097_152,
    mediaType: 'application/onnx',
  };
}

function digest(words: string): string {
  return `sha256:${createHash('sha256').update(words).digest('hex')}`;
}
