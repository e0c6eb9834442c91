import { catalog } from '#subgraphs/catalog/index.js';
import { describeSubgraph } from './describe-subgraph.js';

// It owns nothing: all it has is projected from the ledgers of the others.
describeSubgraph({
  definition: catalog,
  extends: ['ModelVersion', 'DatasetVersion', 'EnvironmentVersion', 'Run'],
  projections: [
    'registry_version',
    'registry_status',
    'registry_owners',
    'registry_run_end',
    'registry_alias_move',
    'registry_deployment',
    'registry_rollback',
    'registry_first_production',
    'registry_day',
    'registry_rank',
    'registry_duration',
    'projection',
    'ledger_entry',
    'unknown_event',
    'lineage_node',
    'lineage_edge',
    'search_document',
    'search_metric',
    'search_parameter',
    'search_tag',
    'search_note',
    'search_alias',
    'search_package',
  ],
  seed: async () => ({}),
});
