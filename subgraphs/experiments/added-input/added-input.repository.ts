import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { AddedInput } from './added-input.entity.js';

/** Reads and writes of the `run_input` table. */
export class AddedInputRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Of these runs, in the order in which they came. */
  ofRuns(runIds: readonly string[]): Promise<AddedInput[]> {
    return selectRows(this.manager, AddedInput, 'WHERE run_id = ANY ($1) ORDER BY id', [runIds]);
  }

  /** Those of a run whose dataset versions are among these, in any role. */
  among(runId: string, datasetVersionIds: readonly string[]): Promise<AddedInput[]> {
    const where = "WHERE run_id = $1 AND pin ->> 'id' = ANY ($2)";
    return selectRows(this.manager, AddedInput, where, [runId, datasetVersionIds]);
  }

  /** How many a run has. */
  async countOf(runId: string): Promise<number> {
    const text = 'SELECT count(*)::int AS count FROM run_input WHERE run_id = $1';
    const [row] = await prepared<{ count: number }>(this.manager, text, [runId]);
    return row!.count;
  }

  insert(rows: readonly AddedInput[]): Promise<void> {
    return insertRows(this.manager, AddedInput, rows);
  }
}
