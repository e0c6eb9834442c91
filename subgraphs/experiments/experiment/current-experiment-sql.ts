import { namespaceSql } from '#platform/database/rows/text-sql.js';
import { archivedSql } from '../archival/archived-sql.js';
import { currentNameSql } from '../name-change/current-name-sql.js';

const UPDATED_AT = `greatest(e.created_at,
  (SELECT max(at) FROM experiments.name_change WHERE subject_id = e.id),
  (SELECT max(at) FROM experiments.tag_change WHERE subject_id = e.id),
  (SELECT max(at) FROM experiments.archival WHERE subject_id = e.id))`;

/** Every experiment `e` as it is now: only what a statement asks of it is read. */
export const EXPERIMENTS_NOW = `(
  SELECT e.id, e.name, e.created_at, ${namespaceSql('e.name')} AS namespace, ${currentNameSql('e')} AS display_name,
    ${archivedSql('e')} AS is_archived, ${UPDATED_AT} AS updated_at
  FROM experiments.experiment e) e`;

/** The value of a tag of the experiment `e` now; NULL where it has none. */
export const TAG_NOW = (key: string) => `(
  SELECT t.value FROM experiments.tag_change t WHERE t.subject_id = e.id AND t.key = ${key}
  ORDER BY t.sequence DESC LIMIT 1)`;
