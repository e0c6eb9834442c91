import type { EntityManager } from 'typeorm';
import { insertRows } from '#platform/database/rows/insert-rows.js';
import { prepared } from '#platform/database/rows/prepared.js';
import { selectRows } from '#platform/database/rows/select-rows.js';
import { DisplayNameChange } from './display-name-change.entity.js';
import { ARCHIVED_SQL, DISPLAY_NAME_SQL, NAMESPACE_SQL } from './model-sql.js';

/** The models that are called so now, found among those that ever were: each way has an index. */
const HOLDER = `
  SELECT m.id FROM models.model m
  WHERE m.id IN (
      SELECT id FROM models.model WHERE name = $2
      UNION ALL SELECT id FROM models.model WHERE display_name = $2
      UNION ALL SELECT model_id FROM models.display_name_change WHERE display_name = $2)
    AND ${NAMESPACE_SQL} = $1 AND ${DISPLAY_NAME_SQL} = $2 AND NOT ${ARCHIVED_SQL} LIMIT 1`;

const NEWEST = `WHERE id IN (
  SELECT c.id FROM unnest($1::uuid[]) AS wanted (id) CROSS JOIN LATERAL (
    SELECT id FROM models.display_name_change WHERE model_id = wanted.id AND at <= $2 ORDER BY sequence DESC LIMIT $3) c)
  ORDER BY sequence DESC`;

/** Reads and writes of what models are called. */
export class DisplayNameRepository {
  constructor(private readonly manager: EntityManager) {}

  /** Holds what the models of a namespace are called until the transaction ends. Taken before the lock of any model. */
  async lock(namespace: string): Promise<void> {
    await prepared(
      this.manager,
      `SELECT pg_advisory_xact_lock(hashtextextended('models.display_name ' || $1::text, 0))`,
      [namespace],
    );
  }

  /** The id of the model of a namespace that is called so and not archived; null where there is none. */
  async holderOf(namespace: string, displayName: string): Promise<string | null> {
    const [found] = await prepared<{ id: string }>(this.manager, HOLDER, [namespace, displayName]);
    return found?.id ?? null;
  }

  /** Whether a model of a namespace is called so and not archived. */
  async isTaken(namespace: string, displayName: string): Promise<boolean> {
    return (await this.holderOf(namespace, displayName)) !== null;
  }

  /** The changes of these models up to a moment, newest first, at most `limit` of each; null is now. */
  changesOf(modelIds: readonly string[], asOf: Date | null, limit: number): Promise<DisplayNameChange[]> {
    return selectRows(this.manager, DisplayNameChange, NEWEST, [modelIds, asOf?.toISOString() ?? 'infinity', limit]);
  }

  insert(row: DisplayNameChange): Promise<void> {
    return insertRows(this.manager, DisplayNameChange, [row]);
  }
}
