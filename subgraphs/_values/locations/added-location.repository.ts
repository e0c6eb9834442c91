import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { AddedLocation } from './added-location.entity.js';

/** Reads and writes of the `added_location` table of a subgraph. */
export class AddedLocationRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Those of these versions, oldest first. */
  findOf(versionIds: readonly string[]): Promise<AddedLocation[]> {
    return selectRows(this.manager, AddedLocation, 'WHERE version_id = ANY ($1) ORDER BY id', [versionIds]);
  }

  insert(rows: readonly AddedLocation[]): Promise<void> {
    return insertRows(this.manager, AddedLocation, rows);
  }
}
