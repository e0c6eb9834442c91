import { type Dialect, NUMERIC, named, TEXT_OR_LIST } from './dialect.js';

/** Filters of logged models. */
export const LOGGED_MODELS: Dialect = {
  words: { metrics: 'METRIC', params: 'PARAMETER', tags: 'TAG', attributes: 'ATTRIBUTE' },
  attributes: {
    ...named('name', 'model_id', 'model_type', 'status', 'source_run_id'),
    creation_time: 'creation_timestamp',
    creation_timestamp: 'creation_timestamp',
    creation_timestamp_ms: 'creation_timestamp',
    last_updated_timestamp: 'last_updated_timestamp',
    last_updated_timestamp_ms: 'last_updated_timestamp',
  },
  numeric: new Set(['creation_timestamp', 'last_updated_timestamp']),
  operators: { METRIC: NUMERIC, PARAMETER: TEXT_OR_LIST, TAG: TEXT_OR_LIST, ATTRIBUTE: TEXT_OR_LIST },
};
