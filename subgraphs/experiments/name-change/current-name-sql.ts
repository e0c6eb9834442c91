/** SQL of what a row of that alias is called now: as it was renamed last, else as it was made. */
export function currentNameSql(row: string): string {
  return `coalesce((
  SELECT c.name FROM experiments.name_change c WHERE c.subject_id = ${row}.id ORDER BY c.sequence DESC LIMIT 1), ${row}.name)`;
}
