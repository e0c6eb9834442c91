import type { Rights } from '#platform/auth/rights.js';
import { seenAmong } from '#platform/database/rows/seen-condition.js';
import {
  type Comparison,
  comparedMoment,
  comparedNumber,
  comparedText,
  comparedWord,
} from '../condition/compared-value.js';
import type { PlacedCondition } from '../condition/condition-value.js';
import { datasetAttribute, type RunAttribute, runAttribute } from './run-attributes.js';
import type { RunSubject } from './run-search.enums.js';
import type { RunTables } from './run-tables.js';

/**
 * The SQL of a condition on a run.
 * @param rights whose holder finds no run by a dataset that they may not see
 * @throws {PedigraphError} BAD_USER_INPUT for a key, an operator or a value that does not fit what is compared.
 */
export function runCondition(
  condition: PlacedCondition & { readonly subject: RunSubject },
  tables: RunTables,
  rights: Rights,
): string {
  const { subject, key, at } = condition;
  const { parameters } = tables;
  switch (subject) {
    case 'METRIC':
      return comparedNumber(tables.metric(key, 'last'), condition, parameters);
    case 'PARAMETER':
      return comparedWord(tables.parameter(key), condition, parameters);
    case 'TAG':
      return comparedWord(tables.tag(key), condition, parameters);
    case 'ATTRIBUTE': {
      const { sql, type } = runAttribute(key, at);
      return COMPARED[type](sql(tables), condition, parameters);
    }
    case 'DATASET':
      return datasetCondition(condition, tables, rights);
  }
}

const COMPARED = {
  text: comparedText,
  moment: comparedMoment,
  number: comparedNumber,
} as const satisfies Record<RunAttribute['type'], Comparison>;

/** One of the dataset versions that the run read has to fulfil it. */
function datasetCondition(condition: PlacedCondition, { parameters }: RunTables, rights: Rights): string {
  const sql = datasetAttribute(condition.key, condition.at);
  const isAbsent = condition.operator === 'IS_NULL';
  const fulfilled = comparedText(sql, isAbsent ? { ...condition, operator: 'IS_NOT_NULL' } : condition, parameters);
  const seen = seenAmong(rights, `(pin ->> 'ref')`, parameters);
  const met = seen === null ? fulfilled : `${seen} AND ${fulfilled}`;
  return `${isAbsent ? 'NOT ' : ''}EXISTS (SELECT FROM (${INPUTS}) AS input WHERE ${met})`;
}

const INPUTS = `SELECT pin, '' AS context FROM jsonb_array_elements(r.input_pins) AS pin
  UNION ALL SELECT pin, context FROM run_input WHERE run_id = r.id`;
