import { type Rights, sees } from '#platform/auth/rights.js';
import { seenAmong } from '#platform/database/rows/seen-condition.js';
import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import type { ContradictionFilter } from './contradiction-filter.input.js';

/** What contradictions are listed of: everything, a model or a version, by id. */
export type ContradictedOwner = { readonly model: string } | { readonly modelVersion: string } | null;

/** A condition on a row of `models.contradiction`, on `$1`, `$2`, … of `values`. */
export interface ContradictionCondition {
  readonly where: string;
  readonly values: readonly unknown[];
}

const RESOLVED =
  'EXISTS (SELECT FROM models.contradiction_resolution r WHERE r.contradiction_id = models.contradiction.id)';

/** That a contradiction is of the owner, meets the filter and is of what the caller may see. */
export function contradictionCondition(
  owner: ContradictedOwner,
  { kinds, open, since, until, source, namespace, model }: ContradictionFilter,
  rights: Rights,
): ContradictionCondition {
  const parameters = new SqlParameters();
  const conditions: (string | null)[] = [seenAmong(rights, 'subject', parameters)];
  if (owner !== null) {
    const [column, id] = 'model' in owner ? ['model_id', owner.model] : ['id', owner.modelVersion];
    conditions.push(restedOnSql(`v.${column} = ${parameters.add(id)}::uuid`));
  }
  // Else whoever guesses a name learns what a hidden model rests on.
  if (model != null)
    conditions.push(sees(rights, model) ? restedOnSql(`v.name = ${parameters.add(model)}::text`) : 'false');
  if (kinds != null) conditions.push(`kind = ANY (${parameters.add(kinds)}::text[])`);
  if (open != null) conditions.push(open ? `NOT ${RESOLVED}` : RESOLVED);
  if (since != null) conditions.push(`at >= ${parameters.add(since)}::timestamptz`);
  if (until != null) conditions.push(`at < ${parameters.add(until)}::timestamptz`);
  if (source != null) conditions.push(`source = ${parameters.add(source)}::text`);
  if (namespace != null && namespace !== '')
    conditions.push(`starts_with(subject, ${parameters.add(`${namespace}/`)}::text)`);
  const where = conditions.filter((condition) => condition !== null).join(' AND ') || 'true';
  return { where, values: parameters.values };
}

/** That it is of one of the versions `v`, or of a run or data that one of them rests on. */
function restedOnSql(which: string): string {
  return `subject_id IN (
    SELECT v.id FROM models.model_version v WHERE ${which}
    UNION ALL SELECT (v.run_pin ->> 'id')::uuid FROM models.model_version v WHERE ${which}
    UNION ALL SELECT (a.run_pin ->> 'id')::uuid FROM models.run_attachment a
      JOIN models.model_version v ON v.id = a.model_version_id WHERE ${which}
    UNION ALL SELECT (d.pin ->> 'id')::uuid FROM models.model_version v
      CROSS JOIN LATERAL jsonb_array_elements(v.dataset_pins) AS d (pin) WHERE ${which})`;
}
