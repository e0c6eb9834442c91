import type { Rights } from '#platform/auth/rights.js';
import { seenCondition } from '#platform/database/rows/seen-condition.js';
import { type NamedThingSql, namedThingConditions } from '#values/named-thing-filter.js';
import { ARCHIVED_SQL, DISPLAY_NAME_SQL, NAMESPACE_SQL } from '../model/model-sql.js';
import type { ModelFilter } from './model-filter.input.js';

/**
 * The models `m` that meet a filter and that the caller may see, from `FROM` on.
 * @throws {PedigraphError} BAD_USER_INPUT for a condition without a value.
 */
export function filteredModels(
  filter: ModelFilter,
  rights: Rights,
): { readonly from: string; readonly values: readonly unknown[] } {
  const seen = seenCondition(rights, 'm.name');
  const values: unknown[] = [...(seen?.values ?? [])];
  const conditions = [
    ...(seen === null ? [] : [seen.where]),
    ...namedThingConditions(filter, NOW, (value) => `$${values.push(value)}::text`),
  ];
  return { from: `FROM models.model m WHERE ${conditions.join(' AND ') || 'true'}`, values };
}

const NOW: NamedThingSql = {
  namespace: NAMESPACE_SQL,
  displayName: DISPLAY_NAME_SQL,
  isArchived: ARCHIVED_SQL,
  tag: (key) => `(SELECT t.value #>> '{}' FROM models.annotation t
    WHERE t.subject_id = m.id AND t.facet = 'TAG' AND t.key = ${key} ORDER BY t.sequence DESC LIMIT 1)`,
};
