// The datasets and environments that versions rest on: sealed by the product's own functions, so that their digests hold.

import { versionOrder } from '../../dist/src/platform/versions/version-order.js';
import { sealDataset } from '../../dist/subgraphs/datasets/dataset-version/dataset-manifest.js';
import { sealEnvironment } from '../../dist/subgraphs/environments/environment-version/environment-manifest.js';

const DATASETS = 100;
const ENVIRONMENTS = 20;
const VERSIONS_OF_A_DATASET = 10;
const VERSIONS_OF_AN_ENVIRONMENT = 5;

/** Datasets and their versions, as rows. */
export async function datasetRows(make) {
  const names = Array.from({ length: DATASETS }, (_, n) => named(make, `bench/data-${n}`));
  const versions = names.flatMap((dataset) =>
    Array.from({ length: VERSIONS_OF_A_DATASET }, async (_, n) => {
      const files = Array.from({ length: 4 }, (_, part) => ({
        path: `part-${part}.parquet`,
        uri: `s3://bench/${dataset.name}/${n}/part-${part}.parquet`,
        digest: make.digest(),
        sizeBytes: make.integer(1e9),
        mediaType: 'application/vnd.apache.parquet',
      }));
      const schema = Array.from({ length: 12 }, (_, column) => ({
        name: `column_${column}`,
        type: 'double',
        nullable: column > 3,
        description: null,
      }));
      const content = {
        files,
        schema,
        rows: make.integer(1e7),
        license: 'CC-BY-4.0',
        statistics: null,
        splits: [],
      };
      return {
        ...content,
        ...versionOf(make, dataset, 'dataset_id', n),
        ...(await sealDataset({ ...content, derivedFrom: [] })),
        derived_from_ids: '{}',
        source: null,
        description: null,
      };
    }),
  );
  return { names, versions: await Promise.all(versions) };
}

/** Environments and their versions, as rows. */
export async function environmentRows(make) {
  const names = Array.from({ length: ENVIRONMENTS }, (_, n) => named(make, `bench/env-${n}`));
  const versions = names.flatMap((environment) =>
    Array.from({ length: VERSIONS_OF_AN_ENVIRONMENT }, async (_, n) => {
      const content = {
        image: `registry.example.org/${environment.name}@${make.digest()}`,
        runtime: { name: 'python', version: '3.12.4' },
        os: 'linux/amd64',
        packages: Array.from({ length: 30 }, (_, index) => ({
          manager: 'pip',
          name: `package-${String(index).padStart(2, '0')}`,
          version: `${n}.${index}.${make.integer(20)}`,
        })),
        lock: null,
        hardware: '1x NVIDIA A100',
        seed: make.integer(1e6),
        variables: [],
      };
      return {
        ...content,
        ...versionOf(make, environment, 'environment_id', n),
        ...(await sealEnvironment(content)),
        variables: '{}',
        description: null,
      };
    }),
  );
  return { names, versions: await Promise.all(versions) };
}

/** A name's row; the same for models, datasets, environments and experiments. */
export function named(make, name) {
  const created_at = make.moment();
  return { id: make.id(created_at), name, created_at, created_by: 'bench' };
}

/** The columns that every table of versions has. */
export function versionOf(make, owner, ownerColumn, n) {
  const version = `1.0.${n}`;
  const created_at = make.moment();
  return {
    id: make.id(created_at),
    [ownerColumn]: owner.id,
    name: owner.name,
    version,
    version_order: versionOrder(version),
    ref: `${owner.name}@${version}`,
    created_at,
    created_by: 'bench',
  };
}
