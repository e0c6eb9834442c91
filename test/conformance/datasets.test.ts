import { datasets } from '#subgraphs/datasets/index.js';
import type { TestSubgraph } from '../support/test-subgraph.js';
import { describeSubgraph, type Registered } from './describe-subgraph.js';

const REGISTER = `mutation ($input: RegisterDatasetVersionInput!) {
  registerDatasetVersion(input: $input) { created datasetVersion { id ref version dataset { id name } } }
}`;

const ADD_LOCATIONS = `mutation ($input: AddDatasetVersionLocationsInput!) {
  addDatasetVersionLocations(input: $input) { __typename }
}`;

describeSubgraph({
  definition: datasets,
  async seed(subgraph) {
    const digest = `sha256:${'a'.repeat(64)}`;
    const raw = await register(subgraph, {
      dataset: 'acme/raw',
      rowCount: 10,
      statistics: { 10: 'ten', 9: 0.1, é: 1e21 },
    });
    const more = await register(subgraph, { dataset: 'acme/raw', rowCount: 20 });
    const clean = await register(subgraph, {
      dataset: 'acme/clean',
      files: [{ path: 'part-0.csv', uri: 's3://acme/clean/part-0.csv', digest }],
      schema: [{ name: 'amount', type: 'double', nullable: false }],
      derivedFrom: [more.ref, raw.ref],
    });
    const locations = [{ uri: 's3://copies/part-0.csv', digest }];
    const { errors } = await subgraph.ask(ADD_LOCATIONS, { input: { datasetVersion: clean.ref, locations } });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return {
      Dataset: { id: [raw.dataset.id, clean.dataset.id], name: [raw.dataset.name, clean.dataset.name] },
      DatasetVersion: { id: [raw.id, more.id, clean.id], ref: [raw.ref, more.ref, clean.ref] },
    };
  },
  register: (subgraph, dataset, content) => register(subgraph, { dataset, rowCount: content }),
});

interface Version extends Registered {
  readonly ref: string;
  readonly dataset: { readonly id: string; readonly name: string };
}

async function register(subgraph: TestSubgraph, input: object): Promise<Version> {
  type Data = { registerDatasetVersion: { created: boolean; datasetVersion: Omit<Version, 'created'> } };
  const { data, errors } = await subgraph.ask<Data>(REGISTER, { input });
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  const { created, datasetVersion } = data.registerDatasetVersion;
  return { created, ...datasetVersion };
}
