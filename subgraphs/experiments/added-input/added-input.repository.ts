import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { AddedInput } from './added-input.entity.js';

/** Reads and writes of the `run_input` table. */
export class AddedInputRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Of these runs, in the order in which they came. */
  ofRuns(runIds: readonly string[]): Promise<AddedInput[]> {
    return selectRows(this.manager, AddedInput, 'WHERE run_id = ANY ($1) ORDER BY id', [runIds]);
  }

  insert(rows: readonly AddedInput[]): Promise<void> {
    return insertRows(this.manager, AddedInput, rows);
  }
}
