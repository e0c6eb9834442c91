/** SQL of whether a row of that alias is archived now. */
export function archivedSql(row: string): string {
  return `coalesce((
  SELECT a.is_restored IS NULL FROM experiments.archival a
  WHERE a.subject_id = ${row}.id ORDER BY coalesce(a.sequence, 1) DESC LIMIT 1), false)`;
}
