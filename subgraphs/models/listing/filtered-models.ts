import type { Rights } from '#platform/auth/rights.js';
import { seenCondition } from '#platform/database/rows/seen-condition.js';
import { tagConditionSql } from '#values/tag-condition-sql.js';
import { ARCHIVED_SQL, DISPLAY_NAME_SQL, NAMESPACE_SQL } from '../model/model-sql.js';
import type { ModelFilter } from './model-filter.input.js';

/**
 * The models `m` that meet a filter and that the caller may see, from `FROM` on.
 * @throws {PedigraphError} BAD_USER_INPUT for a condition without a value.
 */
export function filteredModels(
  { namespace, displayName, displayNameLike, displayNameILike, tags, archived }: ModelFilter,
  rights: Rights,
): { readonly from: string; readonly values: readonly unknown[] } {
  const seen = seenCondition(rights, 'm.name');
  const values: unknown[] = [...(seen?.values ?? [])];
  const parameter = (value: string) => `$${values.push(value)}::text`;
  const conditions = [
    ...(seen === null ? [] : [seen.where]),
    ...(archived === 'ALL' ? [] : [archived === 'ACTIVE' ? `NOT ${ARCHIVED_SQL}` : ARCHIVED_SQL]),
    ...(namespace == null ? [] : [`${NAMESPACE_SQL} = ${parameter(namespace)}`]),
    ...(displayName == null ? [] : [`${DISPLAY_NAME_SQL} = ${parameter(displayName)}`]),
    ...(displayNameLike == null ? [] : [`${DISPLAY_NAME_SQL} LIKE ${parameter(displayNameLike)} ESCAPE ''`]),
    ...(displayNameILike == null ? [] : [`${DISPLAY_NAME_SQL} ILIKE ${parameter(displayNameILike)} ESCAPE ''`]),
    ...tags.map((condition) => tagConditionSql(condition, tagSql(parameter(condition.key)), parameter)),
  ];
  return { from: `FROM models.model m WHERE ${conditions.join(' AND ') || 'true'}`, values };
}

/** The value that a tag has now; NULL where there is none. */
function tagSql(key: string): string {
  return `(SELECT t.value #>> '{}' FROM models.annotation t
    WHERE t.subject_id = m.id AND t.facet = 'TAG' AND t.key = ${key} ORDER BY t.sequence DESC LIMIT 1)`;
}
