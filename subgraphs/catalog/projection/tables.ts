import { tablesUsed } from '#platform/database/rights/table-use.js';
import { IDEMPOTENCY_TABLE } from '#platform/idempotency/idempotency-table.js';

/** What is projected from the ledgers, and emptied where one of them is found to have another past. */
export const projections = {
  ...tablesUsed('refilled', [
    'ledger_entry',
    'lineage_edge',
    'registry_version',
    'registry_alias_move',
    'registry_rollback',
    'registry_promotion',
    'registry_reach_check',
    'registry_first_production',
    'search_note',
    'search_package',
    'search_experiment_name',
  ]),
  ...tablesUsed('projected', [
    'projection',
    'unknown_event',
    'lineage_node',
    'node_history',
    'registry_status',
    'registry_owners',
    'registry_run_end',
    'registry_deployment',
    'registry_day',
    'registry_rank',
    'registry_duration',
    'search_document',
    'search_metric',
    'search_parameter',
    'search_tag',
    'search_alias',
    'search_owner',
  ]),
};

/** Every table of the subgraph. */
export const tables = {
  ...projections,
  ...tablesUsed('mutable', [IDEMPOTENCY_TABLE]),
};
