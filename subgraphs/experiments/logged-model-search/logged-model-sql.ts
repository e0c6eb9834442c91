import type { Rights } from '#platform/auth/rights.js';
import { seenAmong } from '#platform/database/rows/seen-condition.js';
import type { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import { jsonTextSql } from '#platform/database/rows/text-sql.js';
import { knownAttribute } from '../condition/known-attribute.js';

/** Who searches, and the values of the statement. */
interface Searching {
  readonly rights: Rights;
  readonly parameters: SqlParameters;
}

/** An attribute of logged models. */
interface LoggedModelAttribute {
  /** Over the alias `m`, for those who may see what the rights show. */
  readonly sql: string | ((searching: Searching) => string);
  readonly type: 'text' | 'moment';
  /** Whether each has it. */
  readonly always: boolean;
}

const IS_READY = 'EXISTS (SELECT FROM logged_model_end WHERE logged_model_id = m.id)';
const IS_FAILED = 'EXISTS (SELECT FROM logged_model_failure WHERE logged_model_id = m.id)';
const FINISHED_AT = `coalesce((SELECT at FROM logged_model_end WHERE logged_model_id = m.id),
  (SELECT max(at) FROM logged_model_failure WHERE logged_model_id = m.id))`;

const ATTRIBUTES: Readonly<Record<string, LoggedModelAttribute>> = {
  id: { sql: 'm.id::text', type: 'text', always: true },
  name: { sql: 'm.name', type: 'text', always: true },
  externalId: { sql: 'm.external_id', type: 'text', always: false },
  modelType: { sql: 'm.model_type', type: 'text', always: false },
  status: {
    sql: `CASE WHEN ${IS_READY} THEN 'READY' WHEN ${IS_FAILED} THEN 'FAILED' ELSE 'PENDING' END`,
    type: 'text',
    always: true,
  },
  run: { sql: seenRun, type: 'text', always: false },
  experiment: { sql: 'm.experiment_id::text', type: 'text', always: true },
  artifactLocation: { sql: 'm.artifact_location', type: 'text', always: false },
  createdBy: { sql: 'm.created_by', type: 'text', always: true },
  createdAt: { sql: 'm.created_at', type: 'moment', always: true },
  updatedAt: {
    sql: `greatest(m.created_at, ${FINISHED_AT}, (SELECT max(at) FROM tag_change WHERE subject_id = m.id),
      (SELECT max(at) FROM archival WHERE subject_id = m.id))`,
    type: 'moment',
    always: true,
  },
  finishedAt: { sql: FINISHED_AT, type: 'moment', always: false },
};

/** The run that made it, where the caller may see that one: a cursor has what is ordered by. */
function seenRun({ rights, parameters }: Searching): string {
  const seen = seenAmong(rights, 'r.ref', parameters);
  return seen === null ? 'm.run_id::text' : `(SELECT r.id::text FROM run r WHERE r.id = m.run_id AND ${seen})`;
}

/** @throws {PedigraphError} BAD_USER_INPUT for a name that no attribute of logged models has. */
export function loggedModelAttribute(
  name: string,
  at: string,
  searching: Searching,
): LoggedModelAttribute & { readonly sql: string } {
  const { sql, ...attribute } = knownAttribute(ATTRIBUTES, name, at);
  return { ...attribute, sql: typeof sql === 'string' ? sql : sql(searching) };
}

/** SQL of a parameter, NULL where there is none: a text as it is, all else as JSON. */
export function parameterSql(name: string, parameters: SqlParameters): string {
  return `(SELECT ${jsonTextSql('value')}
    FROM logged_model_parameter WHERE logged_model_id = m.id AND key = ${parameters.add(name)}::text)`;
}

/** SQL of a tag as it is now, NULL where there is none: what it was changed to last, or what it was made with. */
export function tagSql(name: string, parameters: SqlParameters): string {
  const key = `${parameters.add(name)}::text`;
  const changes = `FROM tag_change WHERE subject_id = m.id AND key = ${key}`;
  return `CASE WHEN EXISTS (SELECT ${changes}) THEN (SELECT value ${changes} ORDER BY sequence DESC LIMIT 1) ELSE m.tags ->> ${key} END`;
}
