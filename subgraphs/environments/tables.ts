import { tablesUsed } from '#platform/database/rights/table-use.js';
import { IDEMPOTENCY_TABLE } from '#platform/idempotency/idempotency-table.js';

/** Every table of the subgraph. */
export const tables = {
  ...tablesUsed('sealed', ['ledger_event', 'environment', 'environment_version']),
  ...tablesUsed('mutable', [IDEMPOTENCY_TABLE]),
};
