import type { Rights } from '#platform/auth/rights.js';
import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { foundInExperiments } from '../condition/found-in-experiments.js';
import { runCondition } from './run-condition.js';
import type { RunFilter } from './run-filter.inputs.js';
import { RunTables } from './run-tables.js';

/** The runs that a search finds, as SQL; its values are in the parameters of the tables. */
export interface FoundRuns {
  readonly tables: RunTables;
  readonly where: string;
}

/**
 * The runs that a filter lets through and the caller may see, as SQL.
 * @throws {PedigraphError} BAD_USER_INPUT for a condition that does not fit what it compares.
 */
export function foundRuns({ conditions, ...places }: RunFilter, rights: Rights): FoundRuns {
  const parameters = new SqlParameters();
  const tables = new RunTables(parameters);
  const where = ['true', ...foundInExperiments(places, 'r', rights, parameters)];
  for (const [index, condition] of conditions.entries()) {
    where.push(runCondition({ ...condition, at: `filter.conditions[${index}]` }, tables, rights));
  }
  return { tables, where: where.join(' AND ') };
}
