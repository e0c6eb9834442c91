import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import type { MetricAspect } from '#values/metric-aspect.js';
import { directionOf } from '#values/metric-direction.js';
import { parseColumn, type TableColumn } from '#values/table-column.js';
import { runAttribute } from '../run-search/run-attributes.js';

/** A column of a table of runs. */
export interface RunColumn extends Omit<TableColumn, 'aspect'> {
  /** As it was asked for: what its values stand under. */
  readonly name: string;
  readonly aspect: MetricAspect;
}

/**
 * The column of that name.
 * @param at where in the arguments it is named
 * @throws {PedigraphError} BAD_USER_INPUT for what is no column, for an attribute that runs do not have, and for the best
 * value of a metric whose name does not show which way it gets better.
 */
export function runColumn(name: string, at: string): RunColumn {
  const column = parseColumn(name);
  if (column === null) {
    throw new PedigraphError(
      'BAD_USER_INPUT',
      `${at} must be a column such as metric.auc, metric.loss.min, parameter.depth, tag.team or run.startedAt, but is ${JSON.stringify(name.slice(0, 300))}.`,
    );
  }
  if (column.subject === 'run') runAttribute(column.key, at);
  return { ...column, name, aspect: column.aspect === 'best' ? bestOf(column.key, at) : column.aspect };
}

function bestOf(key: string, at: string): MetricAspect {
  const direction = directionOf(key);
  if (direction !== 'UNKNOWN') return direction === 'HIGHER' ? 'max' : 'min';
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `${at} asks for the best value of ${JSON.stringify(key)}, whose name does not show whether more is better: ask for .max or .min.`,
  );
}
