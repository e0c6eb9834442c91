import { validate as isUuid } from 'uuid';
import type { Rights } from '#platform/auth/rights.js';
import { seenAmong } from '#platform/database/rows/seen-condition.js';
import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { runCondition } from './run-condition.js';
import type { RunFilter } from './run-filter.inputs.js';
import { RunTables } from './run-tables.js';

/** That the last that was done to a run is that it was archived. */
const ARCHIVED = `EXISTS (
  SELECT FROM archival a WHERE a.subject_id = r.id AND a.is_restored IS NULL AND NOT EXISTS (
    SELECT FROM archival later
    WHERE later.subject_id = a.subject_id AND coalesce(later.sequence, 1) > coalesce(a.sequence, 1)))`;

/** The runs that a search finds, as SQL; its values are in the parameters of the tables. */
interface FoundRuns {
  readonly tables: RunTables;
  readonly where: string;
}

/**
 * The runs that a filter lets through and the caller may see, as SQL.
 * @throws {PedigraphError} BAD_USER_INPUT for a condition that does not fit what it compares.
 */
export function foundRuns({ experiments, namespace, archived, conditions }: RunFilter, rights: Rights): FoundRuns {
  const parameters = new SqlParameters();
  const tables = new RunTables(parameters);
  const where = ['true'];
  if (experiments != null)
    where.push(
      `r.experiment_id ${oneOf(
        experiments.filter((id) => isUuid(id)),
        parameters,
      )}`,
    );
  if (namespace != null) {
    const beginning = parameters.add(`${namespace}/`);
    where.push(`r.experiment_id IN (SELECT id FROM experiment WHERE name ^@ ${beginning})`);
  }
  if (archived !== 'ALL') where.push(archived === 'ARCHIVED' ? ARCHIVED : `NOT ${ARCHIVED}`);
  const seen = seenAmong(rights, 'r.ref', parameters);
  if (seen !== null) where.push(seen);
  for (const [index, condition] of conditions.entries()) {
    where.push(runCondition({ ...condition, at: `filter.conditions[${index}]` }, tables, rights));
  }
  return { tables, where: where.join(' AND ') };
}

/** One by itself has the runs in the order of the index by which a page begins. */
function oneOf(ids: readonly string[], parameters: SqlParameters): string {
  return ids.length === 1 ? `= ${parameters.add(ids[0])}::uuid` : `= ANY (${parameters.add(ids)}::uuid[])`;
}
