import { tablesUsed } from '#platform/database/rights/table-use.js';
import { IDEMPOTENCY_TABLE } from '#platform/idempotency/idempotency-table.js';

/** Every table of the subgraph. */
export const tables = {
  ...tablesUsed('sealed', ['ledger_event', 'dataset', 'dataset_version', 'added_location']),
  ...tablesUsed('mutable', [IDEMPOTENCY_TABLE]),
};
