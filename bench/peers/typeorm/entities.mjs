// The tables the bench reads, one TypeORM entity a table, with every column, as one writes them.
import { EntitySchema } from 'typeorm';

const entity = (schema, name, columns) =>
  new EntitySchema({
    name: `${schema}.${name}`,
    schema,
    tableName: name,
    columns: Object.fromEntries(
      Object.entries(columns).map(([property, type]) => [
        property,
        {
          name: property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
          type: type.replace(/[!?[\]]/g, ''),
          primary: type.endsWith('!'),
          nullable: type.endsWith('?'),
          array: type.endsWith('[]'),
        },
      ]),
    ),
  });

const NAME = { id: 'uuid!', name: 'text', createdAt: 'timestamptz', createdBy: 'text' };
const VERSION = { ...NAME, version: 'text', versionOrder: 'text', ref: 'text', digest: 'text', manifest: 'text' };

export const Model = entity('models', 'model', NAME);
export const ModelVersion = entity('models', 'model_version', {
  ...VERSION,
  modelId: 'uuid',
  externalVersion: 'text?',
  architecture: 'text?',
  code: 'jsonb?',
  config: 'jsonb?',
  artifacts: 'jsonb',
  datasetPins: 'jsonb',
  environmentPin: 'jsonb?',
  runPin: 'jsonb?',
  parentPins: 'jsonb',
  missing: 'jsonb',
  bump: 'jsonb',
  description: 'text?',
  tags: 'jsonb',
  build: 'jsonb?',
});
export const DatasetVersion = entity('datasets', 'dataset_version', {
  ...VERSION,
  datasetId: 'uuid',
  files: 'jsonb',
  schema: 'jsonb',
  rows: 'bigint?',
  license: 'text?',
  statistics: 'jsonb?',
  splits: 'jsonb',
  derivedFromIds: 'uuid[]',
  source: 'text?',
  description: 'text?',
});
export const EnvironmentVersion = entity('environments', 'environment_version', {
  ...VERSION,
  environmentId: 'uuid',
  image: 'text?',
  runtime: 'jsonb?',
  os: 'text?',
  packages: 'jsonb',
  lock: 'jsonb?',
  hardware: 'text?',
  seed: 'bigint?',
  variables: 'text[]',
  description: 'text?',
});
export const Run = entity('experiments', 'run', {
  id: 'uuid!',
  experimentId: 'uuid',
  ref: 'text',
  name: 'text',
  externalId: 'text?',
  code: 'jsonb?',
  inputPins: 'jsonb',
  environmentPin: 'jsonb?',
  tags: 'jsonb',
  startedAt: 'timestamptz',
  createdAt: 'timestamptz',
  createdBy: 'text',
});
export const RunEnd = entity('experiments', 'run_end', {
  runId: 'uuid!',
  status: 'text',
  endedAt: 'timestamptz',
  artifacts: 'jsonb',
  manifest: 'text',
  digest: 'text',
});
export const RunParameter = entity('experiments', 'run_parameter', { runId: 'uuid!', key: 'text!', value: 'jsonb' });
export const MetricPoint = entity('experiments', 'metric_point', {
  runId: 'uuid!',
  key: 'text!',
  step: 'bigint!',
  timestamp: 'timestamptz!',
  value: 'float8',
});
