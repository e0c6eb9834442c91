import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { Archival } from './archival.entity.js';

/** That no later row of the same subject is there. */
const LAST = `NOT EXISTS (
  SELECT FROM experiments.archival later WHERE later.subject_id = archival.subject_id
    AND coalesce(later.sequence, 1) > coalesce(archival.sequence, 1))`;

/** Reads and writes of the `archival` table. */
export class ArchivalRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The last archiving or restoring of each of these; none of what never was archived. */
  lastOf(ids: readonly string[]): Promise<Archival[]> {
    return selectRows(this.manager, Archival, `WHERE subject_id = ANY ($1) AND ${LAST}`, [ids]);
  }

  insert(row: Archival): Promise<void> {
    return insertRows(this.manager, Archival, [row]);
  }
}
