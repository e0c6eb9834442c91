import { validate as isUuid } from 'uuid';
import type { Rights } from '#platform/auth/rights.js';
import { seenAmong } from '#platform/database/rows/seen-condition.js';
import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import type { ArchivedFilter } from '#values/archived-filter.js';

/** Where runs or logged models are looked for, and whether archived ones are among them. */
interface SearchedPlaces {
  readonly experiments?: readonly string[] | null | undefined;
  readonly namespace?: string | null | undefined;
  readonly archived: ArchivedFilter;
}

/**
 * The conditions, as SQL, of what is in these places and the caller may see.
 * @param alias of the table of runs or of logged models
 */
export function foundInExperiments(
  { experiments, namespace, archived }: SearchedPlaces,
  alias: string,
  rights: Rights,
  parameters: SqlParameters,
): string[] {
  const where: string[] = [];
  if (experiments != null) {
    const ids = experiments.filter((id) => isUuid(id));
    where.push(`${alias}.experiment_id ${oneOf(ids, parameters)}`);
  }
  if (namespace != null) {
    const beginning = parameters.add(`${namespace}/`);
    where.push(`${alias}.experiment_id IN (SELECT id FROM experiment WHERE name ^@ ${beginning})`);
  }
  if (archived !== 'ALL') where.push(archived === 'ARCHIVED' ? isArchived(alias) : `NOT ${isArchived(alias)}`);
  const seen = seenAmong(rights, `${alias}.ref`, parameters);
  if (seen !== null) where.push(seen);
  return where;
}

/** One by itself has the rows in the order of the index by which a page begins. */
function oneOf(ids: readonly string[], parameters: SqlParameters): string {
  return ids.length === 1 ? `= ${parameters.add(ids[0])}::uuid` : `= ANY (${parameters.add(ids)}::uuid[])`;
}

/** That the last that was done to it is that it was archived. */
function isArchived(alias: string): string {
  return `EXISTS (
  SELECT FROM archival a WHERE a.subject_id = ${alias}.id AND a.is_restored IS NULL AND NOT EXISTS (
    SELECT FROM archival later
    WHERE later.subject_id = a.subject_id AND coalesce(later.sequence, 1) > coalesce(a.sequence, 1)))`;
}
