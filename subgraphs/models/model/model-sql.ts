import { namespaceSql } from '#platform/database/rows/text-sql.js';

/** SQL of the namespace of a row `m` of `models.model`; an index is over it. */
export const NAMESPACE_SQL = namespaceSql('m.name');

/** SQL of what it is called now: as it was renamed last, else as it was made, else by its name. */
export const DISPLAY_NAME_SQL = `coalesce(
  (SELECT c.display_name FROM models.display_name_change c WHERE c.model_id = m.id ORDER BY c.sequence DESC LIMIT 1),
  m.display_name, m.name)`;

/** SQL of whether it is archived now. */
export const ARCHIVED_SQL = archivedSql('m.id');

/** The same of the model with that id. */
export function archivedSql(id: string): string {
  return `coalesce(
  (SELECT a.archived FROM models.model_archival a WHERE a.model_id = ${id} ORDER BY a.sequence DESC LIMIT 1), false)`;
}

/** SQL of when it, or what it is called, tagged and pointed to by, changed last; a version that is registered changes it. */
export const UPDATED_AT_SQL = `greatest(m.created_at,
  (SELECT c.at FROM models.display_name_change c WHERE c.model_id = m.id ORDER BY c.sequence DESC LIMIT 1),
  (SELECT a.at FROM models.model_archival a WHERE a.model_id = m.id ORDER BY a.sequence DESC LIMIT 1),
  (SELECT n.at FROM models.annotation n WHERE n.subject_id = m.id ORDER BY n.id DESC LIMIT 1),
  (SELECT l.at FROM models.alias_change l WHERE l.model_id = m.id ORDER BY l.id DESC LIMIT 1),
  (SELECT v.created_at FROM models.model_version v WHERE v.model_id = m.id ORDER BY v.id DESC LIMIT 1))`;

/** SQL of what was said last of it, of which there is one at a time: `OWNERS`, `DESCRIPTION`. */
export function lastSaidSql(facet: 'OWNERS' | 'DESCRIPTION'): string {
  return `(SELECT t.value FROM models.annotation t
  WHERE t.subject_id = m.id AND t.facet = '${facet}' ORDER BY t.sequence DESC LIMIT 1)`;
}
