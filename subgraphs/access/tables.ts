import { tablesUsed } from '#platform/database/rights/table-use.js';
import { IDEMPOTENCY_TABLE } from '#platform/idempotency/idempotency-table.js';

/** Every table of the subgraph: when a key was last used is no fact. */
export const tables = {
  ...tablesUsed('sealed', [
    'ledger_event',
    'api_key',
    'api_key_revocation',
    'role_grant',
    'namespace_access',
    'ended_session',
  ]),
  ...tablesUsed('updated', ['api_key_use']),
  ...tablesUsed('mutable', [IDEMPOTENCY_TABLE]),
};
