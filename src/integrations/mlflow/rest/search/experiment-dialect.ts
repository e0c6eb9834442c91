import { type Dialect, named, TEXT_OR_LIST, TEXT_OR_NONE } from './dialect.js';

/** Filters and orders of experiments. */
export const EXPERIMENTS: Dialect = {
  words: { attribute: 'ATTRIBUTE', tag: 'TAG', tags: 'TAG' },
  attributes: named('name', 'experiment_id', 'creation_time', 'last_update_time'),
  numeric: new Set(['creation_time', 'last_update_time']),
  listed: new Set(['experiment_id']),
  operators: { TAG: TEXT_OR_NONE, ATTRIBUTE: TEXT_OR_LIST },
};
