import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { INITIAL_STATUS, type ModelVersionStatus } from '#values/model-version-status.js';
import { StatusChange } from './status-change.entity.js';

/** Reads and writes of the `status_change` table. */
export class StatusRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The last change of each version up to a moment; null is now. A version that never changed has none. */
  lastChanges(modelVersionIds: readonly string[], asOf: Date | null): Promise<StatusChange[]> {
    return selectRows(
      this.manager,
      StatusChange,
      `WHERE id IN (
         SELECT DISTINCT ON (model_version_id) id FROM models.status_change
         WHERE model_version_id = ANY ($1) AND at <= $2 ORDER BY model_version_id, sequence DESC)`,
      [modelVersionIds, asOf ?? 'infinity'],
    );
  }

  /** The status of each version now, in the order of the ids. */
  async statusesNow(modelVersionIds: readonly string[]): Promise<ModelVersionStatus[]> {
    const changes = new Map(
      (await this.lastChanges(modelVersionIds, null)).map((row) => [row.modelVersionId, row.status]),
    );
    return modelVersionIds.map((id) => changes.get(id) ?? INITIAL_STATUS);
  }

  insert(row: StatusChange): Promise<void> {
    return insertRows(this.manager, StatusChange, [row]);
  }
}
