import type { Rights } from '#platform/auth/rights.js';
import { seenCondition } from '#platform/database/rows/seen-condition.js';
import { type NamedThingSql, namedThingConditions } from '#values/named-thing-filter.js';
import { ARCHIVED_SQL, DISPLAY_NAME_SQL, lastSaidSql, NAMESPACE_SQL } from '../model/model-sql.js';
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
  const parameter = (value: unknown) => `$${values.push(value)}::text`;
  const { query, hasAlias, owner } = filter;
  const conditions = [
    ...(seen === null ? [] : [seen.where]),
    ...namedThingConditions(filter, NOW, parameter),
    ...hasWordsSql(wordsOf(query).map(parameter)),
    ...(hasAlias == null ? [] : [hasAliasSql(parameter(hasAlias))]),
    ...(owner == null ? [] : [`coalesce(${lastSaidSql('OWNERS')} ? ${parameter(owner)}, false)`]),
  ];
  return { from: `FROM models.model m WHERE ${conditions.join(' AND ') || 'true'}`, values };
}

function wordsOf(query: string | null | undefined): string[] {
  return (query ?? '').split(/\s+/).filter((word) => word !== '');
}

/** SQL of all that a model is found by. */
const WORDS = `lower(concat_ws(' ', m.name, ${DISPLAY_NAME_SQL}, ${lastSaidSql('DESCRIPTION')} #>> '{}'))`;

/** Each model's text is put together once, however many words are looked for in it. */
function hasWordsSql(words: readonly string[]): string[] {
  if (words.length === 0) return [];
  const areIn = words.map((word) => `strpos(said.words, lower(${word})) > 0`);
  return [`EXISTS (SELECT FROM (SELECT ${WORDS} AS words OFFSET 0) AS said WHERE ${areIn.join(' AND ')})`];
}

function hasAliasSql(alias: string): string {
  return `(SELECT a.model_version_id FROM models.alias_change a
    WHERE a.model_id = m.id AND a.alias = ${alias} ORDER BY a.sequence DESC LIMIT 1) IS NOT NULL`;
}

const NOW: NamedThingSql = {
  namespace: NAMESPACE_SQL,
  displayName: DISPLAY_NAME_SQL,
  isArchived: ARCHIVED_SQL,
  tag: (key) => `(SELECT t.value #>> '{}' FROM models.annotation t
    WHERE t.subject_id = m.id AND t.facet = 'TAG' AND t.key = ${key} ORDER BY t.sequence DESC LIMIT 1)`,
};
