/** What an experiment is called now, of a row `e`. */
const DISPLAY_NAME = `coalesce((
  SELECT c.name FROM experiments.name_change c WHERE c.subject_id = e.id ORDER BY c.sequence DESC LIMIT 1), e.name)`;

const IS_ARCHIVED = `coalesce((
  SELECT a.is_restored IS NULL FROM experiments.archival a
  WHERE a.subject_id = e.id ORDER BY coalesce(a.sequence, 1) DESC LIMIT 1), false)`;

const UPDATED_AT = `greatest(e.created_at,
  (SELECT max(at) FROM experiments.name_change WHERE subject_id = e.id),
  (SELECT max(at) FROM experiments.tag_change WHERE subject_id = e.id),
  (SELECT max(at) FROM experiments.archival WHERE subject_id = e.id))`;

/** What stands before the last `/` of a name. */
export const NAMESPACE = (name: string) => `regexp_replace(${name}, '/?[^/]*$', '')`;

/** Every experiment `e` as it is now: only what a statement asks of it is read. */
export const EXPERIMENTS_NOW = `(
  SELECT e.id, e.name, e.created_at, ${NAMESPACE('e.name')} AS namespace, ${DISPLAY_NAME} AS display_name,
    ${IS_ARCHIVED} AS is_archived, ${UPDATED_AT} AS updated_at
  FROM experiments.experiment e) e`;

/** The value of a tag of the experiment `e` now; NULL where it has none. */
export const TAG_NOW = (key: string) => `(
  SELECT t.value FROM experiments.tag_change t WHERE t.subject_id = e.id AND t.key = ${key}
  ORDER BY t.sequence DESC LIMIT 1)`;
