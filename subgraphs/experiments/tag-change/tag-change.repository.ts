import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { TagChange } from './tag-change.entity.js';

/** That no later change of the same tag is there, up to a moment. */
const LAST = (until: string) => `NOT EXISTS (
  SELECT FROM experiments.tag_change later WHERE later.subject_id = tag_change.subject_id
    AND later.key = tag_change.key AND later.sequence > tag_change.sequence${until})`;

/** Reads and writes of the `tag_change` table. */
export class TagChangeRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The last change of every tag of these, up to a moment; null is now. */
  lastChanges(subjectIds: readonly string[], asOf: Date | null): Promise<TagChange[]> {
    if (asOf === null) {
      return selectRows(this.manager, TagChange, `WHERE subject_id = ANY ($1) AND ${LAST('')}`, [subjectIds]);
    }
    const last = `WHERE subject_id = ANY ($1) AND at <= $2 AND ${LAST(' AND later.at <= $2')}`;
    return selectRows(this.manager, TagChange, last, [subjectIds, asOf]);
  }

  /** The last change of each of these tags; one that never changed has none. */
  async lastOf(subjectId: string, keys: readonly string[]): Promise<ReadonlyMap<string, TagChange>> {
    const last = `WHERE subject_id = $1 AND key = ANY ($2) AND ${LAST('')}`;
    const rows = await selectRows(this.manager, TagChange, last, [subjectId, keys]);
    return new Map(rows.map((row) => [row.key, row]));
  }

  insert(rows: readonly TagChange[]): Promise<void> {
    return insertRows(this.manager, TagChange, rows);
  }
}
