import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { RunContinuation } from './run-continuation.entity.js';
import { RunContinuationEnd } from './run-continuation-end.entity.js';

const LAST =
  'WHERE run_id = ANY ($1) AND sequence = (SELECT max(sequence) FROM experiments.run_continuation c WHERE c.run_id = run_continuation.run_id)';

/** Reads and writes of the tables `run_continuation` and `run_continuation_end`. */
export class ContinuationRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The last continuation of each of these runs; none of what never went on. */
  lastOf(runIds: readonly string[]): Promise<RunContinuation[]> {
    return selectRows(this.manager, RunContinuation, LAST, [runIds]);
  }

  /** The end of the last continuation of each of these runs; none of what goes on, or never did. */
  lastEndOf(runIds: readonly string[]): Promise<RunContinuationEnd[]> {
    const last =
      'WHERE run_id = ANY ($1) AND sequence = (SELECT max(sequence) FROM experiments.run_continuation c WHERE c.run_id = run_continuation_end.run_id)';
    return selectRows(this.manager, RunContinuationEnd, last, [runIds]);
  }

  insert(row: RunContinuation): Promise<void> {
    return insertRows(this.manager, RunContinuation, [row]);
  }

  insertEnd(row: RunContinuationEnd): Promise<void> {
    return insertRows(this.manager, RunContinuationEnd, [row]);
  }
}
