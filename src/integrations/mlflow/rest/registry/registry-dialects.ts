import { type Dialect, named, TEXT, TEXT_OR_LIST } from '../search/dialect.js';

/** What stands before the dot in filters and orders of the registry. */
const WORDS = { attribute: 'ATTRIBUTE', tag: 'TAG', tags: 'TAG' } as const;

/** Filters of registered models. */
export const MODELS: Dialect = {
  words: WORDS,
  attributes: named('name'),
  numeric: new Set(),
  operators: { TAG: TEXT, ATTRIBUTE: TEXT_OR_LIST },
};

/** Orders of registered models. */
export const MODEL_ORDERS: Dialect = {
  words: WORDS,
  attributes: { ...named('name', 'creation_timestamp', 'last_updated_timestamp'), timestamp: 'last_updated_timestamp' },
  numeric: new Set(),
  operators: {},
};

/** Filters of versions. */
export const VERSIONS: Dialect = {
  words: WORDS,
  attributes: named('name', 'version_number', 'run_id', 'source_path'),
  numeric: new Set(['version_number']),
  listed: new Set(['name', 'run_id']),
  operators: { TAG: TEXT, ATTRIBUTE: TEXT_OR_LIST },
};

/** Orders of versions. */
export const VERSION_ORDERS: Dialect = {
  words: WORDS,
  attributes: named('name', 'version_number', 'creation_timestamp', 'last_updated_timestamp'),
  numeric: new Set(),
  operators: {},
};
