import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { Archival } from './archival.entity.js';

/** Reads and writes of the `archival` table. */
export class ArchivalRepository {
  constructor(private readonly manager: EntityManager) {}

  findBySubjects(ids: readonly string[]): Promise<Archival[]> {
    return selectRows(this.manager, Archival, 'WHERE subject_id = ANY ($1)', [ids]);
  }

  insert(row: Archival): Promise<void> {
    return insertRows(this.manager, Archival, [row]);
  }
}
