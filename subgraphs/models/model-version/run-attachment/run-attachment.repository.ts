import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { RunAttachment } from './run-attachment.entity.js';

/** Reads and writes of the `run_attachment` table. */
export class RunAttachmentRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Those of these versions; most have none. */
  findByVersions(modelVersionIds: readonly string[]): Promise<RunAttachment[]> {
    return selectRows(this.manager, RunAttachment, 'WHERE model_version_id = ANY ($1)', [modelVersionIds]);
  }

  insert(row: RunAttachment): Promise<void> {
    return insertRows(this.manager, RunAttachment, [row]);
  }
}
