import { tablesUsed } from '#platform/database/rights/table-use.js';
import { IDEMPOTENCY_TABLE } from '#platform/idempotency/idempotency-table.js';

/** Every table of the subgraph. */
export const tables = {
  ...tablesUsed('sealed', [
    'ledger_event',
    'experiment',
    'run',
    'run_end',
    'run_input',
    'run_parameter',
    'metric_point',
    'last_metric',
    'archival',
    'name_change',
    'tag_change',
    'run_parameter_after_end',
    'metric_point_after_end',
    'run_continuation',
    'run_continuation_end',
    'logged_model',
    'logged_model_end',
    'logged_model_failure',
    'logged_model_parameter',
    'logged_model_metric',
    'run_logged_model',
    'run_dataset_output',
  ]),
  ...tablesUsed('mutable', [IDEMPOTENCY_TABLE]),
};
