import type { EntityManager } from 'typeorm';
import type { Rights } from '#platform/auth/rights.js';
import { insertStatement } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { countFrom } from '#platform/paging/count-rows.js';
import type { PageRequest } from '#platform/paging/page.js';
import { type CandidateRow, candidateStatement } from './candidate-rules.js';
import { SourceRecord } from './source-record.entity.js';
import type { SourceRecordCondition } from './source-record-conditions.js';

/** The most records of one thing that are read: the first ones. */
const MOST_OF_ONE = 100;

/** Reads and writes of the `source_record` table. */
export class SourceRecordRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Those of these things, oldest first. */
  findOf(subjectIds: readonly string[]): Promise<SourceRecord[]> {
    return selectRows(
      this.manager,
      SourceRecord,
      `WHERE id IN (
         SELECT r.id FROM unnest($1::uuid[]) AS s (id)
         CROSS JOIN LATERAL (
           SELECT id FROM models.source_record WHERE subject_id = s.id ORDER BY id LIMIT ${MOST_OF_ONE}) r)
       ORDER BY id`,
      [subjectIds],
    );
  }

  /** What by the rules is the same as one of these things, or may be. */
  candidatesOf(subjectIds: readonly string[], rights: Rights): Promise<CandidateRow[]> {
    const { text, values } = candidateStatement(subjectIds, rights);
    return this.manager.query(text, [...values]);
  }

  /** Newest first. The text of the condition is made for each call, so it is not prepared. */
  async page({ where, values }: SourceRecordCondition, { limit, after }: PageRequest): Promise<SourceRecord[]> {
    const behind = after === null ? '' : ` AND id < $${values.length + 2}`;
    const found = await this.manager.query<{ id: string }[]>(
      `SELECT id FROM models.source_record WHERE ${where}${behind} ORDER BY id DESC LIMIT $${values.length + 1}`,
      [...values, limit, ...(after === null ? [] : [after])],
    );
    if (found.length === 0) return [];
    const ids = found.map(({ id }) => id);
    return selectRows(this.manager, SourceRecord, 'WHERE id = ANY ($1) ORDER BY id DESC', [ids]);
  }

  count({ where, values }: SourceRecordCondition): Promise<number> {
    return countFrom(this.manager, { from: `FROM models.source_record WHERE ${where}`, values });
  }

  /** Inserts those that are not known, and gives them back. */
  async insertNew(rows: readonly SourceRecord[]): Promise<readonly SourceRecord[]> {
    const { text, values } = await insertStatement(this.manager, SourceRecord, rows);
    const inserted = await this.manager.query<{ id: string }[]>(
      `${text} ON CONFLICT (identity) DO NOTHING RETURNING id`,
      values,
    );
    const fresh = new Set(inserted.map(({ id }) => id));
    return rows.filter(({ id }) => fresh.has(id));
  }
}
