import { type EntityManager, In } from 'typeorm';
import { insertRows } from '../../../src/platform/database/insert-rows.js';
import { Archival } from './archival.entity.js';

/** Reads and writes of the `archival` table. */
export class ArchivalRepository {
  constructor(private readonly manager: EntityManager) {}

  findBySubjects(ids: readonly string[]): Promise<Archival[]> {
    return this.manager.findBy(Archival, { subjectId: In(ids) });
  }

  insert(row: Archival): Promise<void> {
    return insertRows(this.manager, Archival, [row]);
  }
}
