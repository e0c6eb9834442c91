import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { ModelArchival } from './model-archival.entity.js';

const LAST = `WHERE id IN (
  SELECT a.id FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
    SELECT id FROM models.model_archival WHERE model_id = wanted.id ORDER BY sequence DESC LIMIT 1) a)`;

/** Reads and writes of the `model_archival` table. */
export class ArchivalRepository {
  constructor(private readonly manager: EntityManager) {}

  /** The last one of each of these models; of one that was never archived there is none. */
  last(modelIds: readonly string[]): Promise<ModelArchival[]> {
    return selectRows(this.manager, ModelArchival, LAST, [modelIds]);
  }

  /** The same of one model. */
  async lastOf(modelId: string): Promise<ModelArchival | null> {
    const [last = null] = await this.last([modelId]);
    return last;
  }

  insert(row: ModelArchival): Promise<void> {
    return insertRows(this.manager, ModelArchival, [row]);
  }
}
