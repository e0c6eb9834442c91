import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { RunLoggedModelRow } from './run-logged-model.entity.js';

/** Reads and writes of the `run_logged_model` table. */
export class RunLoggedModelRepository {
  constructor(private readonly manager: EntityManager) {}

  /** What these runs made and read, in the order in which they named it. */
  ofRuns(runIds: readonly string[]): Promise<RunLoggedModelRow[]> {
    return selectRows(this.manager, RunLoggedModelRow, 'WHERE run_id = ANY ($1) ORDER BY id', [runIds]);
  }

  /** Those of a run that are among these logged models. */
  among(runId: string, loggedModelIds: readonly string[]): Promise<RunLoggedModelRow[]> {
    const where = 'WHERE run_id = $1 AND logged_model_id = ANY ($2)';
    return selectRows(this.manager, RunLoggedModelRow, where, [runId, loggedModelIds]);
  }

  /** How many a run has. */
  async countOf(runId: string): Promise<number> {
    const text = 'SELECT count(*)::int AS count FROM run_logged_model WHERE run_id = $1';
    const [row] = await prepared<{ count: number }>(this.manager, text, [runId]);
    return row!.count;
  }

  insert(rows: readonly RunLoggedModelRow[]): Promise<void> {
    return insertRows(this.manager, RunLoggedModelRow, rows);
  }
}
