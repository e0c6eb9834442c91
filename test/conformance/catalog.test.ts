import { catalog } from '#subgraphs/catalog/index.js';
import { describeSubgraph } from './describe-subgraph.js';

// It owns nothing: all it has is projected from the ledgers of the others.
describeSubgraph({
  definition: catalog,
  extends: ['ModelVersion', 'DatasetVersion', 'EnvironmentVersion', 'Run', 'LoggedModel'],
  seed: async () => ({}),
});
