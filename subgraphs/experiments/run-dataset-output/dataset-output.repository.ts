import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { DatasetOutput } from './dataset-output.entity.js';

/** Reads and writes of the `run_dataset_output` table. */
export class DatasetOutputRepository {
  constructor(private readonly manager: EntityManager) {}

  /** What these runs made, in the order in which they named it. */
  ofRuns(runIds: readonly string[]): Promise<DatasetOutput[]> {
    return selectRows(this.manager, DatasetOutput, 'WHERE run_id = ANY ($1) ORDER BY id', [runIds]);
  }

  insert(rows: readonly DatasetOutput[]): Promise<void> {
    return insertRows(this.manager, DatasetOutput, rows);
  }
}
