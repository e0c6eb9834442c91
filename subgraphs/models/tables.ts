import { tablesUsed } from '#platform/database/rights/table-use.js';
import { IDEMPOTENCY_TABLE } from '#platform/idempotency/idempotency-table.js';

/** Every table of the subgraph: when a source was last read is no fact. */
export const tables = {
  ...tablesUsed('sealed', [
    'ledger_event',
    'model',
    'display_name_change',
    'model_archival',
    'model_version',
    'run_attachment',
    'status_change',
    'alias_change',
    'rollback',
    'deployment',
    'deployment_end',
    'annotation',
    'evaluation',
    'policy',
    'approval',
    'waiver',
    'promotion',
    'contradiction',
    'contradiction_resolution',
    'reach_check',
    'added_location',
    'source_record',
    'parts_registration',
    'parts_registration_end',
  ]),
  ...tablesUsed('updated', ['followed_source']),
  ...tablesUsed('mutable', [IDEMPOTENCY_TABLE]),
};
