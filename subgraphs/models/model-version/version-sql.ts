/** SQL of the tag that a row `v` of `models.model_version` has now: as it was set last, else as it was registered. */
export function versionTagSql(key: string): string {
  return `(SELECT t.value FROM (
      SELECT a.value #>> '{}' AS value, a.sequence FROM models.annotation a
      WHERE a.subject_id = v.id AND a.facet = 'TAG' AND a.key = ${key}
      UNION ALL SELECT v.tags ->> ${key}, 0) t
    ORDER BY t.sequence DESC LIMIT 1)`;
}

/** SQL of its status now. */
export const VERSION_STATUS_SQL = `coalesce(
  (SELECT s.status FROM models.status_change s WHERE s.model_version_id = v.id ORDER BY s.sequence DESC LIMIT 1),
  'IN_REVIEW')`;

/** SQL of when it, or what is noted beside it, changed last. */
export const VERSION_UPDATED_AT_SQL = `greatest(v.created_at,
  (SELECT n.at FROM models.annotation n WHERE n.subject_id = v.id ORDER BY n.id DESC LIMIT 1),
  (SELECT s.at FROM models.status_change s WHERE s.model_version_id = v.id ORDER BY s.sequence DESC LIMIT 1),
  (SELECT r.at FROM models.run_attachment r WHERE r.model_version_id = v.id))`;

/** SQL of the number that another registry gave it; NULL where none did. Numbers have at most nine digits. */
export const EXTERNAL_NUMBER_SQL = 'v.external_version::integer';
