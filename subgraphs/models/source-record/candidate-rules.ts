import type { Rights } from '#platform/auth/rights.js';
import { seenAmong } from '#platform/database/rows/seen-condition.js';
import { SqlParameters } from '#platform/database/rows/sql-parameters.js';
import type { SameAsField } from './same-as.type.js';
import type { SourceSubjectKind } from './source-subject-kind.js';

/** That another thing has something in common with one. */
export interface CandidateRow {
  /** The id of the one. */
  readonly of: string;
  readonly subject_kind: SourceSubjectKind;
  readonly subject_id: string;
  readonly subject: string;
  readonly reasons: readonly { readonly field: `${SameAsField}`; readonly value: string }[];
}

/** So many records a rule finds of one record at most. */
const MOST_OF_A_RULE = 100;

/** A rule: which records `o` have something in common with a record `m`, by an index, and what. */
interface Rule {
  readonly where: string;
  readonly reasons: string;
}

const reason = (field: `${SameAsField}`, value: string) =>
  `jsonb_build_array(jsonb_build_object('field', '${field}', 'value', ${value}))`;
const reasonWhere = (condition: string, field: `${SameAsField}`, value: string) =>
  `CASE WHEN ${condition} THEN ${reason(field, value)} ELSE '[]' END`;
const common = (column: string) => `(SELECT min(d) FROM unnest(m.${column}) AS d WHERE d = ANY (o.${column}))`;

const SAME_SIZE = 'coalesce(o.size_bytes = m.size_bytes, false)';
const SAME_NUMBER = 'coalesce(o.number = m.number, false)';
const SAME_DAY = `coalesce(o.created_elsewhere_at BETWEEN m.created_elsewhere_at - interval '1 day' AND m.created_elsewhere_at + interval '1 day', false)`;

/** From the strongest. */
const RULES: readonly Rule[] = [
  { where: 'o.global_id = m.global_id', reasons: reason('GLOBAL_ID', 'o.global_id') },
  { where: 'o.digests && m.digests', reasons: reason('DIGEST', common('digests')) },
  {
    where: 'o.repository_key = m.repository_key AND o.commit_id = m.commit_id AND o.path = m.path',
    reasons: reason('CODE', `o.repository_key || '@' || o.commit_id || '#' || o.path`),
  },
  { where: 'o.part_digests && m.part_digests', reasons: reason('PART_DIGEST', common('part_digests')) },
  {
    where: `lower(o.name) = lower(m.name) AND (${SAME_NUMBER} OR ${SAME_SIZE} OR ${SAME_DAY})`,
    reasons: [
      reason('NAME', 'o.name'),
      reasonWhere(SAME_NUMBER, 'NUMBER', 'o.number'),
      reasonWhere(SAME_SIZE, 'SIZE', 'o.size_bytes::text'),
      reasonWhere(
        SAME_DAY,
        'TIME',
        `to_char(o.created_elsewhere_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
      ),
    ].join(' || '),
  },
];

/**
 * The statement that finds what has something in common with these things: of their kind, in another source (what one
 * source has twice is two things), and seen by the caller.
 */
export function candidateStatement(
  subjectIds: readonly string[],
  rights: Rights,
): { readonly text: string; readonly values: readonly unknown[] } {
  const parameters = new SqlParameters();
  const ids = parameters.add(subjectIds);
  const seen = seenAmong(rights, 'o.subject', parameters) ?? 'true';
  const elsewhere = `o.subject_kind = m.subject_kind AND o.subject_id <> m.subject_id
    AND (o.tool <> m.tool OR o.location <> m.location) AND ${seen}`;
  const found = RULES.map(
    ({ where, reasons }) =>
      `(SELECT o.subject_kind, o.subject_id, o.subject, ${reasons} AS reasons
        FROM models.source_record o WHERE ${where} AND ${elsewhere} LIMIT ${MOST_OF_A_RULE})`,
  ).join(' UNION ALL ');
  const text = `SELECT m.subject_id AS of, f.* FROM models.source_record m CROSS JOIN LATERAL (${found}) f
    WHERE m.subject_id = ANY (${ids}::uuid[])`;
  return { text, values: parameters.values };
}
