import { type Dialect, NUMERIC, named, TEXT_OR_LIST, TEXT_OR_NONE } from './dialect.js';

/** Filters and orders of runs. */
export const RUNS: Dialect = {
  words: {
    metric: 'METRIC',
    metrics: 'METRIC',
    parameter: 'PARAMETER',
    parameters: 'PARAMETER',
    param: 'PARAMETER',
    params: 'PARAMETER',
    tag: 'TAG',
    tags: 'TAG',
    attribute: 'ATTRIBUTE',
    attributes: 'ATTRIBUTE',
    attr: 'ATTRIBUTE',
    run: 'ATTRIBUTE',
    dataset: 'DATASET',
    datasets: 'DATASET',
  },
  attributes: {
    ...named('artifact_uri', 'end_time', 'run_id', 'run_name', 'start_time', 'status', 'user_id'),
    created: 'start_time',
    Created: 'start_time',
    'run name': 'run_name',
    'Run name': 'run_name',
    'Run Name': 'run_name',
  },
  numeric: new Set(['start_time', 'end_time']),
  listed: new Set(['run_id']),
  datasetKeys: new Set(['name', 'digest', 'context']),
  operators: {
    METRIC: NUMERIC,
    PARAMETER: TEXT_OR_NONE,
    TAG: TEXT_OR_NONE,
    ATTRIBUTE: TEXT_OR_LIST,
    DATASET: TEXT_OR_LIST,
  },
};
